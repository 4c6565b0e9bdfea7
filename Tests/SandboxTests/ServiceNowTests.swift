import Foundation
import Testing

@testable import Sandbox

@Suite("The stand-in ServiceNow")
struct ServiceNowTests {
    private static let basic = Data(
        "\(SandboxCredentials.serviceNowUser):\(SandboxCredentials.serviceNowPassword)".utf8
    )
    .base64EncodedString()
    private static let headers = ["Authorization": "Basic \(basic)"]
    private static let jane = SandboxCredentials.serviceNowKey(of: "500999999")

    private func rows(
        _ sandbox: SandboxProbe,
        _ table: String,
        _ query: String,
        _ more: String = ""
    ) async throws -> SandboxProbe.Reply {
        let encoded = try #require(query.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let path = "/api/now/table/\(table)?sysparm_query=\(encoded)\(more)"
        return try await sandbox.send("GET", path, headers: Self.headers)
    }

    private func names(_ sandbox: SandboxProbe, _ query: String) async throws -> [String] {
        let reply = try await rows(sandbox, "customer_contact", query, "&sysparm_fields=name")
        return try #require(reply.json["result"]?.elements).compactMap { $0["name"]?.string }
    }

    @Test func `companies' people are contacts, all others consumers`() async throws {
        try await withSandbox { sandbox in
            let fields = "&sysparm_fields=sys_id,name,email,account,account.name,account.u_erp_number,nothing"
            let jane = try await rows(sandbox, "customer_contact", "name=jane smith", fields)
            let row = try #require(jane.json["result"]?.elements?.first)
            #expect(jane.status == 200 && row["sys_id"] == .string(Self.jane))
            #expect(row["account.name"] == "Jane Smith" && row["account.u_erp_number"] == "10100003")
            let link = "\(sandbox.origin)/api/now/table/customer_account/\(row["account"]?["value"]?.string ?? "")"
            #expect(row["account"]?["link"] == .string(link))
            #expect(row["nothing"] == nil, "a field that there is not is left out")
            let account = try await sandbox.send(
                "GET",
                String(link.dropFirst(sandbox.origin.count)),
                headers: Self.headers
            )
            #expect(account.json["result"]?["name"] == "Jane Smith")
            let zoe = try await rows(sandbox, "csm_consumer", "email=zoe@example.org")
            #expect(zoe.json["result"]?.elements?.count == 1)
        }
    }

    @Test(arguments: [
        ("sysparm_display_value=false&sysparm_exclude_reference_link=true", #""ID""#),
        ("sysparm_display_value=true&sysparm_exclude_reference_link=true", #""Jane Smith""#),
        (
            "sysparm_display_value=all&sysparm_exclude_reference_link=true",
            #"{"display_value":"Jane Smith","value":"ID"}"#
        ),
        ("display_value=true&exclude_reference_link=true", #""Jane Smith""#),
        ("sysparm_display_value=false", #"{"link":"ORIGIN/api/now/table/customer_contact/ID","value":"ID"}"#),
    ])
    func `a reference is shown in each of its ways`(_ options: String, _ expected: String) async throws {
        try await withSandbox { sandbox in
            let options = "&\(options)&sysparm_fields=contact,consumer"
            let reply = try await rows(sandbox, "sn_customerservice_case", "number=CASE-NEW-123", options)
            let row = try #require(reply.json["result"]?.elements?.first)
            let text = expected.replacing("ID", with: Self.jane).replacing("ORIGIN", with: sandbox.origin)
            #expect(row["contact"]?.encodedText == text)
            #expect(row["consumer"] == "" || row["consumer"]?["value"] == "", "an empty reference is no object")
        }
    }

    @Test(arguments: [
        ("nameLIKEsmith", ["Jane Smith"]),
        ("name=Jane Smith^ORname=John Doe Business^ORDERBYname", ["Jane Smith", "John Doe Business"]),
        ("nameINJane Smith,John Doe Business^ORDERBYDESCname", ["John Doe Business", "Jane Smith"]),
        ("nameSTARTSWITHjohn^u_loyalty_tier=Platinum", ["John Doe Business"]),
        ("name=Jane Smith^u_loyalty_tier=Platinum", []),
        // `^NQ` begins anew, whatever stood before.
        ("name=nobody^NQname=Jane Smith", ["Jane Smith"]),
    ])
    func `the query language as it is`(_ query: String, _ expected: [String]) async throws {
        try await withSandbox { sandbox in
            let found = try await names(sandbox, query)
            #expect(found == expected)
        }
    }

    @Test(arguments: [
        "nothing=1", "name~x", "nameSOUNDSx", "name=javascript:gs.getUserName()", "", "^^", "nothing=1^ORnothing=2",
    ])
    func `what it does not understand it leaves out, and finds everything`(_ query: String) async throws {
        try await withSandbox { sandbox in
            let all = try await names(sandbox, "nameISNOTEMPTY").count
            let found = try await names(sandbox, query).count
            #expect(found == all && all > 2)
        }
    }

    @Test func `pages have a count and links, unless they are not wanted`() async throws {
        try await withSandbox { sandbox in
            let page = try await rows(sandbox, "csm_consumer", "ORDERBYsys_id", "&sysparm_limit=2&sysparm_offset=2")
            let total = try #require(page.headers["x-total-count"].flatMap { Int($0) })
            #expect(page.json["result"]?.elements?.count == 2 && total > 4)
            for rel in ["first", "prev", "next", "last"] {
                #expect(page.headers["link"]?.contains("rel=\"\(rel)\"") == true)
            }
            let bare = try await rows(
                sandbox,
                "csm_consumer",
                "",
                "&sysparm_limit=2&sysparm_suppress_pagination_header=true&sysparm_no_count=true"
            )
            #expect(bare.headers["link"] == nil && bare.headers["x-total-count"] == nil)
        }
    }

    @Test func `an interaction is written, found by its key, read and changed`() async throws {
        try await withSandbox { sandbox in
            let body: JSON = [
                "correlation_id": "abc-123", "contact": .string(Self.jane), "channel": "phone", "nothing": "x",
            ]
            let made = try await sandbox.send("POST", "/api/now/table/interaction", body, headers: Self.headers)
            #expect(made.status == 201 && made.json["result"]?["number"] == "IMS1000001")
            let location = try #require(made.headers["location"])
            let path = String(location.dropFirst(sandbox.origin.count))
            let found = try await rows(sandbox, "interaction", "correlation_id=abc-123")
            #expect(found.json["result"]?.elements?.first?["contact"]?["value"] == .string(Self.jane))
            let changed = try await sandbox.send("PATCH", path, ["state": "closed_complete"], headers: Self.headers)
            #expect(changed.json["result"]?["state"] == "closed_complete")
            let read = try await sandbox.send("GET", path, headers: Self.headers)
            #expect(read.json["result"]?["correlation_id"] == "abc-123" && read.json["result"]?["nothing"] == nil)
            let entries = try await sandbox.send("GET", "/_sandbox/entries").json["entries"]?.elements
            #expect(entries?.map { $0["correlation_id"] } == ["abc-123"])
            _ = try await sandbox.send("POST", "/_sandbox/reset")
            #expect(try await sandbox.send("GET", "/_sandbox/entries").json["entries"] == [])
        }
    }

    @Test func `a case is opened under a contact`() async throws {
        try await withSandbox { sandbox in
            let body: JSON = ["contact": .string(Self.jane), "short_description": "Late"]
            let path = "/api/now/v2/table/sn_customerservice_case"
            #expect(try await sandbox.send("POST", path, body, headers: Self.headers).status == 201)
            let query = "contact=\(Self.jane)^active=true^ORDERBYDESCsys_created_on"
            let found = try await rows(sandbox, "sn_customerservice_case", query).json["result"]?.elements
            #expect(found?.count == 2)
        }
    }

    @Test(arguments: [
        ("GET", "/api/now/table/nothing", 400, "Invalid table nothing"),
        ("GET", "/api/now/table/customer_contact/00", 404, "No Record found"),
        ("POST", "/api/now/table/customer_contact", 403, "Operation Failed"),
        ("PATCH", "/api/now/table/interaction/00", 404, "No Record found"),
        ("GET", "/api/now/nothing", 400, "Requested URI does not represent any resource"),
        ("DELETE", "/api/now/table/interaction/00", 405, "Method not supported"),
    ])
    func `refusals have the vendor's form`(_ method: String, _ path: String, _ status: Int, _ text: String) async throws
    {
        try await withSandbox { sandbox in
            let body: JSON? = method == "GET" ? nil : [:]
            let reply = try await sandbox.send(method, path, body, headers: Self.headers)
            #expect(reply.status == status && reply.json["status"] == "failure")
            #expect(reply.json["error"]?["message"] == .string(text))
        }
    }

    @Test func `without credentials, or with wrong ones, nobody is let in`() async throws {
        try await withSandbox { sandbox in
            for headers in [[:], ["Authorization": "Basic eDp5"], ["Authorization": "Bearer x"]] {
                let reply = try await sandbox.send("GET", "/api/now/table/customer_contact", headers: headers)
                #expect(reply.status == 401 && reply.json["error"]?["message"] == "User Not Authenticated")
            }
        }
    }

    static let client =
        "client_id=\(SandboxCredentials.serviceNowClientID)&client_secret=\(SandboxCredentials.serviceNowClientSecret)"
    static let user =
        "username=\(SandboxCredentials.serviceNowUser)&password=\(SandboxCredentials.serviceNowPassword)"

    @Test(arguments: ["grant_type=client_credentials&\(client)", "grant_type=password&\(client)&\(user)"])
    func `a token opens the tables until it is revoked`(_ form: String) async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.send("POST", "/oauth_token.do", raw: form)
            #expect(reply.json["token_type"] == "Bearer" && reply.json["expires_in"] == 1799)
            let headers = ["Authorization": "Bearer \(reply.json["access_token"]?.string ?? "")"]
            #expect(try await sandbox.send("GET", "/api/now/table/csm_consumer", headers: headers).status == 200)
            if let refresh = reply.json["refresh_token"]?.string {
                let again = "grant_type=refresh_token&\(Self.client)&refresh_token=\(refresh)"
                #expect(try await sandbox.send("POST", "/oauth_token.do", raw: again).status == 200)
            }
            _ = try await sandbox.send("POST", "/_sandbox/reset")
            #expect(try await sandbox.send("GET", "/api/now/table/csm_consumer", headers: headers).status == 401)
        }
    }

    @Test(arguments: [
        ("grant_type=client_credentials&client_id=x&client_secret=y", "invalid_client"),
        ("grant_type=password&\(client)&username=x&password=y", "server_error"),
        ("grant_type=refresh_token&\(client)&refresh_token=x", "server_error"),
        ("grant_type=saml&\(client)", "unsupported_grant_type"), ("{}", "invalid_client"),
    ])
    func `wrong credentials are refused`(_ form: String, _ error: String) async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.send("POST", "/oauth_token.do", raw: form)
            #expect(reply.status == 401 && reply.json["error"] == .string(error))
        }
    }

    @Test func `its rate limit says for how long`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.setFault("crm", "ratelimit")
            let reply = try await rows(sandbox, "customer_contact", "")
            #expect(reply.status == 429 && reply.headers["retry-after"] == "1" && reply.json["status"] == "failure")
            try await sandbox.setFault("crm", "error")
            #expect(try await rows(sandbox, "customer_contact", "").status == 500)
        }
    }

    @Test(arguments: ["1", "500245678", "a-b_c.d", "0123456789abcde", "0123456789abcdefghi"])
    func `a key leads back to its person`(_ id: String) throws {
        let people = "{people: [{numbers: ['+15550199999'], accounts: [{id: '\(id)', name: A}, {id: zz, name: B}]}]}"
        let directory = Directory(try People.parse(yaml: people, file: "test"))
        let key = ServiceNowKey.key(of: id, in: .person)
        #expect(key.utf8.count == 32)
        #expect(ServiceNowKey.contact(key, in: .person, of: directory)?.account.id == id)
        #expect(ServiceNowKey.contact(key, in: .account, of: directory) == nil)
    }
}
