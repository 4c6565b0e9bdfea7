package import Identity

/// Which of the fields that are configured for a part it has.
package enum KnownFields: Hashable, Sendable {
    /// All of them, as far as it can be asked.
    case all
    /// It has none of these, or our user may not read them.
    case without([String])
    /// A source that is silent about unknown fields has no row there to see them in.
    case unseen
}

/// One service or table of a source, asked for what it does not have: it must let us ask all the same.
///
/// A source that is silent about a field that it does not have is asked for some rows instead.
package struct SourceQuestion: Sendable {
    /// Asks; returns where the source lets us, whatever it has.
    package typealias Ask = @Sendable () async throws(Failure) -> Void
    /// Asks, and says which of the configured fields are there.
    package typealias Comparison = @Sendable () async throws(Failure) -> KnownFields
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
    package let ask: Comparison

    /// A question that is refused where a field is not there.
    package init(_ part: String, to purpose: String, needs permissions: String, mend: String, _ ask: @escaping Ask) {
        self.init(
            part,
            to: purpose,
            needs: permissions,
            mend: mend,
            comparing: {
                () async throws(Failure) -> KnownFields in
                try await ask()
                return .all
            }
        )
    }

    /// A question whose answer tells which fields are there.
    package init(
        _ part: String,
        to purpose: String,
        needs permissions: String,
        mend: String,
        comparing ask: @escaping Comparison
    ) {
        self.part = part
        self.purpose = purpose
        self.permissions = permissions
        self.mend = mend
        self.ask = ask
    }
}
