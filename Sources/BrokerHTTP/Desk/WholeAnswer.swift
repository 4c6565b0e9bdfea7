import HummingbirdCore

/// Lines that are there already.
struct WholeAnswer<Line: Encodable & Sendable>: LinedAnswer {
    let lines: [Line]

    @concurrent func tell(through writer: inout LineWriter<some ResponseBodyWriter>) async throws {
        try await writer.write(lines)
    }

    func end() {}
}
