/// Has go what has been kept for long enough, a slice at a time: lookups go first.
package enum Purge {
    /// Rows, by what they are.
    package struct Counts: Hashable, Sendable {
        /// Calls, with all that hangs on them.
        package internal(set) var calls = 0
        /// Links.
        package internal(set) var links = 0
        /// Overrides.
        package internal(set) var overrides = 0
        /// Entries of the audit.
        package internal(set) var audit = 0

        /// All of them.
        package var sum: Int { calls + links + overrides + audit }

        /// None.
        package init() {}
    }

    /// What a purge came to.
    package struct Outcome: Hashable, Sendable {
        /// Rows that went.
        package internal(set) var counts = Counts()
        /// Nothing of them is left in the write-ahead log.
        package internal(set) var isLogEmpty = false
        /// Why not all of it went; what went is gone whole.
        package internal(set) var failure: JournalFailure?
    }

    /// Rows that are counted at once.
    static let page = 1_000
    /// The shortest pause behind a slice; one that took longer is given as long again.
    static let pause = Duration.milliseconds(5)
    /// How often, and how far apart, the write-ahead log is asked to be empty: others may be reading in it.
    static let emptying = (tries: 100, pause: Duration.milliseconds(100))

    /// What has to go, for whoever only wants to know.
    package static func count(
        _ limits: RetentionLimits,
        in journal: any Retention
    ) async throws(JournalFailure) -> Counts {
        var counts = Counts()
        for kind in Perishable.allCases {
            var (place, isFirst) = (RowPlace?.none, true)
            while isFirst || place != nil, !Task.isCancelled {
                isFirst = false
                let slice = try await journal.expired(kind, by: limits, after: place, limit: page)
                counts.add(slice.count, kind)
                place = slice.next
            }
        }
        return counts
    }

    /// Has it go; `tell` is told after each slice.
    ///
    /// Ends early, with what went until then, where it is cancelled.
    package static func run(
        _ limits: RetentionLimits,
        in journal: any Retention,
        _ ambience: Ambience,
        tell: @Sendable (Counts) -> Void = { _ in }
    ) async -> Outcome {
        var outcome = Outcome()
        do throws(JournalFailure) {
            for kind in Perishable.allCases {
                try await purge(kind, limits, journal, ambience) { count in
                    outcome.counts.add(count, kind)
                    tell(outcome.counts)
                }
            }
        } catch {
            outcome.failure = error
        }
        guard outcome.failure == nil, outcome.counts.sum > 0 else { return outcome }
        outcome.isLogEmpty = await emptyLog(of: journal, ambience)
        return outcome
    }

    private static func purge(
        _ kind: Perishable,
        _ limits: RetentionLimits,
        _ journal: any Retention,
        _ ambience: Ambience,
        tell: (Int) -> Void
    ) async throws(JournalFailure) {
        var (place, isFirst, stride) = (RowPlace?.none, true, Stride())
        while isFirst || place != nil, !Task.isCancelled {
            isFirst = false
            let start = ambience.uptime()
            let slice = try await journal.purge(kind, by: limits, after: place, limit: stride.rows)
            let took = ambience.uptime() - start
            stride.took(took)
            if slice.count > 0 { tell(slice.count) }
            place = slice.next
            guard place != nil else { return }
            await rest(max(pause, took), journal, ambience)
        }
    }

    /// Until what was written is where it belongs: else the write-ahead log grows without bound.
    private static func rest(_ pause: Duration, _ journal: any Retention, _ ambience: Ambience) async {
        repeat {
            // Cancelled means that whoever asked ends its loop.
            try? await ambience.sleep(pause)
        } while journal.isCatchingUp && !Task.isCancelled
    }

    /// False where it is not empty after a while.
    static func emptyLog(of journal: any Retention, _ ambience: Ambience) async -> Bool {
        for _ in 0..<emptying.tries where !Task.isCancelled {
            if await journal.emptyLog() { return true }
            // Cancelled means that the loop ends.
            try? await ambience.sleep(emptying.pause)
        }
        return false
    }
}

/// How many rows go at once: few where that takes long, for nobody may wait for the writer.
private struct Stride {
    private static let (least, most) = (10, 100)
    private static let (quick, slow) = (Duration.milliseconds(5), Duration.milliseconds(15))

    private(set) var rows = 50

    mutating func took(_ time: Duration) {
        if time > Self.slow {
            rows = max(Self.least, rows / 2)
        } else if time < Self.quick {
            rows = min(Self.most, rows * 2)
        }
    }
}

extension Purge.Counts {
    fileprivate mutating func add(_ count: Int, _ kind: Perishable) {
        switch kind {
        case .calls: calls += count
        case .links: links += count
        case .overrides: overrides += count
        case .audit: audit += count
        }
    }
}
