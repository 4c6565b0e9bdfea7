import FoundationEssentials

/// The numbers of the board: cheap enough for once a second.
package enum ReadStatistics {
    /// As they are now.
    package static func run(with parts: BrokerParts) async throws(JournalFailure) -> Statistics {
        let waiting = try await parts.figures.waiting()
        let now = parts.ambience.now()
        return Statistics(
            since: Tally.since(now),
            waiting: waiting.count,
            longestWait: waiting.since.map { .milliseconds(Int64(max(0, now.timeIntervalSince($0)) * 1000)) },
            tally: parts.tally.sum(at: now)
        )
    }
}
