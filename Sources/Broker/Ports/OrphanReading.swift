package import FoundationEssentials
package import Identity

/// A finished call whose person is not known.
package struct Orphan: Hashable, Sendable {
    /// The call.
    package let call: CallID
    /// The customer's number; nil where withheld or unusable.
    package let number: CallerNumber?

    /// A call.
    package init(call: CallID, number: CallerNumber?) {
        self.call = call
        self.number = number
    }
}

/// The journal as reconciliation reads it.
package protocol OrphanReading: Sendable {
    /// Calls without a person that began since a moment, oldest arrivals first: those that are over, or have left the feed,
    /// and that phase 2 has given up.
    func orphans(since: Date, limit: Int) async throws(JournalFailure) -> [Orphan]
}
