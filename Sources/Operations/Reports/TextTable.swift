import Identity

/// A report as a table for a screen.
enum TextTable {
    static func lines(_ columns: [Column], _ rows: [[Cell]]) -> [String] {
        let texts = [columns.map(\.heading)] + rows.map { $0.map(text) }
        let widths = columns.indices.map { column in texts.map { $0[column].count }.max() ?? 0 }
        return texts.map { line($0, columns, widths) }
    }

    private static func line(_ texts: [String], _ columns: [Column], _ widths: [Int]) -> String {
        let cells = columns.indices.map { column in
            let gap = String(repeating: " ", count: widths[column] - texts[column].count)
            return columns[column].isNumber ? gap + texts[column] : texts[column] + gap
        }
        let line = cells.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }

    private static func text(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): text.map(shown) ?? "–"
        case .count(let count): "\(count)"
        case .duration(let milliseconds): milliseconds.map(clock) ?? "–"
        }
    }

    /// What the systems wrote moves no cursor and turns no line round.
    private static func shown(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isHarmless($0) ? $0 : "\u{FFFD}" }))
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }

    /// `6:17`, `1:02:03`: whole seconds, rounded.
    private static func clock(_ milliseconds: Int) -> String {
        let seconds = (milliseconds + 500) / 1000
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
