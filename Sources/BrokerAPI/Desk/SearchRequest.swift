/// `POST /v1/accounts/search`.
package struct SearchRequest: Codable, Sendable, Hashable {
    /// An external ID, a number, an e-mail or a name.
    package var query: String
    /// At most so many.
    package var limit: Int?

    /// A search.
    package init(query: String, limit: Int? = nil) {
        self.query = query
        self.limit = limit
    }

    /// Reads a search; an error names the field at fault.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        query = try container.decode(String.self, forKey: .query)
        limit = try container.wholeNumberIfPresent(forKey: .limit)
    }
}

/// The answer to a search.
package struct SearchAnswer: Codable, Sendable, Hashable {
    /// What was found.
    package var accounts: [CandidateView]

    /// What was found.
    package init(accounts: [CandidateView]) { self.accounts = accounts }
}
