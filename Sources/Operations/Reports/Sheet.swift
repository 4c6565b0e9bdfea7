import Identity

/// What stands in a report's cell.
package enum Cell: Hashable, Sendable {
    /// As the systems wrote it; nil where nothing is known.
    case text(String?)
    case count(Int)
    /// Milliseconds; nil where there are none.
    case duration(Int?)
}

/// A report's column.
package struct Column: Hashable, Sendable {
    /// In CSV and JSON.
    package let field: String
    /// On a screen.
    package let heading: String
    /// Set to the right.
    package let isNumber: Bool

    /// A column.
    package init(_ field: String, _ heading: String, isNumber: Bool = false) {
        self.field = field
        self.heading = heading
        self.isNumber = isNumber
    }
}

/// How a report is written.
package enum SheetFormat: String, Sendable, CaseIterable {
    case table, csv, json
}

/// Writes a report row by row; only a table has to see all of them first.
package struct Sheet {
    private let columns: [Column]
    private let format: SheetFormat
    private let write: (String) -> Void
    private var waiting: [[Cell]] = []
    private var rows = 0

    /// A report; `write` is given whole lines.
    package init(_ columns: [Column], as format: SheetFormat, write: @escaping (String) -> Void) {
        self.columns = columns
        self.format = format
        self.write = write
        switch format {
        case .table, .json: break
        case .csv: write(CSV.line(columns.map { .text($0.field) }))
        }
    }

    /// A row, with a cell for each column.
    package mutating func add(_ row: [Cell]) {
        switch format {
        case .table: waiting.append(row)
        case .csv: write(CSV.line(row))
        case .json: write((rows == 0 ? "[\n" : ",\n") + SheetJSON.object(columns, row))
        }
        rows += 1
    }

    /// That was all.
    package mutating func end() {
        switch format {
        case .table: TextTable.lines(columns, waiting).forEach { write($0 + "\n") }
        case .csv: break
        case .json: write(rows == 0 ? "[]\n" : "\n]\n")
        }
        waiting = []
    }
}
