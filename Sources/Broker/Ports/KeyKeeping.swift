package import FoundationEssentials

/// A master key, and what is sealed under it.
package struct KeyUse: Hashable, Sendable {
    /// Eight hex digits: derived from the key, and tells nothing of it.
    package let id: String
    /// New rows are sealed under it.
    package let isCurrent: Bool
    /// It is among the keys that were given to the journal.
    package let isThere: Bool
    /// Since when the journal knows it.
    package let since: Date
    /// Since when no row is sealed under it any more; nil while some are, or may be.
    package let retiredAt: Date?
    /// Rows under it, now.
    package let rows: Int

    /// A key in use.
    package init(id: String, isCurrent: Bool, isThere: Bool, since: Date, retiredAt: Date?, rows: Int) {
        self.id = id
        self.isCurrent = isCurrent
        self.isThere = isThere
        self.since = since
        self.retiredAt = retiredAt
        self.rows = rows
    }
}

/// How far the rows of former keys have been sealed anew.
package enum ResealPlace: Hashable, Sendable {
    /// Calls and their steps, by row.
    case calls(after: Int64)
    /// Remembered choices, by row.
    case overrides(after: Int64)
    /// Recent links, by their place.
    case links(after: Data)

    /// Where it begins.
    package static let start = ResealPlace.calls(after: .min)
}

/// Rows that were sealed anew.
package struct Resealed: Hashable, Sendable {
    /// How many.
    package let rows: Int
    /// Where it goes on; nil at the end.
    package let next: ResealPlace?

    /// A slice.
    package init(rows: Int, next: ResealPlace?) {
        self.rows = rows
        self.next = next
    }
}

/// Why the keys stay as they are.
package enum KeyFailure: Error, Hashable, Sendable {
    /// The new key could not be kept where the next start looks for it; a sentence.
    case notKept(String)
    case journal(JournalFailure)
}

/// The journal's master keys: the first one seals, the former ones open what is left under them.
package protocol KeyKeeping: Sendable {
    /// Makes a key and seals new rows under it; both keys are where the next start finds them before this returns.
    func beginRotation(at now: Date) async throws(KeyFailure)

    /// Whether rows may be left under a former key.
    func hasRowsToReseal() async throws(JournalFailure) -> Bool

    /// Seals about `limit` rows anew, after looking at no more than some thousand.
    ///
    /// Small slices keep nobody waiting: the writer has others in between.
    func reseal(after place: ResealPlace, limit: Int) async throws(JournalFailure) -> Resealed

    /// Counts, and remembers which former keys have no row left.
    func retireKeys(at now: Date) async throws(JournalFailure)

    /// Throws away the former keys that are named.
    func dropKeys(_ ids: Set<String>) async throws(KeyFailure)

    /// All keys, the current one first; rows are counted.
    func keyUse() async throws(JournalFailure) -> [KeyUse]
}
