import AsyncHTTPClient
import Broker
import Foundation
import Identity
import Logging
import NIOCore
import NIOHTTP1
import PhoneNumbers
import Sandbox
import Synchronization
import Testing

@testable import Connectors

/// A running sandbox, and the connectors as composition makes them, with times that suit a test.
struct SandboxBox: Sendable {
    let origin: String
    let connections: SourceConnections
    /// Asks the sandbox itself.
    let http: HTTPClient
    let states = StateLog()

    /// Runs a sandbox without latency for as long as `body` takes.
    static func open(
        configure: (inout SandboxOptions) -> Void = { _ in },
        _ body: @escaping @Sendable (SandboxBox) async throws -> Void
    ) async throws {
        var options = SandboxOptions(people: try People.embedded())
        options.latencies = SandboxLatencies(genesys: .zero, crm: .zero, erp: .zero)
        configure(&options)
        let server = SandboxServer(
            options: options,
            logger: Logger(label: "sandbox", factory: { _ in SwiftLogNoOpLogHandler() }),
            // Nobody answers there: calls are placed, and the platform is told nothing of who calls.
            broker: BrokerTarget(url: "http://127.0.0.1:1", token: "none")
        )
        try await server.run { origin in
            let connections = SourceConnections()
            let http = connections.client(connect: .seconds(1))
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(SandboxBox(origin: origin, connections: connections, http: http)))
            } catch {
                result = .failure(error)
            }
            try await connections.shutdown()
            try result.get()
        }
    }

    /// As composition has them; what becomes of a source is written down.
    func parts(phones: any PhoneNumberReading = PhoneNumberLibrary(), ambience: Ambience = .real) -> SourceParts {
        SourceParts(connections: connections, phones: phones, ambience: ambience, onChange: states.record)
    }

    func crm(
        read: Duration = .seconds(5),
        secret: String = SandboxCredentials.salesforceClientSecret,
        _ change: (inout SalesforceConfiguration) -> Void = { _ in }
    ) -> SalesforceCRM {
        var configuration = SalesforceConfiguration(
            baseURL: origin + SandboxCredentials.salesforcePath,
            clientID: SandboxCredentials.salesforceClientID,
            clientSecret: Secret(secret)
        )
        configuration.limits.read = read
        change(&configuration)
        return SalesforceCRM(configuration, parts())
    }

    func erp(read: Duration = .seconds(5)) -> SAPERP {
        var configuration = SAPConfiguration(
            baseURL: origin,
            user: SandboxCredentials.sapUser,
            password: Secret(SandboxCredentials.sapPassword),
            client: SandboxCredentials.sapClient
        )
        configuration.limits.read = read
        return SAPERP(configuration, parts())
    }

    func platform(
        read: Duration = .seconds(5),
        perMinute: Int? = nil,
        ambience: Ambience = .real
    ) -> GenesysGuidePlatform {
        var configuration = GenesysConfiguration(baseURL: origin)
        configuration.limits.read = read
        configuration.limits.requestsPerMinute = perMinute
        return GenesysGuidePlatform(configuration, parts(ambience: ambience))
    }

    func fault(_ system: String, _ mode: String, latency: Int? = nil) async throws {
        let more = latency.map { ",\"latencyMs\":\($0)" } ?? ""
        try await control("PUT", "faults", "{\"system\":\"\(system)\",\"mode\":\"\(mode)\"\(more)}")
    }

    @discardableResult
    func control(_ method: String, _ route: String, _ body: String = "{}") async throws -> JSONValue {
        var request = HTTPClientRequest(url: "\(origin)/_sandbox/\(route)")
        request.method = .RAW(value: method)
        if method != "GET" { request.body = .bytes(ByteBuffer(string: body)) }
        let answer = try await http.execute(request, timeout: .seconds(10))
        let bytes = try await answer.body.collect(upTo: 10 << 20)
        try #require((200..<300).contains(Int(answer.status.code)))
        return try JSONDecoder().decode(JSONValue.self, from: Data(bytes.readableBytesView))
    }

    /// Method and path of each request that a system has seen, without its query.
    func requests(_ system: String) async throws -> [String] {
        let seen = try await control("GET", "requests")[path: "requests"]?.elements ?? []
        return seen.filter { $0[path: "system"]?.text == system }.map { request in
            let path = request[path: "path"]?.text?.prefix { $0 != "?" } ?? ""
            return "\(request[path: "method"]?.text ?? "") \(path)"
        }
    }
}

/// A value that several tasks of a test change.
final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>
    init(_ value: Value) { self.value = Mutex(value) }

    func withLock<Answer: Sendable>(_ body: (inout sending Value) -> sending Answer) -> Answer { value.withLock(body) }
}

/// What the observers were told.
final class StateLog: Sendable {
    private let states = Mutex<[SourceHealth.State]>([])
    var all: [SourceHealth.State] { states.withLock { $0 } }
    var record: SourceHealthObserver { { health in self.states.withLock { $0.append(health.state) } } }
}

extension Ambience {
    /// The real world.
    static var real: Ambience {
        let start = ContinuousClock.now
        return Ambience(
            now: { Date() },
            uptime: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0) },
            chance: { Double.random(in: 0..<1) },
            name: { UUID().uuidString }
        )
    }
}

/// Waits for a condition, ten seconds at most.
func until(_ isTrue: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(10)
    while try await !isTrue() {
        try #require(ContinuousClock.now < end, "waited in vain")
        await Task.yield()
    }
}

/// What a call of a port threw; nil where it threw nothing.
func failure<Answer>(_ body: () async throws(SourceFailure) -> Answer) async -> SourceFailure? {
    do throws(SourceFailure) {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}

func number(_ e164: String) throws -> CallerNumber { try #require(CallerNumber(e164: e164)) }
func external(_ text: String) throws -> ExternalID { try #require(ExternalID(text)) }
