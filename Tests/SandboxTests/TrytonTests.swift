import Foundation
import Testing

@testable import Sandbox

@Suite("The stand-in Tryton")
struct TrytonTests {
    private func call(
        _ method: String,
        _ parameters: JSON,
        session: String? = nil,
        in sandbox: SandboxProbe,
        path: String = SandboxCredentials.trytonERPPath
    ) async throws -> SandboxProbe.Reply {
        try await sandbox.send(
            "POST",
            "\(path)/rpc/",
            ["id": 7, "method": .string(method), "params": parameters],
            headers: session.map { ["Authorization": "Session \($0)"] } ?? [:]
        )
    }

    private func login(_ sandbox: SandboxProbe) async throws -> String {
        let password: JSON = ["password": .string(SandboxCredentials.trytonPassword)]
        let reply = try await call(
            "common.db.login",
            [.string(SandboxCredentials.trytonUser), password, "en"],
            in: sandbox
        )
        let key = try #require(reply.json["result"]?.elements?[1].string)
        return Data("\(SandboxCredentials.trytonUser):1:\(key)".utf8).base64EncodedString()
    }

    private func search(
        _ domain: JSON,
        _ fields: JSON,
        of model: String = "party.party",
        in sandbox: SandboxProbe
    ) async throws -> JSON {
        let session = try await login(sandbox)
        let parameters: JSON = [domain, 0, 50, .null, fields, ["company": 1]]
        return try await call("model.\(model).search_read", parameters, session: session, in: sandbox).json
    }

    @Test func `a row shows what was asked for, links below names with a dot`() async throws {
        try await withSandbox { sandbox in
            let rows = try await search(
                ["identifiers.code", "=", "10100001"],
                ["code", "currency", "currency.code", "identifiers", "identifiers.code", "receivable"],
                in: sandbox
            )["result"]
            let row = rows?.elements?.first
            #expect(rows?.elements?.count == 1)
            #expect(row?["code"] == "500245678" && row?["currency"] == 1)
            #expect(row?["currency."] == ["id": 1, "code": "USD"])
            #expect(row?["identifiers."]?.elements?.first?["code"] == "10100001")
            #expect(row?["receivable"]?["decimal"] == "42.10")
        }
    }

    @Test(
        arguments: [
            (["name", "=", "Jane Smith"], 1), (["name", "ilike", "%smith"], 1), (["name", "like", "%smith"], 0),
            (["name", "ilike", "%"], 14), (["name", "ilike", "\\%"], 0), (["name", "=", "x' OR '1'='1"], 0),
            (["OR", ["name", "=", "Jane Smith"], ["name", "=", "John Doe"]], 2),
            ([["name", "ilike", "John%"], ["identifiers.code", "!=", "10100001"]], 1),
            (["name", "in", ["Jane Smith", "x"]], 1), (["name", "not in", ["Jane Smith"]], 13),
            (["nofield", "=", 1], nil), (["name", "~", "x"], nil),
        ] as [(JSON, Int?)]
    )
    func `a domain is a tree, not a text`(domain: JSON, count: Int?) async throws {
        try await withSandbox { sandbox in
            let answer = try await search(domain, ["name"], in: sandbox)
            #expect(answer["result"]?.elements?.count == count)
            #expect((answer["error"] == nil) == (count != nil))
        }
    }

    @Test func `who is not logged in gets nothing`() async throws {
        try await withSandbox { sandbox in
            let wrong = try await call("common.db.login", ["ringside", ["password": "x"], "en"], in: sandbox)
            #expect(wrong.status == 401 && wrong.headers["content-type"]?.hasPrefix("text/html") == true)
            let none = try await call("model.party.party.search_read", [], session: "YTox", in: sandbox)
            #expect(none.status == 401 && none.text.isEmpty && none.headers["www-authenticate"] != nil)
            let session = try await login(sandbox)
            #expect(try await call("model.res.user.write", [], session: session, in: sandbox).status == 403)
            #expect(try await call("common.db.login", [], in: sandbox, path: "/tryton/nope").status == 404)
        }
    }

    @Test func `a note is kept for a party that there is`() async throws {
        try await withSandbox { sandbox in
            let session = try await login(sandbox)
            for (resource, isKept) in [("party.party,1", true), ("party.party,99999", false), ("party.party", false)] {
                let note: JSON = ["resource": .string(resource), "message": "Call abc-1"]
                let reply = try await call("model.ir.note.create", [[note], [:]], session: session, in: sandbox)
                #expect((reply.json["error"] == nil) == isKept)
            }
            let notes = try await sandbox.send("GET", "/_sandbox/notes").json["notes"]?.elements
            #expect(notes?.map { $0["message"] } == ["Call abc-1"])
        }
    }
}
