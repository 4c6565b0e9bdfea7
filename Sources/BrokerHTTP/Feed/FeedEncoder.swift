package import Broker
import Feed
import Identity
import Logging
import ServiceLifecycle
import Synchronization

/// Encodes each change once, in the order of the journal, into a log that all readers pull from.
package final class FeedEncoder: Service {
    /// Hands out feed numbers that nobody was ever given before; at least as many as asked for.
    package typealias Reserve = @Sendable (UInt64) async throws -> Range<UInt64>

    let options: FeedOptions
    let shown = ShownCalls()
    let board = BoardTeller()
    private let metrics: BrokerMetrics
    private let parts: BrokerParts
    private let telling: CallTelling
    private let reserve: Reserve
    private let state: Mutex<State>

    private struct State {
        var log: FeedLog<EncodedEvent>
        /// Taken with the encoder, before anything can be told: no change is missed.
        var news: FeedReader<Announcement>
    }

    /// An encoder of the broker's news, with its first numbers; throws what `reserve` throws.
    package static func open(
        parts: BrokerParts,
        options: FeedOptions,
        metrics: BrokerMetrics = .none,
        reserve: @escaping Reserve
    ) async throws -> FeedEncoder {
        FeedEncoder(parts, options, metrics, numbers: try await reserve(options.block), reserve: reserve)
    }

    private init(
        _ parts: BrokerParts,
        _ options: FeedOptions,
        _ metrics: BrokerMetrics,
        numbers: Range<UInt64>,
        reserve: @escaping Reserve
    ) {
        self.parts = parts
        self.options = options
        self.metrics = metrics
        self.reserve = reserve
        telling = CallTelling(parts)
        state = Mutex(
            State(log: Self.log(options, numbers), news: parts.news.reader(after: parts.news.head))
        )
    }

    private static func log(_ options: FeedOptions, _ numbers: Range<UInt64>) -> FeedLog<EncodedEvent> {
        FeedLog(capacity: options.capacity, maximumAge: options.maximumAge, numbers: numbers)
    }

    /// The log of the moment.
    var log: FeedLog<EncodedEvent> { state.withLock { $0.log } }

    /// Readers that wait for something to happen.
    package var waitingReaders: Int { log.waitingReaders }

    /// Encodes until shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.beat() }
                group.addTask { await self.tellBoard() }
                await self.encode()
                group.cancelAll()
            }
        }
        log.close()
    }

    /// One heartbeat for all readers that wait.
    @concurrent private func beat() async {
        while !Task.isCancelled {
            // Cancelled is as good as rested: the loop's condition sees it.
            try? await parts.ambience.sleep(options.heartbeat)
            log.pulse(at: parts.ambience.uptime())
        }
    }

    /// Numbers of the feed are kept for calls: where they run short, the board waits.
    @concurrent private func tellBoard() async {
        await board.run(parts) { event in
            if log.remainingNumbers > options.block / 4 { _ = log.append(event, at: parts.ambience.uptime()) }
        }
    }

    @concurrent private func encode() async {
        var news = state.withLock { $0.news }
        while !Task.isCancelled {
            do throws(FeedFailure) {
                for announcement in try await news.next(limit: 64) { await append(announcement.entry) }
            } catch {
                guard error == .fellOut else { return }
                news = await startOver()
            }
        }
    }

    private func append(_ announcement: Announcement) async {
        metrics.told(announcement)
        defer { board.news() }
        if case .erased(let calls, let onFeed) = announcement { return await erase(calls, onFeed) }
        if let event = encoded(announcement) { await append(event) }
    }

    private func append(_ event: EncodedEvent) async {
        let log = log
        if log.remainingNumbers < options.block / 2 { await addNumbers(to: log) }
        while !Task.isCancelled {
            if let number = log.append(event, at: parts.ambience.uptime()) {
                if case .departed(let id) = event.audience { shown.departed(id, with: number, isKept: log.contains) }
                return
            }
            // Out of numbers: the journal can't be written, so that nothing new comes either.
            try? await parts.ambience.sleep(.milliseconds(500))
            await addNumbers(to: log)
        }
    }

    /// Nobody is told of them again, whoever comes back to whichever position.
    private func erase(_ calls: Set<CallID>, _ onFeed: [CallID]) async {
        _ = log.remove { if case .call(let id, _) = $0.audience { calls.contains(id) } else { false } }
        for id in onFeed { await append(EncodedEvent(erased: id)) }
    }

    private func encoded(_ announcement: Announcement) -> EncodedEvent? {
        do { return try EncodedEvent(announcement, telling: telling) } catch {
            parts.logger.error("A change can't be encoded for the feed")
            return nil
        }
    }

    private func addNumbers(to log: FeedLog<EncodedEvent>) async {
        do { try log.extend(by: try await reserve(options.block)) } catch {
            parts.logger.warning("No feed numbers could be reserved", metadata: ["left": "\(log.remainingNumbers)"])
        }
    }

    /// Changes were missed: a new log, so that every reader comes back and gets a snapshot.
    private func startOver() async -> FeedReader<Announcement> {
        parts.logger.error("The feed fell behind; its readers begin again")
        let news = parts.news.reader(after: parts.news.head)
        while !Task.isCancelled {
            if let numbers = try? await reserve(options.block) {
                let old = state.withLock { state in
                    defer { state.log = Self.log(options, numbers) }
                    return state.log
                }
                old.close()
                break
            }
            try? await parts.ambience.sleep(.milliseconds(500))
        }
        return news
    }
}
