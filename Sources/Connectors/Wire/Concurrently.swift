import Identity

/// For `async let`, which can't keep the type of what is thrown; a result can.
enum Concurrently {
    static func result<Value: Sendable>(
        _ body: () async throws(SourceFailure) -> Value
    ) async -> Result<Value, SourceFailure> {
        do throws(SourceFailure) { return .success(try await body()) } catch { return .failure(error) }
    }
}

extension Result where Failure == SourceFailure {
    /// What one service gave beside others; nil where it alone refuses, and why in `refusal`.
    ///
    /// Throws what the whole source would meet with.
    func part<Value>(_ refusal: inout SourceFailure?) throws(SourceFailure) -> Value? where Success == Value? {
        switch self {
        case .success(let value): return value
        case .failure(let failure):
            guard failure.isOfOneService else { throw failure }
            refusal = refusal ?? failure
            return nil
        }
    }
}

extension Result {
    /// There is no value.
    var isFailure: Bool {
        switch self {
        case .success: false
        case .failure: true
        }
    }
}

extension AccountStanding {
    /// With the reason why a part of it is not told.
    func refusing(_ refusal: SourceFailure?) -> AccountStanding {
        var standing = self
        standing.refusal = refusal
        return standing
    }
}

extension SourceFailure {
    /// A right, a path or a service that is missing says nothing of what is beside it.
    var isOfOneService: Bool {
        switch self {
        case .forbidden, .rejected, .unavailable: true
        case .timedOut, .unreachable, .untrusted, .unauthorised, .rateLimited, .unprepared, .malformed, .breakerOpen:
            false
        }
    }
}
