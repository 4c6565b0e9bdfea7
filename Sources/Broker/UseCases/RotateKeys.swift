package import FoundationEssentials

/// A new master key, and all rows under it.
///
/// Whatever ends a rotation in between, both keys are in the key file by then: the next one, or the next start, goes on.
package enum RotateKeys {
    /// Rows of one slice, and the pause behind it: lookups go first.
    static let slice = (rows: 16, pause: Duration.milliseconds(20))

    /// How far it is.
    package struct Progress: Hashable, Sendable {
        /// Rows that were sealed anew.
        package let done: Int
        /// Rows that had to be.
        package let total: Int
    }

    /// What a rotation came to.
    package struct Outcome: Hashable, Sendable {
        /// It went on with one that had been cut short, and made no key.
        package let isResumed: Bool
        /// All keys as they are now.
        package let keys: [KeyStanding]
        /// Those that nothing needed any more.
        package let dropped: [String]
    }

    /// A new key, unless rows are left from the last rotation; true where it goes on with that one.
    package static func begin(with custody: Custody) async throws(KeyFailure) -> Bool {
        let isResumed = try await kept { () throws(JournalFailure) in try await custody.keys.hasRowsToReseal() }
        if !isResumed { try await custody.keys.beginRotation(at: custody.ambience.now()) }
        return isResumed
    }

    /// Ends when all rows are under the newest key.
    package static func finish(
        resumed isResumed: Bool,
        with custody: Custody,
        tell: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws(KeyFailure) -> Outcome {
        try await kept { () throws(JournalFailure) in try await reseal(with: custody, tell: tell) }
        let unused = try await kept { () throws(JournalFailure) in try await status(with: custody) }.filter(\.isUnused)
        if !unused.isEmpty { try await custody.keys.dropKeys(Set(unused.map(\.use.id))) }
        let keys = try await kept { () throws(JournalFailure) in try await status(with: custody) }
        return Outcome(isResumed: isResumed, keys: keys, dropped: unused.map(\.use.id))
    }

    /// All keys, and until when backups need them.
    package static func status(with custody: Custody) async throws(JournalFailure) -> [KeyStanding] {
        let backups = try await custody.backups.backups()
        return try await custody.keys.keyUse().map { KeyStanding($0, backups) }
    }

    /// Seals anew what is left under former keys, a slice at a time, until nothing is or the task is cancelled.
    static func reseal(
        with custody: Custody,
        tell: @Sendable (Progress) -> Void = { _ in }
    ) async throws(JournalFailure) {
        let total = try await custody.keys.keyUse().filter { !$0.isCurrent }.reduce(0) { $0 + $1.rows }
        var (place, done) = (ResealPlace?.some(.start), 0)
        while let from = place, !Task.isCancelled {
            let slice = try await custody.keys.reseal(after: from, limit: slice.rows)
            (place, done) = (slice.next, done + slice.rows)
            tell(Progress(done: min(total, done), total: total))
            // Cancelled is as good as rested: the loop's condition sees it.
            if slice.rows > 0 { try? await custody.ambience.sleep(Self.slice.pause) }
        }
        if !Task.isCancelled { try await custody.keys.retireKeys(at: custody.ambience.now()) }
    }

    private static func kept<Value>(_ body: () async throws(JournalFailure) -> Value) async throws(KeyFailure) -> Value
    {
        do throws(JournalFailure) { return try await body() } catch { throw .journal(error) }
    }
}

/// A key, and who still needs it.
package struct KeyStanding: Hashable, Sendable {
    /// Its rows.
    package let use: KeyUse
    /// When the last backup that needs it expires; `.distantFuture` where one never does; nil where none needs it.
    package let neededUntil: Date?

    /// A former key that neither rows nor backups need.
    package var isUnused: Bool {
        !use.isCurrent && use.isThere && use.rows == 0 && use.retiredAt != nil && neededUntil == nil
    }

    /// A copy that was made before the key's last row was sealed anew may hold rows under it.
    init(_ use: KeyUse, _ backups: [Backup]) {
        self.use = use
        let needing = backups.filter { $0.madeAt <= use.retiredAt ?? .distantFuture }
        neededUntil = needing.map { $0.expires ?? .distantFuture }.max()
    }
}
