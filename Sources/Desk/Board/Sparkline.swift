import Screen

/// A row of bars, one for each value: half as high, half as much.
enum Sparkline {
    private static let bars = Array("▁▂▃▄▅▆▇█")
    private static let plainBars = Array("_.-:=+*#")

    /// The highest value is drawn a little below the top, so that a steady one does not look like a limit.
    static func text(_ values: [Int?], _ glyphs: Glyphs) -> String {
        let bars = glyphs == .ascii ? plainBars : bars
        let top = Double(max(1, values.compactMap(\.self).max() ?? 1))
        return values.reduce(into: "") { text, value in
            guard let value else { return text.append(" ") }
            text.append(bars[Int((Double(max(0, value)) / top * Double(bars.count - 2)).rounded())])
        }
    }
}
