import HummingbirdCore

/// What is held about a person, page by page; the first one is there already.
struct ExportAnswer: LinedAnswer {
    let lines: ExportLines
    let first: ExportLines.Page

    @concurrent func tell(through writer: inout LineWriter<some ResponseBodyWriter>) async throws {
        var page: ExportLines.Page? = first
        while let there = page {
            try await writer.write(there.lines)
            page = try await lines.next(after: there)
        }
    }

    func end() {}
}
