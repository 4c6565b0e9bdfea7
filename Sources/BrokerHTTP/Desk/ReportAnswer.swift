import HummingbirdCore

/// A report, page by page; the first one is there already.
struct ReportAnswer: LinedAnswer {
    let lines: ReportLines
    let first: ReportLines.Page

    @concurrent func tell(through writer: inout LineWriter<some ResponseBodyWriter>) async throws {
        var page: ReportLines.Page? = first
        while let there = page {
            try await writer.write(there.lines)
            page = try await lines.next(after: there)
        }
    }

    func end() {}
}
