import Identity

/// Comma-separated values (RFC 4180) that a spreadsheet reads as values only.
enum CSV {
    /// With what a spreadsheet begins a formula, full-width forms included.
    private static let formula: Set<Character> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%"]

    static func line(_ row: [Cell]) -> String { row.map(field).joined(separator: ",") + "\r\n" }

    private static func field(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): quoted(guarded(text ?? ""))
        case .count(let count): "\(count)"
        case .duration(let milliseconds): milliseconds.map { "\($0)" } ?? ""
        }
    }

    /// White space before a formula does not keep a spreadsheet from it.
    private static func guarded(_ text: String) -> String {
        let start = text.first.flatMap { formula.contains($0) ? $0 : text.first { !$0.isWhitespace } }
        return start.map(formula.contains) == true ? "'" + text : text
    }

    private static func quoted(_ text: String) -> String {
        let isPlain = !text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0.isControl }
        let hasEdge = text.first?.isWhitespace == true || text.last?.isWhitespace == true
        return isPlain && !hasEdge ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
