import Foundation
import Testing

@testable import Sandbox

@Suite("The stand-in ERP of Oracle Fusion")
struct FusionTests {
    private static let root = "/fscmRestApi/resources/11.13.18.05"
    private static let login = Data("\(SandboxCredentials.fusionUser):\(SandboxCredentials.fusionPassword)".utf8)
        .base64EncodedString()

    private func get(
        _ path: String,
        version: Int? = 4,
        in sandbox: SandboxProbe
    ) async throws -> SandboxProbe.Reply {
        var headers = [
            "Authorization": "Basic \(Self.login)", "Accept": "application/json, \(FusionFace.errorType)",
        ]
        if let version { headers["REST-Framework-Version"] = "\(version)" }
        return try await sandbox.send("GET", "\(Self.root)/\(path)", headers: headers)
    }

    @Test func `an account has its total, and a link unless data only was asked for`() async throws {
        try await withSandbox { sandbox in
            let path =
                "receivablesCustomerAccountActivities?finder=CustomerAccountActivitiesFinder;AccountNumber=10100002"
            let plain = try await get(path, in: sandbox).json["items"]?.elements?.first
            #expect(plain?["TotalOpenReceivablesForAccount"] == .number("18250.00"))
            #expect(plain?["links"] != nil)
            let data = try await get("\(path)&onlyData=true", in: sandbox).json["items"]?.elements?.first
            #expect(data?["AccountNumber"] == "10100002" && data?["links"] == nil)
        }
    }

    @Test(arguments: [1, 2, 3, 4]) func `children are a list, then a collection`(version: Int) async throws {
        try await withSandbox { sandbox in
            let path =
                "receivablesCustomerAccountSiteActivities?finder=CustomerAccountSiteActivitiesFinder;AccountNumber=10100002"
                + "&expand=transactionPaymentSchedules"
            let site = try await get(path, version: version, in: sandbox).json["items"]?.elements?.first
            let children = site?["transactionPaymentSchedules"]
            let rows = version < 3 ? children?.elements : children?["items"]?.elements
            #expect(rows?.count == 4)
            #expect(rows?.first?["EnteredCurrency"] == "USD")
        }
    }

    @Test(
        arguments: [
            (1, "AccountNumber=10100001", 200), (2, "AccountNumber=10100001", 400),
            (4, "AccountNumber%20=%20'10100001'", 200), (4, "Nope='1'", 400),
        ] as [(Int, String, Int)]
    )
    func `queries by example are of the first version only`(version: Int, q: String, status: Int) async throws {
        try await withSandbox { sandbox in
            let reply = try await get("receivablesCustomerAccountActivities?q=\(q)", version: version, in: sandbox)
            #expect(reply.status == status)
            #expect(status != 200 || reply.json["count"] == 1)
        }
    }

    @Test func `what is wrong is said in Fusion's form, and a limit of 500 is 499`() async throws {
        try await withSandbox { sandbox in
            let wrong = try await get("receivablesCustomerAccountActivities?finder=Nope;A=1", in: sandbox)
            #expect(wrong.status == 400 && wrong.headers["content-type"] == FusionFace.errorType)
            #expect(wrong.json["status"] == "400")
            let plain = try await sandbox.send("GET", "\(Self.root)/receivablesCustomerAccountActivities")
            #expect(plain.status == 401 && plain.headers["content-type"] == "text/plain")
            let all = try await get("receivablesCustomerAccountActivities?limit=500", in: sandbox)
            #expect(all.json["limit"] == 499)
            #expect(try await get("nope", in: sandbox).status == 404)
        }
    }
}

@Suite("The stand-in ERP of NetSuite")
struct NetSuiteTests {
    @Test(
        arguments: [
            ("SELECT id FROM customer WHERE entityid = '10100001'", 1), ("SELECT id FROM customer c WHERE 1", nil),
            ("SELECT id FROM customer WHERE entityid = 'x' OR entityid IN ('10100001', '10100002')", 2),
            ("SELECT id FROM customer WHERE entityid = '1' OR '1'='1'", nil),
            ("SELECT id FROM customer WHERE companyname = 'x'' OR ''1''=''1'", 0),
            ("SELECT nope FROM customer WHERE entityid = '10100001'", nil),
            ("SELECT id FROM transaction", nil), ("DROP TABLE customer", nil), ("", nil),
            ("SELECT id FROM customer WHERE (entityid = '10100001' AND isinactive = 'T')", 0),
        ] as [(String, Int?)]
    )
    func `a query is parsed, not matched`(query: String, count: Int?) throws {
        let directory = Directory(try People.embedded())
        let rows = { () throws(NetSuiteFailure) in
            try NetSuiteCustomers(directory: directory, wrongAccount: false).rows(of: SuiteQLParser.parse(query))
        }
        if let count {
            #expect(try rows().count == count)
        } else {
            #expect(throws: NetSuiteFailure.self) { try rows() }
        }
    }

    @Test func `nobody gets in without a signature`() async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.send(
                "POST",
                "/services/rest/query/v1/suiteql",
                ["q": "SELECT id FROM customer"],
                headers: ["Prefer": "transient", "Authorization": "OAuth realm=\"1234567_SB1\""]
            )
            #expect(reply.status == 401)
            #expect(reply.json["o:errorDetails"]?.elements?.first?["o:errorCode"] == "INVALID_LOGIN")
        }
    }
}
