import Testing

@testable import Sandbox

@Suite("The naive middleware of the guide's trap")
struct NaiveMiddlewareTests {
    private static let lookup: JSON = [
        "fromNumber": "+15550199999", "toNumber": "+15550190000", "callId": "abc-123", "type": "inbound",
    ]

    @Test func `it answers what the guide answers`() async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.send("POST", "/naive/lookup", Self.lookup)
            #expect(reply.status == 200)
            let data = reply.json["data"]
            #expect(reply.json["externalId"] == "CRM:500245678" && data?["crmCaseId"] == "CASE-99812")
            #expect(data?["erpAccountStatus"] == "Active" && data?["previousInteractionCount"] == 4)
            let unknown: JSON = ["fromNumber": "+15550160000", "callId": "c2"]
            #expect(try await sandbox.send("POST", "/naive/lookup", unknown).json["externalId"] == "UNKNOWN:c2")
        }
    }

    @Test func `it waits for the CRM and then for the ERP before it answers`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("crm", "hang")
            async let reply = sandbox.send("POST", "/naive/lookup", Self.lookup)
            let waiting = try await sandbox.log { $0.count == 2 }
            #expect(waiting.map { $0["system"] } == ["naive", "crm"])
            #expect(waiting.allSatisfy { $0["status"] == .null })
            try await sandbox.setFault("crm", "ok")
            #expect(try await reply.status == 200)
            let rows = try await sandbox.log()
            #expect(rows.map { $0["system"] } == ["naive", "crm", "crm", "erp", "erp"])
        }
    }

    @Test func `when the CRM fails it has no other plan`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("crm", "error")
            #expect(try await sandbox.send("POST", "/naive/lookup", Self.lookup).status == 500)
            #expect(try await sandbox.send("POST", "/naive/lookup", ["callId": "x"]).status == 400)
        }
    }
}
