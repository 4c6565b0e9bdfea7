package import BrokerAPI

/// The lines of a report, written as a sheet.
package struct ReportSheet {
    private var sheet: Sheet
    /// The last line, once it has come: without it the report was cut short.
    package private(set) var result: ReportResult?

    /// A report that was asked for; `write` is given whole lines.
    package init(_ request: ReportRequest, as format: SheetFormat, write: @escaping (String) -> Void) {
        let columns = request.report == "interactions" ? Self.interactions : Self.handleTimes(by: request.by ?? "tier")
        sheet = Sheet(columns, as: format, write: write)
    }

    /// The next line.
    package mutating func take(_ line: ReportLine) {
        switch line {
        case .interaction(let row):
            sheet.add([
                .text(row.interactionId), .text(row.externalId), .text(row.caseId), .text(row.tier),
                .duration(row.durationMs),
            ])
        case .handleTime(let row):
            sheet.add([
                .text(row.key), .text(row.name), .count(row.handled), .duration(row.averageHandleMs),
                .duration(row.averageHoldMs), .duration(row.handleMs),
            ])
        case .result(let result):
            sheet.end()
            self.result = result
        }
    }

    private static let interactions = [
        Column("interactionId", "INTERACTION"), Column("externalId", "EXTERNAL ID"), Column("caseId", "CASE"),
        Column("tier", "TIER"), Column("durationMs", "DURATION", isNumber: true),
    ]

    private static func handleTimes(by group: String) -> [Column] {
        [
            Column(group, group.uppercased()), Column("name", "NAME"), Column("handled", "HANDLED", isNumber: true),
            Column("averageHandleMs", "AVERAGE", isNumber: true),
            Column("averageHoldMs", "AVERAGE HOLD", isNumber: true), Column("handleMs", "TOTAL", isNumber: true),
        ]
    }
}
