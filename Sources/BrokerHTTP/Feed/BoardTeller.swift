import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import Synchronization

/// Tells the numbers of the board to the readers who asked for them: at most once a second, only when something happens,
/// and only where that changed a number.
final class BoardTeller: Sendable {
    /// Between two looks.
    private static let pause: Duration = .seconds(1)
    /// Moments of one wait that are further apart than this are of different waits.
    private static let tolerance: TimeInterval = 0.5

    private struct State {
        var readers = 0
        /// Somebody came who was told nothing yet.
        var hasNewReader = false
        var told: Statistics?
        var toldAt = Date.distantPast
        var sources: [SourceHealth] = []
        var revision: UInt64 = 0
    }

    private let state = Mutex(State())
    private let bell = Bell()

    /// One more reader.
    func join() {
        state.withLock { state in
            state.readers += 1
            state.hasNewReader = true
        }
        bell.ring()
    }

    /// One reader less.
    func leave() { state.withLock { $0.readers -= 1 } }

    /// Something happened: the numbers may be others now.
    func news() {
        if state.withLock({ $0.readers > 0 }) { bell.ring() }
    }

    /// Looks until cancelled.
    @concurrent func run(_ parts: BrokerParts, _ tell: (EncodedEvent) -> Void) async {
        while !Task.isCancelled {
            await bell.wait()
            guard state.withLock({ $0.readers > 0 }) else { continue }
            if let event = await event(parts) { tell(event) }
            // Cancelled is as good as rested: the loop's condition sees it.
            try? await parts.ambience.sleep(Self.pause)
        }
    }

    private func event(_ parts: BrokerParts) async -> EncodedEvent? {
        // Without the journal there are no numbers; it has its own way to say so.
        guard let statistics = try? await ReadStatistics.run(with: parts) else { return nil }
        let sources = parts.sourceHealth
        guard let revision = revision(of: statistics, sources, at: parts.ambience.now()) else { return nil }
        return try? EncodedEvent(StatsView(statistics, sources: sources), revision: revision)
    }

    /// Nil where everybody knows it already.
    private func revision(of statistics: Statistics, _ sources: [SourceHealth], at now: Date) -> UInt64? {
        state.withLock { state in
            defer { state.hasNewReader = false }
            let isKnown = state.told.map {
                Self.isSame($0, state.toldAt, statistics, now) && state.sources == sources
            }
            if isKnown == true { return state.hasNewReader ? state.revision : nil }
            (state.told, state.toldAt, state.sources) = (statistics, now, sources)
            state.revision += 1
            return state.revision
        }
    }

    /// A wait that has only grown older is no news.
    private static func isSame(_ old: Statistics, _ then: Date, _ new: Statistics, _ now: Date) -> Bool {
        func since(_ statistics: Statistics, _ at: Date) -> TimeInterval? {
            statistics.longestWait.map { at.timeIntervalSince1970 - Double(milliseconds($0)) / 1000 }
        }
        let waits = (since(old, then), since(new, now))
        let isSameWait =
            waits.0.flatMap { first in waits.1.map { abs($0 - first) < tolerance } } ?? (waits.0 == waits.1)
        return isSameWait && old.since == new.since && old.waiting == new.waiting && old.tally == new.tally
    }
}
