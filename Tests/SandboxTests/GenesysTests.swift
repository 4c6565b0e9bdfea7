import Foundation
import Testing

@testable import Sandbox

@Suite("The stand-in platform")
struct GenesysTests {
    private static let john: JSON = [
        "externalId": "CRM:500245678", "name": "John Doe", "email": "john.doe@example.com",
        "data": ["loyaltyTier": "Gold", "previousInteractionCount": 4],
    ]

    @Test func `a customer is created, found, read and replaced`() async throws {
        try await withSandbox { sandbox in
            let created = try await sandbox.send("POST", "/api/v2/customers", Self.john)
            #expect(created.status == 201)
            let id = try #require(created.json["id"]?.string)
            let found = try await sandbox.send("GET", "/api/v2/customers?externalId=CRM:500245678").json["entities"]
            #expect(found?.elements?.map { $0["id"] } == [.string(id)])
            #expect(try await sandbox.send("GET", "/api/v2/customers/\(id)").json == created.json)
            let renamed: JSON = ["externalId": "CRM:9", "name": "Jane"]
            let replaced = try await sandbox.send("PUT", "/api/v2/customers/\(id)", renamed).json
            #expect(replaced["externalId"] == "CRM:9" && replaced["email"] == .null && replaced["data"] == .object([]))
            let old = try await sandbox.send("GET", "/api/v2/customers?externalId=CRM:500245678").json["entities"]
            #expect(old == [])
        }
    }

    @Test func `a taken external ID is 409, to its own record it is not taken`() async throws {
        try await withSandbox { sandbox in
            let id = try await sandbox.send("POST", "/api/v2/customers", Self.john).json["id"]?.string ?? ""
            let twin = try await sandbox.send("POST", "/api/v2/customers", Self.john)
            #expect(twin.status == 409)
            #expect(twin.json["code"] == "conflict")
            let other = try await sandbox.send("POST", "/api/v2/customers", ["externalId": "PHONE:1"])
            let otherID = other.json["id"]?.string ?? ""
            #expect(try await sandbox.send("PUT", "/api/v2/customers/\(otherID)", Self.john).status == 409)
            #expect(try await sandbox.send("PUT", "/api/v2/customers/\(id)", Self.john).status == 200)
        }
    }

    @Test func `an unknown conversation begins with its first write, and shows its customer`() async throws {
        try await withSandbox { sandbox in
            #expect(try await sandbox.send("GET", "/api/v2/conversations/abc-123").status == 404)
            let id = try await sandbox.send("POST", "/api/v2/customers", Self.john).json["id"] ?? .null
            let attached = try await sandbox.send("PUT", "/api/v2/conversations/abc-123/customer", ["customerId": id])
            #expect(attached.status == 200)
            let shown = try await sandbox.send("GET", "/api/v2/conversations/abc-123").json
            #expect(shown["customer"]?["externalId"] == "CRM:500245678" && shown["endedAt"] == .null)
            #expect(shown["startedAt"]?.string.flatMap(CivilTime.parse) != nil)
            let stranger = try await sandbox.send("PUT", "/api/v2/conversations/x/customer", ["customerId": "no"])
            #expect(stranger.status == 404)
            #expect(try await sandbox.send("GET", "/api/v2/conversations/x").status == 404)
        }
    }

    @Test func `attributes are merged, and null deletes`() async throws {
        try await withSandbox { sandbox in
            let path = "/api/v2/conversations/c1/participants/customer/attributes"
            _ = try await sandbox.send("PATCH", path, ["attributes": ["a": "1", "b": "2"]])
            let second = try await sandbox.send("PATCH", path, ["attributes": ["a": nil, "c": "3"]])
            #expect(second.json["attributes"] == ["b": "2", "c": "3"])
        }
    }

    @Test func `interactions come after the analytics lag only`() async throws {
        let clock = MovingClock()
        try await withSandbox(configure: {
            $0.analyticsLag = .seconds(90)
            $0.now = { clock.now }
        }) { sandbox in
            let path = "/api/v2/interactions?since=2026-11-23T00:00:00Z"
            let id = try await sandbox.send("POST", "/api/v2/customers", Self.john).json["id"] ?? .null
            _ = try await sandbox.send("PUT", "/api/v2/conversations/c1/customer", ["customerId": id])
            clock.advance(by: 89)
            #expect(try await sandbox.send("GET", path).json["entities"] == [])
            clock.advance(by: 1)
            let rows = try await sandbox.send("GET", path).json["entities"]?.elements ?? []
            #expect(rows.count == 1 && rows[0]["customer"] == ["id": id, "externalId": "CRM:500245678"])
            #expect(
                try await sandbox.send("GET", "/api/v2/interactions?since=2026-11-24T00:00:00Z").json["entities"] == []
            )
        }
    }

    @Test(arguments: [
        ("POST", "/api/v2/customers", "{}"), ("POST", "/api/v2/customers", "no JSON"),
        ("POST", "/api/v2/customers", #"{"externalId": "CRM:1", "name": 3}"#),
        ("POST", "/api/v2/customers", #"{"externalId": "CRM:1", "data": []}"#),
        ("GET", "/api/v2/customers", ""), ("GET", "/api/v2/interactions", ""),
        ("GET", "/api/v2/interactions?since=yesterday", ""), ("PUT", "/api/v2/conversations/c1/customer", "{}"),
        ("PATCH", "/api/v2/conversations/c1/participants/customer/attributes", #"{"a": "1"}"#),
        ("PATCH", "/api/v2/conversations/c1/participants/customer/attributes", #"{"attributes": {"a": 1}}"#),
    ])
    func `bad requests are 400 with a sentence`(_ method: String, _ path: String, _ body: String) async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.send(method, path, raw: body.isEmpty ? nil : body)
            #expect(reply.status == 400)
            #expect(reply.json["message"]?.string?.isEmpty == false)
        }
    }
}

/// A clock that stands still until it is told otherwise.
final class MovingClock: Sendable {
    private let seconds = Protected(1_795_424_400.0)

    var now: Date { Date(timeIntervalSince1970: seconds.value) }

    func advance(by count: Double) { seconds.change { $0 += count } }
}
