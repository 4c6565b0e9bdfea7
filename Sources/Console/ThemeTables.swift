import Desk
package import Screen

/// What `ringside themes` says, as lines.
package enum ThemeTables {
    /// A line for each theme: its name, what it calls itself, what it is, and where it comes from.
    package static func list(_ themes: [ThemeFiles.Found], depth: ColourDepth) -> [String] {
        let width = (themes.map(\.name.count).max() ?? 0) + 2
        return themes.map { found in
            let title = sanitised(found.theme.name, limit: 40)
            let kind = found.theme.colours == .scheme ? found.theme.variant.rawValue : found.theme.kind(on: depth)
            return padded(found.name, width) + "\(title) (\(kind)), \(found.file ?? "built in")"
        }
    }

    /// A theme's sample in its colours, for a terminal that shows it with `cat`.
    package static func preview(_ found: ThemeFiles.Found, depth: ColourDepth, glyphs: Glyphs) -> String {
        var frame = Frame(size: Size(columns: ThemeSample.columns + 24, rows: ThemeSample.rows + 2), glyphs: glyphs)
        let title = [Span(found.name, Style(.title)), Span("  " + found.theme.kind(on: depth), Style(.muted))]
        frame.put(spans: title, row: 0, column: 2)
        ThemeSample.draw(row: 1, column: 2, rows: ThemeSample.rows, columns: ThemeSample.columns, on: &frame)
        let palette = Palette(theme: found.theme, depth: depth)
        return depth == .none && palette.depth == .none ? frame.plainText() : frame.ansi(palette: palette)
    }

    /// What a check of one theme finds, and whether that is nothing.
    package struct Check: Sendable {
        /// A summary, and a line for each finding.
        package var lines: [String]
        /// Nothing is repaired, and the file claims what is so.
        package var isClean: Bool
    }

    /// The contrast of each pair as the theme has it and as it is drawn, for a terminal of so many colours.
    package static func check(_ found: ThemeFiles.Found, depth: ColourDepth, all: Bool) -> Check {
        let report = ThemeReport(found.theme, depth: depth)
        let repaired = report.repaired
        let heading = "\(found.name) (\(found.file ?? "built in")), \(found.theme.kind(on: depth)): "
        var lines = [heading + summary(report)]
        if found.theme.claimsWrongVariant {
            let claimed = found.theme.claimedVariant ?? ""
            lines.append(
                "  variant: claims to be \(sanitised(claimed, limit: 20)), and is \(found.theme.variant.rawValue)"
            )
        }
        lines += (all ? report.pairs : repaired).map { pair in
            let name = padded("\(pair.role.rawValue) on \(pair.surface.rawValue)", 26)
            return "  \(name)\(figure(pair.before)) -> \(figure(pair.after)), at least \(figure(pair.floor))"
        }
        return Check(lines: lines, isClean: repaired.isEmpty && !found.theme.claimsWrongVariant)
    }

    private static func summary(_ report: ThemeReport) -> String {
        if report.pairs.isEmpty { return "its contrast is the terminal's" }
        if report.repaired.isEmpty { return "all \(report.pairs.count) pairs are readable as they are" }
        return "\(report.repaired.count) of \(report.pairs.count) pairs are too faint and are repaired"
    }

    /// Cut and not rounded: 4.49 never looks like 4.5.
    private static func figure(_ contrast: Double) -> String {
        let hundredths = Int(contrast * 100)
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
