import Foundation
import Testing

@testable import Sandbox

@Suite("The stand-in CRM")
struct SalesforceTests {
    /// All spellings that the directory may hold, as connectors have to try them.
    private static let john = PhoneSpelling.allCases.map { "'\($0.write("+15550199999"))'" }.joined(separator: ",")

    @Test func `a number finds everybody who has it, with account and case`() async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.soql(
                """
                SELECT Id, Name, Email, Phone, MobilePhone, AccountId, Account.Name, Account.ERP_Number__c, \
                Loyalty_Tier__c, Contact_Kind__c, Interaction_Count__c, LastActivityDate, \
                (SELECT Id, CaseNumber, Status, Subject, IsClosed FROM Cases \
                ORDER BY IsClosed ASC, CreatedDate DESC LIMIT 1) \
                FROM Contact WHERE Phone IN (\(Self.john)) OR MobilePhone IN (\(Self.john)) \
                ORDER BY LastActivityDate DESC
                """,
                token: try await sandbox.token()
            )
            let json = reply.json
            #expect(reply.status == 200 && json["totalSize"] == 2 && json["done"] == true)
            let records = try #require(json["records"]?.elements)
            #expect(records.map { $0["Id"] } == ["500245679", "500245678"])
            let personal = records[1]
            #expect(personal["attributes"]?["url"] == "/services/data/v62.0/sobjects/Contact/500245678")
            #expect(personal["Loyalty_Tier__c"] == "Gold" && personal["Interaction_Count__c"] == 4)
            #expect(personal["Account"]?["ERP_Number__c"] == "10100001" && personal["LastActivityDate"] == "2026-11-20")
            #expect(personal["Cases"]?["records"]?.elements?.first?["CaseNumber"] == "CASE-99812")
            let closed = records[0]["Cases"]?["records"]?.elements?.first
            #expect(closed?["CaseNumber"] == "CASE-88120" && closed?["IsClosed"] == true)
        }
    }

    @Test func `without a case, an account or a match there is null, null or nothing`() async throws {
        try await withSandbox { sandbox in
            let token = try await sandbox.token()
            let zoe = try await sandbox.soql(
                "SELECT Account.Name, (SELECT Id FROM Cases) FROM Contact WHERE Email = 'zoe@example.org'",
                token: token
            )
            let record = zoe.json["records"]?.elements?.first
            #expect(record?["Account"] == .null && record?["Cases"] == .null)
            let open = try await sandbox.soql(
                "SELECT (SELECT Id FROM Cases WHERE IsClosed = false) FROM Contact WHERE Id = '500245679'",
                token: token
            )
            #expect(open.json["records"]?.elements?.first?["Cases"] == .null)
            let nobody = try await sandbox.soql("SELECT Id FROM Contact WHERE Phone = '+15550160000'", token: token)
            #expect(nobody.json["totalSize"] == 0)
        }
    }

    @Test(arguments: ["' OR Name != '", "x' OR Id != '"])
    func `an unescaped quote changes the query, an escaped one does not`(_ hostile: String) async throws {
        try await withSandbox { sandbox in
            let token = try await sandbox.token()
            let bare = try await sandbox.soql("SELECT Id FROM Contact WHERE Phone = '\(hostile)'", token: token)
            #expect((bare.json["totalSize"]?.integer ?? 0) > 2)
            let escaped = hostile.replacing("'", with: "\\'")
            let safe = try await sandbox.soql("SELECT Id FROM Contact WHERE Phone = '\(escaped)'", token: token)
            #expect(safe.json["totalSize"] == 0)
        }
    }

    @Test func `a text with quotes is found when it is escaped with a backslash`() async throws {
        try await withSandbox { sandbox in
            let token = try await sandbox.token()
            let found = try await sandbox.soql(#"SELECT Id FROM Contact WHERE Name LIKE '%O\'Brien'"#, token: token)
            #expect(found.json["records"]?.elements?.first?["Id"] == "500310001")
            let doubled = try await sandbox.soql("SELECT Id FROM Contact WHERE Name LIKE '%O''Brien'", token: token)
            #expect(doubled.status == 400)
        }
    }

    @Test(arguments: [
        ("SELECT Nope FROM Contact", "INVALID_FIELD"), ("SELECT Id FROM Contact WHERE Nope = '1'", "INVALID_FIELD"),
        ("SELECT (SELECT Nope FROM Cases) FROM Contact WHERE Id = 'none'", "INVALID_FIELD"),
        ("SELECT Id FROM Nope", "INVALID_TYPE"), ("SELECT (SELECT Id FROM Tasks) FROM Contact", "INVALID_TYPE"),
        ("SELECT Id FROM Contact WHERE", "MALFORMED_QUERY"),
    ])
    func `a bad query is 400 with a list of errors`(_ query: String, _ code: String) async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.soql(query, token: try await sandbox.token())
            #expect(reply.status == 400)
            #expect(reply.json.elements?.first?["errorCode"] == .string(code))
        }
    }

    @Test func `it has the versions that it shows, and no others`() async throws {
        try await withSandbox { sandbox in
            let shown = try await sandbox.send("GET", "/salesforce/services/data").json.elements ?? []
            #expect(shown.contains(["label": "Winter '25", "url": "/services/data/v62.0", "version": "62.0"]))
            #expect(shown.first?["label"] == "Spring '16" && shown.last?["label"] == "Winter '27")
            let token = try await sandbox.token()
            for (version, status) in [
                ("v36.0", 200), ("v68.0", 200), ("v99.0", 404), ("v35.0", 404), ("v62.5", 404), ("62.0", 404),
                ("v+62.0", 404), ("v062.0", 404),
            ] {
                let reply = try await sandbox.send(
                    "GET",
                    "/salesforce/services/data/\(version)/query?q=SELECT+Id+FROM+Contact+LIMIT+1",
                    headers: ["Authorization": "Bearer \(token)"]
                )
                #expect(reply.status == status, "\(version)")
            }
        }
    }

    @Test func `a token is needed, and a reset ends it`() async throws {
        try await withSandbox { sandbox in
            let missing = try await sandbox.send(
                "GET",
                "/salesforce/services/data/v62.0/query?q=SELECT+Id+FROM+Contact"
            )
            #expect(missing.status == 401)
            #expect(missing.json == [["message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"]])
            let token = try await sandbox.token()
            let good = try await sandbox.soql("SELECT Id FROM Contact LIMIT 1", token: token)
            #expect(good.status == 200 && good.headers["sforce-limit-info"]?.hasPrefix("api-usage=") == true)
            #expect(try await sandbox.send("POST", "/_sandbox/reset").status == 200)
            #expect(try await sandbox.soql("SELECT Id FROM Contact LIMIT 1", token: token).status == 401)
        }
    }

    @Test(arguments: [
        ("grant_type=password", "unsupported_grant_type"),
        ("grant_type=client_credentials&client_id=nobody&client_secret=x", "invalid_client_id"),
        ("grant_type=client_credentials&client_id=ringside-sandbox&client_secret=x", "invalid_client"),
    ])
    func `wrong credentials are told apart`(_ form: String, _ error: String) async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.send("POST", "/salesforce/services/oauth2/token", raw: form)
            #expect(reply.status == 400)
            #expect(reply.json["error"] == .string(error))
        }
    }

    @Test func `credentials may come as Basic, and the instance URL is the sandbox's own`() async throws {
        try await withSandbox { sandbox in
            let pair = "\(SandboxCredentials.salesforceClientID):\(SandboxCredentials.salesforceClientSecret)"
            let reply = try await sandbox.send(
                "POST",
                "/salesforce/services/oauth2/token",
                raw: "grant_type=client_credentials",
                headers: ["Authorization": "Basic \(Data(pair.utf8).base64EncodedString())"]
            )
            #expect(reply.status == 200)
            #expect(reply.json["instance_url"] == .string(sandbox.origin + "/salesforce"))
        }
    }

    private static func assertion(_ claims: JSON, algorithm: String = "RS256") -> String {
        let parts = [["alg": .string(algorithm)], claims].map { Data($0.bytes).base64EncodedString() }
        let plain = parts.map { $0.replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_") }
        return
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=\(plain.joined(separator: ".")).c2ln"
    }

    private static func claims(exp: Int, sub: String = SandboxCredentials.salesforceUsername) -> JSON {
        [
            "iss": .string(SandboxCredentials.salesforceClientID), "sub": .string(sub),
            "aud": "https://login.salesforce.com", "exp": .string(String(exp)),
        ]
    }

    @Test func `a signed assertion opens a session, and says what is wrong with it`() async throws {
        let now = Date(timeIntervalSince1970: 1_795_424_400)
        try await withSandbox(configure: { $0.now = { now } }) { sandbox in
            let path = "/salesforce/services/oauth2/token"
            let good = try await sandbox.send("POST", path, raw: Self.assertion(Self.claims(exp: 1_795_424_500)))
            #expect(good.status == 200 && good.json["signature"] == nil)
            let token = try #require(good.json["access_token"]?.string)
            #expect(try await sandbox.soql("SELECT Id FROM Contact LIMIT 1", token: token).status == 200)
            let bad = [
                (Self.assertion(Self.claims(exp: 1_795_424_400)), "expired authorization code"),
                (Self.assertion(Self.claims(exp: 1_795_424_500, sub: "x")), "user hasn't approved this consumer"),
                (Self.assertion(Self.claims(exp: 1_795_424_500), algorithm: "none"), "invalid assertion"),
                (Self.assertion([:]), "invalid client id"),
                ("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=a.b", "invalid assertion"),
            ]
            for (form, text) in bad {
                let reply = try await sandbox.send("POST", path, raw: form)
                #expect(reply.status == 400 && reply.json["error"] == "invalid_grant")
                #expect(reply.json["error_description"] == .string(text))
            }
        }
    }

    @Test func `a record is read by id, and a call log is written once and found again`() async throws {
        try await withSandbox { sandbox in
            let headers = ["Authorization": "Bearer \(try await sandbox.token())"]
            let root = "/salesforce/services/data/v62.0/sobjects"
            let john = try await sandbox.send("GET", "\(root)/Contact/500245678?fields=Id,Name", headers: headers)
            #expect(john.json["Name"] == "John Doe" && john.json["Email"] == nil)
            #expect(try await sandbox.send("GET", "\(root)/Contact/1", headers: headers).status == 404)
            let log: JSON = [
                "Subject": "Call", "WhoId": "500245678", "CallObject": "abc-123", "CallDurationInSeconds": 95,
            ]
            let created = try await sandbox.send("POST", "\(root)/Task/", log, headers: headers)
            #expect(created.status == 201)
            let id = try #require(created.json["id"]?.string)
            let found = try await sandbox.soql(
                "SELECT Id FROM Task WHERE CallObject = 'abc-123'",
                token: try await sandbox.token()
            )
            #expect(found.json["records"]?.elements?.map { $0["Id"] } == [.string(id)])
            let wrong = try await sandbox.send("POST", "\(root)/Task", ["AccountId": "1"], headers: headers)
            #expect(wrong.status == 400)
        }
    }

    static let badTasks: [(JSON, String)] = [
        (["AccountId": "1"], "INVALID_FIELD"), (["WhoId": "1"], "INVALID_CROSS_REFERENCE_KEY"),
        (["CallDurationInSeconds": "95"], "JSON_PARSER_ERROR"), (["ActivityDate": "yesterday"], "JSON_PARSER_ERROR"),
        (["CallType": "Sideways"], "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"),
        (["CallObject": .string(String(repeating: "x", count: 256))], "STRING_TOO_LONG"),
    ]

    @Test(arguments: badTasks)
    func `a call log with a bad field is 400 and kept nowhere`(_ body: JSON, _ code: String) async throws {
        try await withSandbox { sandbox in
            let headers = ["Authorization": "Bearer \(try await sandbox.token())"]
            let path = "/salesforce/services/data/v62.0/sobjects/Task/"
            let reply = try await sandbox.send("POST", path, body, headers: headers)
            #expect(reply.status == 400)
            #expect(reply.json.elements?.first?["errorCode"] == .string(code))
            #expect(try await sandbox.send("GET", "/_sandbox/tasks").json["tasks"] == [])
        }
    }

    @Test func `the control route shows the call logs`() async throws {
        try await withSandbox { sandbox in
            let headers = ["Authorization": "Bearer \(try await sandbox.token())"]
            let task: JSON = [
                "Subject": "Call", "WhoId": "500245678", "TaskSubtype": "Call", "CallType": "Inbound",
                "CallDurationInSeconds": 95, "CallObject": "abc-123", "Status": "Completed", "Priority": "Normal",
                "ActivityDate": "2026-11-23", "CallDisposition": nil,
            ]
            let path = "/salesforce/services/data/v62.0/sobjects/Task/"
            #expect(try await sandbox.send("POST", path, task, headers: headers).status == 201)
            let shown = try await sandbox.send("GET", "/_sandbox/tasks").json["tasks"]?.elements
            #expect(shown?.count == 1 && shown?.first?["CallObject"] == "abc-123")
            #expect(shown?.first?["Id"]?.string?.hasPrefix("00T") == true)
            _ = try await sandbox.send("POST", "/_sandbox/reset")
            #expect(try await sandbox.send("GET", "/_sandbox/tasks").json["tasks"] == [])
        }
    }
}
