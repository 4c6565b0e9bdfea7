import Testing

@testable import Sandbox

@Suite("Control routes")
struct ControlTests {
    @Test(arguments: [
        ("PUT", "faults", "no JSON", "The body is not JSON: it goes wrong at byte 0."),
        ("PUT", "faults", "[]", "The body is not a JSON object."),
        ("PUT", "faults", #"{"system": "oracle", "mode": "ok"}"#, "system must be one of genesys, crm, erp."),
        ("PUT", "faults", #"{"system": "crm", "mode": "ok", "rate": 2}"#, "rate must be a number from 0 to 1."),
        (
            "PUT", "faults", #"{"system": "crm", "mode": "slow", "latencyMs": -1}"#,
            "latencyMs must be a whole number of milliseconds from 0 to 3600000."
        ),
        (
            "PUT", "faults", #"{"system": "crm", "mode": "ok", "lag": 1}"#,
            "lag is unknown; known are system, mode, latencyMs, rate."
        ),
        ("POST", "calls", "{}", "number is missing: the customer's number as the platform would send it."),
        ("POST", "calls", #"{"number": "1", "direction": "up"}"#, "direction must be inbound or outbound."),
        (
            "POST", "calls", #"{"number": "1", "callId": "a b"}"#,
            "callId must be 1 to 128 letters, digits, dots, dashes or underscores."
        ),
        (
            "POST", "people", #"{"numbers": ["1"]}"#,
            "the body, the entry, field numbers: a number is + and 5 to 15 digits."
        ),
    ])
    func `a bad body is 400 with a sentence`(
        _ method: String,
        _ route: String,
        _ body: String,
        _ sentence: String
    ) async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.send(method, "/_sandbox/\(route)", raw: body)
            #expect(reply.status == 400 && reply.headers["content-type"] == "application/problem+json")
            #expect(reply.json["detail"] == .string(sentence))
        }
    }

    @Test func `people can be added while it runs, and a reset takes them back`() async throws {
        try await withSandbox { sandbox in
            let entry: JSON = [
                "numbers": ["+15550160000"], "accounts": [["id": "77", "name": "New \u{1F600}", "kind": "business"]],
            ]
            let added = try await sandbox.send("POST", "/_sandbox/people", entry)
            #expect(added.status == 201)
            #expect(added.json == ["accounts": ["77"]])
            #expect(try await sandbox.send("POST", "/_sandbox/people", entry).status == 400)
            let query = "SELECT Name FROM Contact WHERE Id = '77'"
            let found = try await sandbox.soql(query, token: try await sandbox.token()).json
            #expect(found["records"]?.elements?.first?["Name"] == "New \u{1F600}")
            _ = try await sandbox.send("POST", "/_sandbox/reset")
            #expect(try await sandbox.soql(query, token: try await sandbox.token()).json["totalSize"] == 0)
        }
    }

    @Test func `the log shows system, method, path and status, and no query`() async throws {
        try await withSandbox { sandbox in
            _ = try await sandbox.send("GET", "/api/v2/customers?externalId=CRM:1")
            let rows = try await sandbox.log()
            #expect(rows.count == 1 && rows[0]["system"] == "genesys" && rows[0]["method"] == "GET")
            #expect(rows[0]["path"] == "/api/v2/customers" && rows[0]["status"] == 200)
            _ = try await sandbox.send("POST", "/_sandbox/reset")
            #expect(try await sandbox.log().isEmpty)
        }
    }

    @Test func `an unknown path is 404, a body beyond 1 MiB is 413`() async throws {
        try await withSandbox { sandbox in
            let nowhere = try await sandbox.send("GET", "/nowhere")
            #expect(nowhere.status == 404)
            #expect(try await sandbox.send("GET", "/_sandbox/nowhere").status == 404)
            let large = String(repeating: "x", count: 1024 * 1024 + 1)
            #expect(try await sandbox.send("POST", "/_sandbox/people", raw: large).status == 413)
        }
    }
}
