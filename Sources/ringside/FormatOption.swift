import ArgumentParser
import Glibc
import Operations

/// How a list is written.
struct FormatOption: ParsableArguments {
    @Option(help: "table, csv or json; else a table on a terminal, csv elsewhere.")
    var format: String?

    func validate() throws {
        guard let format, SheetFormat(rawValue: format) == nil else { return }
        throw ValidationError("--format: expected table, csv or json, found \(format)")
    }

    var sheet: SheetFormat {
        format.flatMap { SheetFormat(rawValue: $0) } ?? (isatty(STDOUT_FILENO) == 1 ? .table : .csv)
    }
}
