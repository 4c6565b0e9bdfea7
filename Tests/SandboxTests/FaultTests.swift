import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTPCompression
import ServiceLifecycle
import Testing

@testable import Sandbox

@Suite("Faults")
struct FaultTests {
    private static let anyCustomer = "/api/v2/customers?externalId=x"

    @Test(arguments: [("genesys", 500), ("crm", 500), ("erp", 500)])
    func `an error is the system's own`(_ system: String, _ status: Int) async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault(system, "error")
            let reply = try await Self.ask(system, sandbox)
            #expect(reply.status == status)
            #expect(throws: Never.self) { try JSONReader.read(reply.bytes) }
        }
    }

    @Test func `each system has its own way to say too many requests`() async throws {
        try await withSandbox { sandbox in
            for system in ["genesys", "crm", "erp"] { try await sandbox.setFault(system, "ratelimit") }
            let genesys = try await Self.ask("genesys", sandbox)
            #expect(genesys.status == 429 && genesys.headers["retry-after"] == "1")
            let crm = try await Self.ask("crm", sandbox)
            #expect(crm.status == 403)
            #expect(crm.json.elements?.first?["errorCode"] == "REQUEST_LIMIT_EXCEEDED")
            #expect(try await Self.ask("erp", sandbox).status == 429)
        }
    }

    @Test func `HTML and garbage come with status 200`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("crm", "html")
            let html = try await Self.ask("crm", sandbox)
            #expect(html.status == 200 && html.headers["content-type"]?.hasPrefix("text/html") == true)
            try await sandbox.setFault("crm", "garbage")
            let garbage = try await Self.ask("crm", sandbox)
            #expect(garbage.status == 200 && garbage.headers["content-type"] == "application/json")
            #expect(throws: JSONFailure.self) { try JSONReader.read(garbage.bytes) }
        }
    }

    @Test func `a huge body is 10 MiB of JSON without a length`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("crm", "huge")
            let reply = try await Self.ask("crm", sandbox)
            #expect(reply.bytes.count > FaultAnswers.hugeBytes && reply.headers["content-length"] == nil)
        }
    }

    @Test func `a gzip bomb is small on the wire, whole, and large when unpacked`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("crm", "gzip-bomb")
            let packed = try await Self.ask("crm", sandbox)
            #expect(packed.headers["content-encoding"] == "gzip" && packed.bytes.count < 512 * 1024)
            var configuration = HTTPClient.Configuration()
            configuration.decompression = .enabled(limit: .none)
            try await HTTPClient.withHTTPClient(configuration: configuration) { http in
                let unpacking = SandboxProbe(http: http, origin: sandbox.origin)
                var count = 0
                for try await part in try await unpacking.open("GET", "/salesforce/services/data").body {
                    count += part.readableBytes
                }
                #expect(count == GzipBomb.unpackedBytes)
            }
        }
    }

    @Test func `a redirect points to where followers are noticed`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("erp", "redirect")
            let reply = try await Self.ask("erp", sandbox)
            #expect(reply.status == 302 && reply.headers["location"] == "/_sandbox/redirected")
            #expect(try await sandbox.log().map { $0["system"] } == ["erp"])
            _ = try await sandbox.send("GET", "/_sandbox/redirected")
            #expect(try await sandbox.log().map { $0["system"] } == ["erp", "redirected"])
        }
    }

    @Test(arguments: ["refuse", "reset"])
    func `the connection ends without an answer`(_ mode: String) async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("erp", mode)
            let error = await #expect(throws: (any Error).self) { try await Self.ask("erp", sandbox) }
            #expect((error as? IOError)?.errnoCode == (mode == "reset" ? ECONNRESET : nil))
            #expect(try await sandbox.log().map { $0["status"] } == [.null])
            #expect(try await Self.ask("genesys", sandbox).status == 200)
        }
    }

    @Test func `a hung request is answered when the fault is lifted`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("genesys", "hang")
            async let reply = Self.ask("genesys", sandbox)
            try await sandbox.log { $0.count == 1 && $0[0]["status"] == .null }
            try await sandbox.setFault("genesys", "ok")
            #expect(try await reply.status == 200)
        }
    }

    @Test func `a client that leaves a hung request leaves nothing behind`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("genesys", "hang")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await Self.ask("genesys", sandbox) }
                try await sandbox.log { $0.count == 1 }
                group.cancelAll()
                await #expect(throws: (any Error).self) { try await group.next() }
            }
            try await sandbox.log { $0[0]["status"] == 499 }
        }
    }

    @Test func `a graceful shutdown does not wait for those who hang`() async throws {
        let server = SandboxServer(
            options: SandboxOptions(people: try People.embedded()),
            logger: Logger(label: "sandbox", factory: quiet)
        )
        let services = ServiceGroup(services: [Running(server: server)], logger: Logger(label: "test", factory: quiet))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let origin = try #require(await server.origin)
            try await HTTPClient.withHTTPClient { http in
                let sandbox = SandboxProbe(http: http, origin: origin)
                try await sandbox.setFault("genesys", "hang", latencyMs: 0)
                async let reply = Self.ask("genesys", sandbox)
                try await sandbox.log { $0.count == 1 }
                await services.triggerGracefulShutdown()
                #expect(try await reply.status == 200)
            }
            try await group.waitForAll()
        }
    }

    private struct Running: Service {
        let server: SandboxServer

        func run() async throws { try await server.run() }
    }

    @Test func `a dripping body comes byte by byte, and the rest when the fault is lifted`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("genesys", "drip")
            let response = try await sandbox.open("GET", Self.anyCustomer)
            var parts = response.body.makeAsyncIterator()
            let first = try #require(try await parts.next())
            #expect(first.readableBytes == 1)
            try await sandbox.setFault("genesys", "ok")
            var text = String(buffer: first)
            while let part = try await parts.next() { text += String(buffer: part) }
            #expect(text == #"{"entities":[]}"#)
        }
    }

    @Test func `a slow system takes its time and is right`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("genesys", "slow", latencyMs: 300)
            let start = ContinuousClock.now
            #expect(try await Self.ask("genesys", sandbox).status == 200)
            #expect(ContinuousClock.now - start >= .milliseconds(300))
        }
    }

    @Test func `wrong-account mixes up reads by id, and those alone`() async throws {
        try await withSandbox { sandbox in
            for system in ["genesys", "crm", "erp"] { try await sandbox.setFault(system, "wrong-account") }
            let token = try await sandbox.token()
            let byID = try await sandbox.soql("SELECT Id FROM Contact WHERE Id = '500245678'", token: token).json
            #expect(byID["records"]?.elements?.first?["Id"] == "500245679")
            let record = try await sandbox.send(
                "GET",
                "/salesforce/services/data/v62.0/sobjects/Contact/500245678",
                headers: ["Authorization": "Bearer \(token)"]
            )
            #expect(record.json["Id"] == "500245679")
            let byMail = "SELECT Id FROM Contact WHERE Email = 'zoe@example.org'"
            #expect(try await sandbox.soql(byMail, token: token).json["records"]?.elements?.first?["Id"] == "500310001")
            let partner = try await sandbox.sap("API_BUSINESS_PARTNER/A_BusinessPartner('10100001')").json["d"]
            #expect(partner?["BusinessPartner"] == "10100002")
            let ids = try await ["CRM:1", "CRM:2"].asyncMap { externalID in
                try await sandbox.send("POST", "/api/v2/customers", ["externalId": .string(externalID)]).json["id"]?
                    .string
            }
            let read = try await sandbox.send("GET", "/api/v2/customers/\(ids[1] ?? "")").json
            #expect(read["externalId"] == "CRM:1")
        }
    }

    @Test func `the rate says how many are hit, the seed which`() async throws {
        var outcomes: [[Int]] = []
        for _ in 0..<2 {
            try await withSandbox { sandbox in
                try await sandbox.setFault("genesys", "error", rate: "0.5")
                outcomes.append(
                    try await Array(repeating: "genesys", count: 20).asyncMap { try await Self.ask($0, sandbox).status }
                )
                try await sandbox.setFault("genesys", "error", rate: "0")
                #expect(try await Self.ask("genesys", sandbox).status == 200)
            }
        }
        #expect(outcomes[0] == outcomes[1] && Set(outcomes[0]) == [200, 500])
    }

    private static func ask(_ system: String, _ sandbox: SandboxProbe) async throws -> SandboxProbe.Reply {
        switch system {
        case "genesys": try await sandbox.send("GET", anyCustomer)
        case "crm": try await sandbox.send("GET", "/salesforce/services/data")
        default: try await sandbox.sap("API_BUSINESS_PARTNER/A_BusinessPartner('10100001')")
        }
    }
}

extension Array {
    func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
