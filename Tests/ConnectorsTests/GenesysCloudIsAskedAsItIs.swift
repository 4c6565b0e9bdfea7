import AsyncHTTPClient
import Broker
import Foundation
import Identity
import Logging
import NIOCore
import NIOHTTP1
import Sandbox
import Synchronization
import Testing

@testable import Connectors

@Suite struct `Genesys Cloud is asked as it is` {
    @Test func `many requests share one token, and one look at what was set up`() async throws {
        try await SandboxBox.open { box in
            let platform = box.cloud()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    let id = try external("CRM:\(number)")
                    group.addTask { _ = try await platform.customer(with: id) }
                }
                try await group.waitForAll()
            }
            let asked = try await box.requests("genesys")
            #expect(asked.count { $0 == "POST /genesys/oauth/token" } == 1)
            #expect(asked.count { $0.hasSuffix("/externalsources") } == 1)
            #expect(asked.count { $0.hasSuffix("/contacts/schemas") } == 1)
            #expect(asked.count { $0.hasSuffix("/identifierlookup/contacts") } == 20)
        }
    }

    @Test func `a revoked token is renewed once, and the request goes again`() async throws {
        try await SandboxBox.open { box in
            let (platform, id) = (box.cloud(), try external("CRM:1"))
            _ = try await platform.customer(with: id)
            try await box.control("POST", "reset")
            #expect(try await platform.customer(with: id) == nil)
            #expect(
                try await box.requests("genesys") == [
                    "POST /genesys/api/v2/externalcontacts/identifierlookup/contacts", "POST /genesys/oauth/token",
                    "POST /genesys/api/v2/externalcontacts/identifierlookup/contacts",
                ]
            )
            #expect(platform.health().state == .up)
        }
    }

    @Test func `refused credentials are not tried again at once`() async throws {
        try await SandboxBox.open { box in
            let (platform, id) = (box.cloud(secret: "wrong"), try external("CRM:1"))
            for _ in 0..<3 {
                #expect(
                    await failure { () throws(SourceFailure) in try await platform.customer(with: id) }
                        == .unauthorised
                )
            }
            #expect(try await box.requests("genesys") == ["POST /genesys/oauth/token"])
        }
    }

    @Test func `an external source that nobody made is a refusal`() async throws {
        try await SandboxBox.open { box in
            let (platform, id) = (box.cloud { $0.externalSource = "CR" }, try external("CRM:1"))
            #expect(
                await failure { () throws(SourceFailure) in try await platform.customer(with: id) }
                    == .unprepared(.externalSource),
                "CR is not CRM, though the platform's filter finds it"
            )
        }
    }

    @Test func `an association that never comes true is reported`() async throws {
        try await SandboxBox.open { box in
            let platform = box.cloud { $0.readBackPauses = [.milliseconds(1), .milliseconds(1)] }
            let call = try await box.begin("abc-123")
            let nobody = "00000000-0000-4000-8000-000000000000"
            let found = await failure { () throws(SourceFailure) in
                try await platform.attach(call, to: nobody)
            }
            #expect(found == .timedOut)
            #expect(try await box.requests("genesys").count { $0.hasPrefix("PUT") } == 1, "it is asked for once")
        }
    }

    @Test func `a conversation is tagged with the external ID that it points at`() async throws {
        try await SandboxBox.open { box in
            let (platform, call) = (box.cloud(), try await box.begin("abc-123"))
            let made = try await platform.write(try person("CRM:1"), to: nil)
            try await platform.attach(call, to: made.id)
            let conversation = try await box.cloudValue("conversations/abc-123")
            #expect(conversation[path: "externalTag"]?.text == "CRM:1")
        }
    }

    @Test func `the tag follows a stand-in for a number that becomes a person`() async throws {
        try await SandboxBox.open { box in
            let (platform, call) = (box.cloud(), try await box.begin("abc-123"))
            let made = try await platform.write(try person("PHONE:\(String(repeating: "0f", count: 32))"), to: nil)
            try await platform.attach(call, to: made.id)
            _ = try await platform.customer(of: call)
            _ = try await platform.write(try person("CRM:1"), to: made.id)
            let conversation = try await box.cloudValue("conversations/abc-123")
            #expect(conversation[path: "externalTag"]?.text == "CRM:1")
        }
    }

    @Test func `what others keep in a contact stays`() async throws {
        try await SandboxBox.open { box in
            let platform = box.cloud()
            let source = try await box.cloudValue("externalcontacts/externalsources", "POST", #"{"name":"Billing"}"#)
            let billing = try #require(source[path: "id"]?.text)
            let made = try await platform.write(try person("PHONE:\(String(repeating: "0f", count: 32))"), to: nil)
            let change = """
                {"changes":[{"field":"$.title","value":"Dr","action":"Update"},{"field":"$.externalIds","action":
                "AppendToCollection","value":[{"externalSource":{"id":"\(billing)"},"value":"B-7"}]}]}
                """
            _ = try await box.cloudValue("externalcontacts/contacts/\(made.id)", "PATCH", change)
            _ = try await platform.write(try person("CRM:1"), to: made.id)
            _ = try await platform.write(try person("CRM:1", "Jane Doe"), to: made.id)
            let contact = try await box.cloudValue("externalcontacts/contacts/\(made.id)")
            #expect(contact[path: "title"]?.text == "Dr")
            #expect(contact[path: "lastName"]?.text == "Doe")
            let values = contact[path: "externalIds"]?.elements?.compactMap { $0[path: "value"]?.text }
            #expect(values == ["B-7", "1"])
        }
    }

    @Test func `a contact that was merged answers as what it has become`() async throws {
        try await SandboxBox.open { box in
            let (platform, call) = (box.cloud(), try await box.begin("abc-123"))
            let first = try await platform.write(try person("CRM:1"), to: nil)
            let second = try await platform.write(try person("CRM:2"), to: nil)
            try await platform.attach(call, to: second.id)
            let merged = try await box.cloudValue(
                "externalcontacts/contacts/merge",
                "POST",
                #"{"contactIds":["\#(first.id)","\#(second.id)"]}"#
            )
            let id = try #require(merged[path: "id"]?.text)
            #expect(try await platform.customer(with: try external("CRM:2"))?.id == id)
            #expect(try await platform.customer(of: call)?.id == id)
        }
    }

    @Test func `a record that is known to be its own is written with one request`() async throws {
        try await SandboxBox.open { box in
            let platform = box.cloud()
            let made = try await platform.write(try person("CRM:1"), to: nil)
            let before = try await box.requests("genesys").count
            _ = try await platform.write(try person("CRM:1", "Jane Doe"), to: made.id)
            let after = try await box.requests("genesys").dropFirst(before)
            #expect(Array(after) == ["PATCH /genesys/api/v2/externalcontacts/contacts/\(made.id)"])
        }
    }

    @Test func `the platform's own limit is told with its pause, and with its name of the request`() async throws {
        let kept = KeptLines()
        try await SandboxBox.open(configure: { $0.platformRequestsPerMinute = 3 }) { box in
            let platform = box.cloud(logger: Logger(label: "cloud", factory: { _ in kept }))
            _ = try await platform.customer(with: try external("CRM:1"))
            let second = try external("CRM:2")
            let found = await failure { () throws(SourceFailure) in try await platform.customer(with: second) }
            guard case .rateLimited(let pause?) = found else { throw Missing() }
            #expect((.seconds(1)...(.seconds(60))).contains(pause))
        }
        let line = try #require(kept.lines.first)
        #expect(line["status"] == "429")
        #expect(line["code"] == "too.many.requests")
        #expect("\(line["correlation_id"] ?? "")".count == 36)
        #expect(!kept.lines.contains { "\($0)".contains("CRM") }, "nothing personal")
    }
}

@Suite struct `Genesys Cloud's words are read and written` {
    @Test(arguments: [("CRM:500", "500"), ("SN:500", "SN:500"), ("PHONE:ab", "PHONE:ab")])
    func `an external ID is a value of our source`(_ id: String, _ value: String) throws {
        let naming = GenesysNaming(source: "CRM")
        #expect(naming.value(of: try external(id)) == value)
        #expect(naming.id(of: value)?.text == id)
    }

    @Test func `what is no ID of ours is none`() {
        #expect(GenesysNaming(source: "CRM").id(of: "a b") == nil)
        #expect(GenesysNaming(source: "My CRM").id(of: "500") == nil)
    }

    @Test(
        arguments: [
            ("Jane Smith", "Jane", "Smith"), ("van der Berg", "van der", "Berg"), ("Cher", nil, "Cher"),
            ("A  B", nil, "A  B"), ("A ", nil, "A "),
        ] as [(String, String?, String)]
    )
    func `a name is two fields that make it again`(_ name: String, _ first: String?, _ last: String) {
        let parts = GenesysName(name)
        #expect((parts.first, parts.last) == (first, last))
        #expect([parts.first, parts.last].compactMap { $0 }.joined(separator: " ") == name)
    }

    @Test func `a token ends before the platform ends it`() throws {
        let answer = WireAnswer.json(#"{"access_token":"abc","token_type":"bearer","expires_in":86400}"#)
        let session = try GenesysLogin.session(answer, askedAt: .seconds(10))
        #expect(session.end == .seconds(10 + 86_400 - 60))
        let short = WireAnswer.json(#"{"access_token":"abc","expires_in":60}"#)
        #expect(try GenesysLogin.session(short, askedAt: .zero).end == .seconds(30))
        #expect(try GenesysLogin.session(.json(#"{"access_token":"abc"}"#), askedAt: .zero).end == nil)
        let refused = WireAnswer.json(#"{"error":"invalid_client"}"#, status: 400)
        #expect(throws: SourceFailure.unauthorised) { try GenesysLogin.session(refused, askedAt: .zero) }
        for token in ["", "a b", "ü"] {
            let answer = WireAnswer.json(#"{"access_token":"\#(token)"}"#)
            #expect(throws: SourceFailure.malformed) { try GenesysLogin.session(answer, askedAt: .zero) }
        }
    }

    @Test func `a refusal is logged by its code, never by what else is in it`() {
        var answer = WireAnswer.json(#"{"code":"not.found","contextId":"8d-1","message":"+15550199999"}"#, status: 400)
        #expect(GenesysRefusal(answer).code == "not.found")
        #expect(GenesysRefusal(answer).correlationID == "8d-1")
        answer.headers.add(name: "ININ-Correlation-Id", value: "c0-2")
        #expect(GenesysRefusal(answer).correlationID == "c0-2")
        let odd = WireAnswer.json(#"{"code":"call +1555","contextId":"a b"}"#, status: 400)
        #expect((GenesysRefusal(odd).code, GenesysRefusal(odd).correlationID) == ("none", "none"))
    }

    @Test func `regions lead to their hosts`() {
        let configuration = GenesysCloudConfiguration(
            region: "usw2.pure.cloud",
            clientID: "x",
            clientSecret: Secret("y")
        )
        #expect(configuration.apiURL == "https://api.usw2.pure.cloud")
        #expect(configuration.loginURL == "https://login.usw2.pure.cloud")
    }
}

private struct Missing: Error {}

/// Keeps the metadata of what is logged.
private final class KeptLines: LogHandler {
    private let kept = Mutex<[Logger.Metadata]>([])
    var lines: [Logger.Metadata] { kept.withLock { $0 } }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }

    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) { kept.withLock { $0.append(event.metadata ?? [:]) } }
}

extension SandboxBox {
    /// Asks the stand-in Genesys Cloud as an administrator would.
    func cloudValue(_ path: String, _ method: String = "GET", _ body: String? = nil) async throws -> JSONValue {
        let base = origin + SandboxCredentials.genesysPath
        let basic = Data("\(SandboxCredentials.genesysClientID):\(SandboxCredentials.genesysClientSecret)".utf8)
        let grant = try await value(
            "\(base)/oauth/token",
            "POST",
            "grant_type=client_credentials",
            "Basic \(basic.base64EncodedString())"
        )
        let token = try #require(grant[path: "access_token"]?.text)
        return try await value("\(base)/api/v2/\(path)", method, body, "Bearer \(token)")
    }

    private func value(
        _ url: String,
        _ method: String,
        _ body: String?,
        _ authorization: String
    ) async throws -> JSONValue {
        var request = HTTPClientRequest(url: url)
        request.method = .RAW(value: method)
        request.headers.add(name: "Authorization", value: authorization)
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let answer = try await http.execute(request, timeout: .seconds(10))
        let bytes = try await answer.body.collect(upTo: 1 << 20)
        try #require((200..<300).contains(Int(answer.status.code)), "\(answer.status)")
        return try JSONDecoder().decode(JSONValue.self, from: Data(bytes.readableBytesView))
    }
}
