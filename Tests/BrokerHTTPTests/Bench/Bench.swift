import Broker
import BrokerClient
import Feed
import FoundationEssentials
import Glibc
import Identity
import Logging
import Synchronization

@testable import BrokerHTTP

/// A broker's parts with the journal's twin in memory and fakes for the systems, its encoder, and a directory for its socket.
final class Bench: Sendable {
    static let token = "the-token"

    let parts: BrokerParts
    let journal: MemoryJournal
    let crm: ListedCRM
    let platform = ListedPlatform()
    let newsroom: Newsroom
    let directory: String
    let logged: AsyncStream<String>
    let tokens = PlatformTokens(["another", Bench.token])
    let measures = Measures()
    private let feedOptions: FeedOptions
    private let numbers = Mutex<UInt64>(1)

    var metrics: BrokerMetrics { BrokerMetrics(factory: measures) { [measures] in measures.text } }
    var socketPath: String { "\(directory)/desk.sock" }

    /// `disk` stands between the broker and its journal.
    init(
        _ viewer: Viewer? = .supervisor,
        staff: Staff? = nil,
        disk: (MemoryJournal) -> any Journal = { $0 },
        feed: (inout FeedOptions) -> Void = { _ in }
    ) throws {
        var options = FeedOptions(version: "1.0", startedAt: Moment.start)
        feed(&options)
        feedOptions = options
        let uptime: @Sendable () -> Duration = { [clock = ContinuousClock(), origin = ContinuousClock.now] in
            clock.now - origin
        }
        let (bells, news, tally) = (LaneBells(), FeedLog<Announcement>(numbers: 1..<UInt64.max), Tally())
        let (logged, messages) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingNewest(10_000))
        self.logged = logged
        let logger = Logger(label: "test") { _ in LoggedMessages(messages: messages) }
        newsroom = Newsroom(news: news, bells: bells, tally: tally, logger: logger, uptime: uptime)
        journal = MemoryJournal(committed: newsroom.tell)
        crm = ListedCRM([.john, .jane])
        var policy = Policy(phoneHash: .sha256)
        policy.grace = .zero
        let names = Mutex(0)
        parts = BrokerParts(
            journal: disk(journal),
            agenda: journal,
            memory: journal,
            audit: journal,
            figures: journal,
            records: journal,
            backups: MemoryBackups(),
            keys: MemoryKeys(),
            crms: [crm],
            erp: ActiveERP(),
            platform: platform,
            phones: PlainNumbers(),
            staff: staff ?? Staff(viewer.map { [$0] } ?? [], queues: ["q1": "Billing"]),
            policy: policy,
            ambience: Ambience(
                now: { Moment.start },
                uptime: uptime,
                // The broker's own pauses and deadlines: the sockets around it keep real time, too.
                sleep: { try await Task.sleep(for: $0) },
                chance: { 0.5 },
                name: {
                    names.withLock {
                        $0 += 1; return "name-\($0)"
                    }
                }
            ),
            logger: logger,
            news: news,
            enquiries: Enquiries(crm: crm, uptime: uptime),
            bells: bells,
            tally: tally
        )
        directory = try Self.temporaryDirectory()
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// Private, and short enough for a socket's path.
    static func temporaryDirectory() throws -> String {
        var template = Array("/tmp/rs-XXXXXX".utf8CString)
        guard let path = mkdtemp(&template) else { throw POSIXError(.EIO) }
        return String(cString: path)
    }

    func reserve(_ count: UInt64) -> Range<UInt64> {
        numbers.withLock { next in
            defer { next += count }
            return next..<next + count
        }
    }

    /// An encoder that runs for as long as the body.
    @discardableResult
    func withEncoder<Value: Sendable>(_ body: (FeedEncoder) async throws -> Value) async throws -> Value {
        let encoder = try await FeedEncoder.open(parts: parts, options: feedOptions, metrics: metrics) {
            self.reserve($0)
        }
        return try await Self.running({ try await encoder.run() }) { try await body(encoder) }
    }

    /// The desk listener for as long as the body.
    @discardableResult
    func withDesks<Value: Sendable>(
        _ encoder: FeedEncoder,
        _ body: (DeskClient) async throws -> Value
    ) async throws -> Value {
        let options = DeskListenerOptions(socketPath: socketPath)
        let listener = DeskListener(options: options, parts: parts, feed: encoder, metrics: metrics)
        return try await Self.running({ try await listener.run() }) {
            guard await listener.isListening else { throw NotListening() }
            return try await body(DeskClient(socketPath: socketPath))
        }
    }

    /// Encoder and desk listener for as long as the body.
    @discardableResult
    func withDesks<Value: Sendable>(_ body: (DeskClient) async throws -> Value) async throws -> Value {
        try await withEncoder { encoder in try await withDesks(encoder, body) }
    }

    /// The platform listener for as long as the body.
    ///
    /// Without quick lookups the router answers them all.
    @discardableResult
    func withPlatform<Value: Sendable>(
        notReady: [String] = [],
        hasQuickLookups: Bool = true,
        tls: TLSMaterial? = nil,
        _ body: (Exchanges) async throws -> Value
    ) async throws -> Value {
        try await withListener(notReady: notReady, hasQuickLookups: hasQuickLookups, tls: tls) { try await body($1) }
    }

    /// As `withPlatform`, with the listener itself.
    func withListener<Value: Sendable>(
        notReady: [String] = [],
        hasQuickLookups: Bool = true,
        tls: TLSMaterial? = nil,
        _ body: (PlatformListener, Exchanges) async throws -> Value
    ) async throws -> Value {
        var options = PlatformListenerOptions()
        options.port = 0
        options.tls = tls
        let listener = PlatformListener(
            options: options,
            tokens: tokens,
            parts: parts,
            metrics: metrics,
            hasQuickLookups: hasQuickLookups,
            notReady: { notReady }
        )
        return try await Self.running({ try await listener.run() }) {
            guard let port = await listener.boundPort else { throw NotListening() }
            return try await body(
                listener,
                Exchanges(origin: "\(tls == nil ? "http" : "https")://127.0.0.1:\(port)", token: Self.token)
            )
        }
    }

    struct NotListening: Error {}

    private static func running<Value: Sendable>(
        _ service: @escaping @Sendable () async throws -> Void,
        _ body: () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service() }
            let value = try await body()
            group.cancelAll()
            return value
        }
    }
}

extension Viewer {
    static let supervisor = Viewer(uid: getuid(), agentID: nil, name: "S. Boss", role: .supervisor, scope: .all)
    static let agent = Viewer(
        uid: getuid(),
        agentID: "u1",
        name: "R. Ortiz",
        role: .agent,
        scope: .own,
        queues: ["q1"]
    )
}

extension Account {
    static let john = Account(
        id: ExternalID("CRM:500245678") ?? .unknown(.any),
        name: "John Doe",
        email: EmailAddress("john@example.com"),
        kind: .personal,
        tier: "Gold",
        supportCase: SupportCase(id: "CASE-99812", isOpen: true, subject: nil),
        erpAccount: ERPAccountNumber("10100001"),
        interactions: 4
    )
    static let jane = Account(
        id: ExternalID("CRM:500245679") ?? .unknown(.any),
        name: "Jane Doe",
        kind: .business,
        tier: "Silver"
    )
}

extension CallID {
    static let any = CallID("c1") ?? { preconditionFailure("c1 is a call's ID") }()
}
