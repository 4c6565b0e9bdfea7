package import Identity

/// One service or table of a source, asked for what it does not have: it must let us ask all the same.
package struct SourceQuestion: Sendable {
    /// Asks; returns where the source lets us, whatever it has.
    package typealias Ask = @Sendable () async throws(Failure) -> Void
    /// Why it does not.
    package typealias Failure = SourceFailure

    /// Which service or table, in the source's own words: `API_BUSINESS_PARTNER`, `table interaction`.
    package let part: String
    /// What we want of it: "read open items".
    package let purpose: String
    /// What our user there must be allowed, in the source's own words.
    package let permissions: String
    /// What to do where it is not there: "compare open_items_path".
    package let mend: String
    /// Asks.
    package let ask: Ask

    /// A question.
    package init(_ part: String, to purpose: String, needs permissions: String, mend: String, _ ask: @escaping Ask) {
        self.part = part
        self.purpose = purpose
        self.permissions = permissions
        self.mend = mend
        self.ask = ask
    }
}
