package import Identity

/// What became of a summary.
package enum SummaryKept: Hashable, Sendable {
    /// The CRM has it, now or since an earlier try.
    case kept
    /// The account is gone: there is nothing to put it under.
    case noSuchAccount
}

/// A CRM that keeps summaries of calls.
package protocol CallSummaryWriting: Sendable {
    /// Has the CRM hold one entry for the call, however often it is asked: an entry that an earlier try may have made is
    /// looked for first.
    func keep(_ summary: CallSummary) async throws(SourceFailure) -> SummaryKept
}
