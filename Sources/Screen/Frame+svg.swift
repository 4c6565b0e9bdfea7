extension Frame {
    /// The picture as an SVG of a terminal window.
    ///
    /// Each run of text is as long as its columns, whatever font there is.
    package func svg(palette: Palette, title: String = "Ringside") -> String {
        Picture(frame: self, palette: palette, title: title).svg
    }
}

private struct Picture {
    static let cell = (width: 8.4, height: 18.0)
    static let font = "ui-monospace, 'JetBrains Mono', 'Cascadia Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
    static let margin = 14.0
    static let bar = 34.0

    var frame: Frame
    var palette: Palette
    var title: String

    var svg: String {
        let width = Double(frame.size.columns) * Self.cell.width + 2 * Self.margin
        let height = Double(frame.size.rows) * Self.cell.height + Self.bar + Self.margin
        let background = hex(.standard, isBackground: true)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \(number(height))" width="\(number(width))" height="\(number(height))" \
            role="img" font-family="\(Self.font)" font-size="14">
            <title>\(escaped(title))</title>
            <rect x="0.5" y="0.5" width="\(number(width - 1))" height="\(number(height - 1))" rx="9" \
            fill="\(background)" stroke="\(hex(palette.colours(for: Style(.line)).foreground, isBackground: false))"/>
            \(windowBar(width: width))
            \((0..<frame.size.rows).map(row).joined())</svg>

            """
    }

    private func windowBar(width: Double) -> String {
        let buttons = ["#ff5f57", "#febc2e", "#28c840"].enumerated().map { index, colour in
            "<circle cx=\"\(18 + 18 * index)\" cy=\"17\" r=\"5.5\" fill=\"\(colour)\"/>"
        }
        let muted = hex(palette.colours(for: Style(.muted)).foreground, isBackground: false)
        return buttons.joined() + "<text x=\"\(number(width / 2))\" y=\"22\" text-anchor=\"middle\" font-size=\"12\" "
            + "fill=\"\(muted)\">\(escaped(title))</text>"
    }

    private func row(_ index: Int) -> String {
        let runs = frame.runs(row: index)
        return runs.map { background($0, row: index) }.joined() + runs.map { text($0, row: index) }.joined()
    }

    private func background(_ run: Frame.Run, row: Int) -> String {
        let fill = colours(run.style).background
        guard fill != hex(.standard, isBackground: true) else { return "" }
        return
            "<rect x=\"\(x(run.column))\" y=\"\(number(y(row)))\" width=\"\(number(Double(run.columns) * Self.cell.width))\" "
            + "height=\"\(number(Self.cell.height))\" fill=\"\(fill)\"/>\n"
    }

    private func text(_ run: Frame.Run, row: Int) -> String {
        guard run.text.contains(where: { $0 != " " }) else { return "" }
        let appearance = palette.appearance(of: run.style)
        let weight = appearance.bold ? " font-weight=\"bold\"" : ""
        let line = appearance.underline ? " text-decoration=\"underline\"" : ""
        return
            "<text x=\"\(x(run.column))\" y=\"\(number(y(row) + 13.5))\" fill=\"\(colours(run.style).foreground)\"\(weight)\(line) "
            + "textLength=\"\(number(Double(run.columns) * Self.cell.width))\" lengthAdjust=\"spacingAndGlyphs\" "
            + "xml:space=\"preserve\">\(escaped(run.text))</text>\n"
    }

    private func colours(_ style: Style) -> (foreground: String, background: String) {
        let appearance = palette.appearance(of: style)
        let foreground = hex(appearance.foreground, isBackground: false)
        let background = hex(appearance.background, isBackground: true)
        return appearance.reverse ? (background, foreground) : (foreground, background)
    }

    /// A terminal's own colours are drawn as the theme's.
    private func hex(_ colour: Colour, isBackground: Bool) -> String {
        let own = palette.depth == .none ? nil : palette.colours(for: .text)
        let standard = isBackground ? own?.background : own?.foreground
        let fromTheme = isBackground ? palette.theme.colour(of: .screen) : palette.theme.colour(of: .text)
        return (colour.rgb ?? standard?.rgb ?? fromTheme).hex
    }

    private func x(_ column: Int) -> String { number(Self.margin + Double(column) * Self.cell.width) }

    private func y(_ row: Int) -> Double { Self.bar + Double(row) * Self.cell.height }

    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    private func escaped(_ text: String) -> String {
        sanitised(text, limit: .max).reduce(into: "") { output, character in
            switch character {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            default: output.append(character)
            }
        }
    }
}
