import AsyncHTTPClient
import FoundationEssentials
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import Synchronization

/// Stand-ins for the contact-centre platform, a CRM and an ERP over real HTTP on one origin, with faults.
package final class SandboxServer: Sendable {
    private let options: SandboxOptions
    private let logger: Logger
    private let people: LiveDirectory
    private let platform: GenesysFace
    private let cloud: ExternalContactsFace
    private let crm: SalesforceFace
    private let serviceNow: ServiceNowFace
    private let tryton: TrytonFace
    private let faults: FaultBoard
    private let followUps: CallFollowUps
    private let target: TargetBox
    private let bound: Latch<String?>

    /// `broker` is where calls are placed; it can be set later with `setBroker`.
    package init(options: SandboxOptions, logger: Logger, broker: BrokerTarget? = nil) {
        let (target, bound, people) = (TargetBox(broker), Latch<String?>(), LiveDirectory(options.people))
        self.options = options
        self.logger = logger
        self.people = people
        self.target = target
        self.bound = bound
        platform = GenesysFace(
            limit: options.platformLimit,
            seed: options.seed,
            analyticsLag: options.analyticsLag,
            now: options.now
        )
        cloud = ExternalContactsFace(
            platform: platform,
            limit: options.platformLimit,
            seed: options.seed,
            perMinute: options.platformRequestsPerMinute,
            now: options.now
        )
        crm = SalesforceFace(
            directory: { people.snapshot },
            now: options.now,
            instanceURL: { await Self.origin(bound) + SandboxCredentials.salesforcePath }
        )
        serviceNow = ServiceNowFace(
            directory: { people.snapshot },
            now: options.now,
            origin: { await Self.origin(bound) }
        )
        tryton = TrytonFace(directory: { people.snapshot }, now: options.now)
        faults = FaultBoard(latencies: options.latencies, seed: options.seed)
        followUps = CallFollowUps(platform: platform, broker: { target.value }, now: options.now, logger: logger)
    }

    /// Such as `http://127.0.0.1:8090`, once the port is bound; nil when the server ended before it ever listened,
    /// or when the waiting task is cancelled.
    package var origin: String? {
        get async { await bound.wait().flatMap { $0 } }
    }

    /// Where `POST /_sandbox/calls` places its calls from now on; `url` is the platform listener's origin.
    package func setBroker(url: String, token: String) { target.set(BrokerTarget(url: url, token: token)) }

    /// Serves until cancelled or until a graceful shutdown; throws where the address cannot be bound.
    package func run() async throws {
        defer { bound.open(nil) }
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(1)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                let application = application(client)
                group.addTask { await self.followUps.run(client) }
                group.addTask { try await application.run() }
                try await group.next()
                group.cancelAll()
            }
        }
    }

    private func application(_ client: HTTPClient) -> some ApplicationProtocol {
        var quiet = logger
        // The HTTP server calls its own end an error.
        quiet.logLevel = .critical
        return Application(
            responder: responder(client),
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [Departure()],
                    idleTimeout: .seconds(75)
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port),
                backlog: 1024
            ),
            onServerRunning: { channel in self.announce(channel) },
            logger: quiet
        )
    }

    /// The end of listening is the beginning of the shutdown: whoever still hangs must not hold it up.
    private func announce(_ channel: any Channel) {
        bound.open("http://\(options.host):\(channel.localAddress?.port ?? options.port)")
        channel.closeFuture.whenComplete { _ in self.faults.clear() }
    }

    private func responder(_ client: HTTPClient) -> SandboxResponder {
        let log = RequestLog()
        let placer = CallPlacer(
            platform: platform,
            followUps: followUps,
            client: client,
            broker: { [target] in target.value }
        )
        let control = ControlFace(
            people: people,
            platform: platform,
            cloud: cloud,
            crm: crm,
            serviceNow: serviceNow,
            tryton: tryton,
            faults: faults,
            log: log,
            followUps: followUps,
            placer: placer,
            newCallID: options.callID
        )
        let origin = { @Sendable [bound] in await Self.origin(bound) }
        return SandboxResponder(
            platform: platform,
            cloud: cloud,
            crm: crm,
            serviceNow: serviceNow,
            erp: SAPFace(directory: { [people] in people.snapshot }, now: options.now, origin: origin),
            fusion: FusionFace(directory: { [people] in people.snapshot }, now: options.now, origin: origin),
            netSuite: NetSuiteFace(directory: { [people] in people.snapshot }, now: options.now, origin: origin),
            tryton: tryton,
            control: control,
            naive: NaiveMiddleware(client: client, origin: origin),
            faults: faults,
            log: log,
            now: options.now
        )
    }

    /// Whoever serves a request has a bound port; the empty text is for a server that is going down.
    private static func origin(_ bound: Latch<String?>) async -> String { (await bound.wait()).flatMap { $0 } ?? "" }
}

/// The broker that calls are placed on, which can change while the sandbox runs.
private final class TargetBox: Sendable {
    private let target: Mutex<BrokerTarget?>

    init(_ target: BrokerTarget?) { self.target = Mutex(target) }

    var value: BrokerTarget? { target.withLock { $0 } }

    func set(_ target: BrokerTarget) { self.target.withLock { $0 = target } }
}
