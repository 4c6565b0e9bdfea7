import Identity

/// A report's rows as JSON objects, in the order of the columns.
enum SheetJSON {
    private static let encoder = StreamedJSON(dates: .seconds)

    static func object(_ columns: [Column], _ row: [Cell]) -> String {
        let fields = zip(columns, row).map { "\(text($0.field)): \(value($1))" }
        return "  {" + fields.joined(separator: ", ") + "}"
    }

    private static func value(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): text.map(Self.text) ?? "null"
        case .count(let count): "\(count)"
        case .duration(let milliseconds): milliseconds.map { "\($0)" } ?? "null"
        }
    }

    /// A text holds nothing that JSON can't say.
    private static func text(_ text: String) -> String {
        (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}
