import Foundation
import Testing

@testable import Sandbox

@Suite("The stand-in platform as Genesys Cloud has it")
struct GenesysCloudTests {
    private static let base = SandboxCredentials.genesysPath + "/api/v2"

    private struct Cloud {
        let sandbox: SandboxProbe
        let token: String

        func send(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> SandboxProbe.Reply {
            try await sandbox.send(
                method,
                "\(GenesysCloudTests.base)/\(path)",
                body,
                headers: ["Authorization": "Bearer \(token)"]
            )
        }

        var source: String {
            get async throws {
                let sources = try await send("GET", "externalcontacts/externalsources?name=CR").json["entities"]
                return try #require(sources?.elements?.first?["id"]?.string)
            }
        }

        func identifier(_ value: String) async throws -> JSON {
            ["type": "ExternalId", "value": .string(value), "externalSource": ["id": .string(try await source)]]
        }

        func external(_ value: String) async throws -> JSON {
            ["value": .string(value), "externalSource": ["id": .string(try await source)]]
        }
    }

    private static func login(
        _ sandbox: SandboxProbe,
        secret: String = SandboxCredentials.genesysClientSecret
    ) async throws -> SandboxProbe.Reply {
        let basic = Data("\(SandboxCredentials.genesysClientID):\(secret)".utf8).base64EncodedString()
        return try await sandbox.send(
            "POST",
            SandboxCredentials.genesysPath + "/oauth/token",
            raw: "grant_type=client_credentials",
            headers: ["Authorization": "Basic \(basic)"]
        )
    }

    private func withCloud(
        configure: (inout SandboxOptions) -> Void = { _ in },
        _ body: (Cloud) async throws -> Void
    ) async throws {
        try await withSandbox(configure: configure) { sandbox in
            let token = try await Self.login(sandbox).json["access_token"]?.string ?? ""
            try await body(Cloud(sandbox: sandbox, token: token))
        }
    }

    @Test func `a token is for the client alone, and everything needs one`() async throws {
        try await withSandbox { sandbox in
            #expect(try await Self.login(sandbox, secret: "wrong").status == 400)
            let path = "\(Self.base)/externalcontacts/externalsources"
            let none = try await sandbox.send("GET", path)
            #expect(none.status == 401 && none.json["code"] == "authentication.required")
            let bad = try await sandbox.send("GET", path, headers: ["Authorization": "Bearer x"])
            #expect(bad.status == 401 && bad.json["code"] == "bad.credentials")
            #expect(bad.headers["inin-correlation-id"]?.count == 36)
        }
    }

    @Test func `enrichment finds or makes a contact; a rehearsal changes nothing`() async throws {
        try await withCloud { cloud in
            let key = try await cloud.identifier("500")
            let body: JSON = [
                "matchingIdentifiers": [key], "action": "Upsert",
                "contact": [
                    "firstName": "John", "externalIds": [try await cloud.external("500")],
                    "customFields": ["loyaltyTier_text": "Gold"],
                    "schema": ["id": .string(CloudRecords.Schema.ringside.id), "version": 1],
                ],
            ]
            #expect(try await cloud.send("POST", "externalcontacts/contacts/enrich?dryRun=true", body).status == 201)
            #expect(try await cloud.send("POST", "externalcontacts/identifierlookup/contacts", key).status == 404)
            let made = try await cloud.send("POST", "externalcontacts/contacts/enrich", body)
            #expect(made.status == 201)
            let again = try await cloud.send(
                "POST",
                "externalcontacts/contacts/enrich",
                body.setting("contact", ["lastName": "Doe"])
            )
            #expect(again.status == 200 && again.json["id"] == made.json["id"])
            let found = try await cloud.send("POST", "externalcontacts/identifierlookup/contacts", key).json
            #expect(found["firstName"] == "John" && found["lastName"] == "Doe")
            #expect(found["customFields"] == ["loyaltyTier_text": "Gold"])
            let insert = try await cloud.send(
                "POST",
                "externalcontacts/contacts/enrich",
                body.setting("action", "Insert")
            )
            #expect(insert.status == 409)
        }
    }

    @Test func `a patch changes field by field, and none twice`() async throws {
        try await withCloud { cloud in
            let made = try await cloud.send("POST", "externalcontacts/contacts", ["firstName": "John", "title": "Dr"])
            let path = "externalcontacts/contacts/\(made.json["id"]?.string ?? "")"
            let changes: JSON = [
                ["field": "$.firstName", "value": "Jane", "action": "UpdateIfEmpty"],
                ["field": "$.title", "action": "Remove"],
                ["field": "$.address.city", "value": "Berlin", "action": "Update"],
            ]
            let patched = try await cloud.send("PATCH", path, ["changes": changes]).json
            #expect(patched["firstName"] == "John" && patched["title"] == nil)
            #expect(patched["address"] == ["city": "Berlin"])
            let twice: JSON = [
                ["field": "$.address", "value": [:], "action": "Update"],
                ["field": "$.address.city", "value": "Bonn", "action": "Update"],
            ]
            #expect(try await cloud.send("PATCH", path, ["changes": twice]).status == 409)
            let unknown: JSON = [["field": "$.customFields.x_text", "value": "y", "action": "Update"]]
            #expect(try await cloud.send("PATCH", path, ["changes": unknown]).status == 400)
        }
    }

    @Test func `an identifier has one owner, and a claim moves it`() async throws {
        try await withCloud { cloud in
            let own: JSON = ["externalIds": [try await cloud.external("7")]]
            let first = try await cloud.send("POST", "externalcontacts/contacts", own).json["id"]?.string ?? ""
            let second = try await cloud.send("POST", "externalcontacts/contacts", own).json["id"]?.string ?? ""
            let key = try await cloud.identifier("7")
            func owner() async throws -> String? {
                try await cloud.send("POST", "externalcontacts/identifierlookup/contacts", key).json["id"]?.string
            }
            #expect(try await owner() == first, "the claim stays where it was")
            let move = { (operation: JSON) -> JSON in ["operation": operation, "identifier": key] }
            let path = "externalcontacts/contacts/\(second)/identifiers"
            #expect(try await cloud.send("PATCH", path, move("Claim")).status == 200)
            #expect(try await owner() == second)
            #expect(try await cloud.send("PATCH", path, move("Release")).status == 200)
            #expect(try await owner() == nil)
            #expect(try await cloud.send("PATCH", path, move("Release")).status == 400)
        }
    }

    @Test func `an association is accepted first, and true later`() async throws {
        let clock = MovingClock()
        try await withCloud(configure: { $0.now = { clock.now } }) { cloud in
            let placed = try await cloud.send("POST", "conversations/calls", ["phoneNumber": "+12025550143"]).json
            let id = placed["id"]?.string ?? ""
            func party() async throws -> JSON? {
                try await cloud.send("GET", "conversations/\(id)").json["participants"]?.elements?.first
            }
            let stitched = try #require(try await party())
            #expect(stitched["purpose"] == "external")
            let auto = try await cloud.send(
                "GET",
                "externalcontacts/contacts/\(stitched["externalContactId"]?.string ?? "")"
            )
            #expect(auto.json["type"] == "Identified")
            let contact =
                try await cloud.send("POST", "externalcontacts/contacts", ["lastName": "Doe"]).json["id"] ?? .null
            let session = stitched["calls"]?.elements?.first?["id"] ?? .null
            let body: JSON = [
                "externalContactId": contact, "conversationId": .string(id), "communicationId": session,
                "mediaType": "CALL",
            ]
            #expect(try await cloud.send("PUT", "externalcontacts/conversations/\(id)", body).status == 202)
            #expect(try await party()?["externalContactId"] == stitched["externalContactId"])
            clock.advance(by: 1)
            #expect(try await party()?["externalContactId"] == contact)
            let elsewhere = body.setting("communicationId", "another")
            #expect(try await cloud.send("PUT", "externalcontacts/conversations/\(id)", elsewhere).status == 202)
            #expect(try await cloud.send("PUT", "externalcontacts/conversations/unheard-of", body).status == 202)
            clock.advance(by: 1)
            #expect(try await party()?["externalContactId"] == contact)
        }
    }

    @Test func `more than so many requests a minute are too many`() async throws {
        let clock = MovingClock()
        try await withCloud(configure: {
            $0.now = { clock.now }
            $0.platformRequestsPerMinute = 2
        }) { cloud in
            for _ in 0..<2 { #expect(try await cloud.send("GET", "externalcontacts/externalsources").status == 200) }
            clock.advance(by: 20)
            let refused = try await cloud.send("GET", "externalcontacts/externalsources")
            #expect(refused.status == 429 && refused.json["code"] == "too.many.requests")
            #expect(refused.headers["retry-after"] == "40")
            clock.advance(by: 40)
            #expect(try await cloud.send("GET", "externalcontacts/externalsources").status == 200)
        }
    }

    @Test func `analytics know whole days, page by page`() async throws {
        let clock = MovingClock()
        try await withCloud(configure: { $0.now = { clock.now } }) { cloud in
            for _ in 0..<3 {
                _ = try await cloud.send("POST", "conversations/calls", ["phoneNumber": "+12025550143"])
            }
            let interval: JSON = "2026-11-23T23:00:00Z/2026-11-23T23:30:00Z"
            let query: JSON = ["interval": interval, "paging": ["pageSize": 2, "pageNumber": 2]]
            let path = "analytics/conversations/details/query"
            let page = try await cloud.send("POST", path, query).json
            #expect(page["totalHits"] == 3 && page["conversations"]?.elements?.count == 1)
            let filters: JSON = [
                ["type": "and", "predicates": [["dimension": "conversationEnd", "operator": "exists"]]]
            ]
            let over = try await cloud.send("POST", path, query.setting("conversationFilters", filters)).json
            #expect(over["totalHits"] == 0)
            #expect(try await cloud.send("POST", path, ["interval": "today"]).status == 400)
            #expect(
                try await cloud.send(
                    "POST",
                    path,
                    query.setting("interval", "2026-11-24T00:00:00Z/2026-11-25T00:00:00Z")
                ).json["totalHits"] == 0
            )
        }
    }
}
