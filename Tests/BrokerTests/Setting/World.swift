import Broker
import Feed
import Foundation
import Identity
import Logging
import Synchronization
import Testing

/// A whole broker over fakes, on one thread and in virtual time: nothing happens but what a test lets happen.
final class World {
    let time = VirtualTime()
    let crm: FakeCRM
    let erp: FakeERP
    let platform: FakePlatform
    let memory: MemoryJournal
    private(set) var journal: StubbornJournal
    private(set) var parts: BrokerParts

    private let seed: UInt64?
    private var executor: StepExecutor
    private let office: Office
    private let make: (StubbornJournal, MemoryJournal) -> BrokerParts
    private var tasks: [Task<Void, Never>] = []

    /// A broker that has just started, with an empty journal.
    ///
    /// The seed decides in which order things happen that could happen in any.
    init(
        seed: UInt64? = nil,
        hasERP: Bool = true,
        staff: Staff = Desks.staff,
        _ edit: (inout Policy) -> Void = { _ in }
    ) {
        var policy = Policy(phoneHash: .sha256)
        edit(&policy)
        self.seed = seed
        executor = StepExecutor(seed: seed)
        let crm = FakeCRM(FakeSource("salesforce", .crm, time))
        let erp = FakeERP(FakeSource("sap", .erp, time))
        let platform = FakePlatform(FakeSource("genesys", .platform, time))
        (self.crm, self.erp, self.platform) = (crm, erp, platform)
        let office = Office(platform)
        let memory = MemoryJournal { office.tell($0) }
        let ambience = time.ambience(seed: seed ?? 1)
        let (backups, keys) = (MemoryBackups(), MemoryKeys(rows: 100))
        make = { journal, memory in
            BrokerParts(
                journal: journal,
                agenda: memory,
                memory: memory,
                audit: memory,
                figures: memory,
                records: memory,
                backups: backups,
                keys: keys,
                crms: [crm],
                erp: hasERP ? erp : nil,
                platform: platform,
                interactions: platform,
                phones: PlainNumbers(),
                staff: staff,
                policy: policy,
                ambience: ambience,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                news: FeedLog(numbers: 0..<10_000_000),
                enquiries: Enquiries(crm: crm, uptime: ambience.uptime),
                bells: LaneBells(),
                tally: Tally()
            )
        }
        (self.memory, self.office) = (memory, office)
        journal = StubbornJournal(memory)
        parts = make(journal, memory)
        start()
    }

    deinit { stop() }

    /// Ends the broker as a signal does.
    func stop() {
        office.close()
        tasks.forEach { $0.cancel() }
        settle()
        // What is left waits for a task that ServiceLifecycle starts elsewhere.
        executor.release()
        tasks = []
    }

    /// Ends the broker as a power cut does, and starts another on the same journal: what was not written then never is.
    func crash() {
        journal.become(.dead)
        restart()
    }

    /// Ends the broker and starts another on the same journal.
    func restart() {
        stop()
        journal = StubbornJournal(memory)
        executor = StepExecutor(seed: seed)
        parts = make(journal, memory)
        start()
    }

    private func start() {
        let parts = parts
        office.open(
            Newsroom(
                news: parts.news,
                bells: parts.bells,
                tally: parts.tally,
                logger: parts.logger,
                uptime: parts.ambience.uptime
            )
        )
        resume(parts)
        for lane in Job.Lane.allCases { _ = begin { try? await Lane(lane, parts: parts).run() } }
        _ = begin { try? await parts.enquiries.run() }
        _ = begin { try? await SpoolWriter(parts: parts).run() }
        _ = begin { try? await FeedSweeper(parts: parts).run() }
        _ = begin { try? await RetentionKeeper(parts: parts).run() }
        _ = begin { try? await Upkeep(parts: parts).run() }
        settle()
    }

    /// The tally goes on where it was.
    private func resume(_ parts: BrokerParts) {
        let (memory, since) = (memory, Tally.since(time.now))
        _ = begin { try? parts.tally.resume(await memory.tallies(since: since)) }
        settle()
    }

    /// Something that goes on by itself.
    func begin<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Pending<Value> {
        let pending = Pending<Value>()
        tasks.append(Task(executorPreference: executor) { pending.value = await work() })
        return pending
    }

    /// Returns when everybody waits for time or for a source.
    func settle(at location: SourceLocation = #_sourceLocation) {
        #expect(executor.settle(), "something never rests", sourceLocation: location)
    }

    /// Lets time pass, and everything happen that happens meanwhile.
    func pass(_ duration: Duration, at location: SourceLocation = #_sourceLocation) {
        let end = time.elapsed + duration
        settle(at: location)
        while let wake = time.nextWake, wake <= end {
            time.move(to: wake)
            settle(at: location)
        }
        time.move(to: end)
        settle(at: location)
    }

    /// Lets pass as much time as something takes.
    func finish<Value>(
        _ pending: Pending<Value>,
        within limit: Duration = .seconds(600),
        at location: SourceLocation = #_sourceLocation
    ) throws -> Value {
        let end = time.elapsed + limit
        settle(at: location)
        while pending.value == nil, let wake = time.nextWake, wake <= end {
            time.move(to: wake)
            settle(at: location)
        }
        return try #require(pending.value, "not done within \(limit)", sourceLocation: location)
    }

    /// Does something, and lets pass as much time as it takes.
    func result<Value: Sendable>(
        at location: SourceLocation = #_sourceLocation,
        _ work: @escaping @Sendable () async -> Value
    ) throws -> Value {
        try finish(begin(work), at: location)
    }

    /// Steps that everybody has taken so far: what a processor would be busy with.
    var steps: Int { executor.taken }

    /// A source's health is another from now on, and everybody is told.
    func tell(_ health: SourceHealth) { office.tell(health) }

    /// The commits seen, oldest first.
    var commits: [Committed] { office.commits }
}

/// Something under way.
final class Pending<Value: Sendable>: Sendable {
    private let state = Mutex<Value?>(nil)
    var value: Value? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

/// Whoever is told of commits at the moment, and the platform that has the answer before phase 2 begins.
private final class Office: Sendable {
    private struct State {
        var newsroom: Newsroom?
        var commits: [Committed] = []
    }
    private let platform: FakePlatform
    private let state = Mutex(State())

    init(_ platform: FakePlatform) { self.platform = platform }

    var commits: [Committed] { state.withLock { $0.commits } }

    func open(_ newsroom: Newsroom) { state.withLock { $0.newsroom = newsroom } }
    func close() { state.withLock { $0.newsroom = nil } }
    func tell(_ health: SourceHealth) { state.withLock { $0.newsroom }?.tell(health) }

    func tell(_ committed: [Committed]) {
        for change in committed where change.kind == .identified {
            platform.take(change.call.identity.externalID, for: change.call.id)
        }
        let newsroom = state.withLock { state in
            state.commits += committed
            return state.newsroom
        }
        newsroom?.tell(committed)
    }
}

/// What a throwing use case comes to.
func attempt<Value, Failure: Error>(_ work: () async throws(Failure) -> Value) async -> Result<Value, Failure> {
    do throws(Failure) { return .success(try await work()) } catch { return .failure(error) }
}
