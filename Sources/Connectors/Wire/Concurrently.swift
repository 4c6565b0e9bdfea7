import Identity

/// For `async let`, which can't keep the type of what is thrown; a result can.
enum Concurrently {
    static func result<Value: Sendable>(
        _ body: () async throws(SourceFailure) -> Value
    ) async -> Result<Value, SourceFailure> {
        do throws(SourceFailure) { return .success(try await body()) } catch { return .failure(error) }
    }
}
