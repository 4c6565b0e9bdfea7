import Identity

/// What Salesforce says beyond the status of an error: always a list of `{message, errorCode}`.
struct SalesforceErrors {
    private struct Entry: Decodable {
        let errorCode: String
    }

    private let answer: WireAnswer
    private let codes: [String]

    init(_ answer: WireAnswer) {
        self.answer = answer
        // An error without a readable list is judged by its status alone.
        let entries = answer.isSuccess ? [] : (try? answer.decoded([Entry].self)) ?? []
        codes = entries.map(\.errorCode)
    }

    /// The vendor's own form of 429 is a 403.
    var failure: SourceFailure? {
        guard answer.status == 403, codes.contains("REQUEST_LIMIT_EXCEEDED") else { return nil }
        return .rateLimited(retryAfter: answer.retryAfter)
    }

    /// What a new entry points at is gone.
    var saysTargetIsGone: Bool {
        let gone = ["INVALID_CROSS_REFERENCE_KEY", "ENTITY_IS_DELETED", "MALFORMED_ID"]
        return answer.status == 400 && codes.contains(where: gone.contains)
    }

    /// A text that can't be a record's ID is refused as a filter rather than found missing.
    var saysNoSuchID: Bool {
        answer.status == 400 && codes.contains { ["INVALID_QUERY_FILTER_OPERATOR", "MALFORMED_ID"].contains($0) }
    }
}
