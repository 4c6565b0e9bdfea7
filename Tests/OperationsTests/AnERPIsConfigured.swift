import Testing

@testable import Operations

@Suite struct `An ERP is configured` {
    private static let login = "auth: {user: u, password_file: /p}"

    private func erp(_ text: String) throws -> ERPSystem {
        try #require(try Configuration.parse([("r.yaml", "erp:\n  - {\(text)}")]).erp)
    }

    @Test(arguments: ["sap", "oracle-fusion", "tryton"])
    func `a user and a password are enough`(kind: String) throws {
        let erp = try erp("kind: \(kind), base_url: 'https://h', \(Self.login)")
        #expect(erp.kind.rawValue == kind)
        #expect(erp.prefix == "ERP")
        #expect(erp.limits.read == .seconds(10))
    }

    @Test func `SAP's services are where it says, or are not there`() throws {
        let erp = try erp("kind: sap, base_url: 'https://h', open_items_path: /i_SRV, credit_path: null, \(Self.login)")
        guard case .sap(let sap) = erp.interface else { throw Unexpected() }
        #expect((sap.openItemsPath, sap.creditPath) == ("/i_SRV", nil))
        #expect(sap.businessPartnerPath == "/sap/opu/odata/sap/API_BUSINESS_PARTNER")
    }

    @Test func `Fusion has a framework version and a currency`() throws {
        let text = "kind: oracle-fusion, base_url: 'https://h', framework_version: 2, currency: EUR"
        guard case .oracleFusion(let fusion) = try erp("\(text), \(Self.login)").interface else { throw Unexpected() }
        #expect((fusion.frameworkVersion, fusion.currency) == (2, "EUR"))
    }

    @Test func `NetSuite has a token`() throws {
        let text = """
            kind: netsuite, base_url: 'https://1234567-sb1.suitetalk.api.netsuite.com', auth: {grant: token-based, \
            account: 1234567_sb1, consumer_key: ck, consumer_secret_file: /c, token_id: ti, token_secret_file: /t}, \
            fields: {account: accountnumber, number: [phone, altphone]}
            """
        guard case .netsuite(let netSuite) = try erp(text).interface else { throw Unexpected() }
        #expect((netSuite.account, netSuite.consumerKey, netSuite.tokenID) == ("1234567_SB1", "ck", "ti"))
        #expect((netSuite.consumerSecret.path, netSuite.tokenSecret.path) == ("/c", "/t"))
        #expect((netSuite.accountField, netSuite.numberFields) == ("accountnumber", ["phone", "altphone"]))
    }

    @Test func `Tryton is the CRM, the ERP, or both, with a prefix for each`() throws {
        let text = "kind: tryton, base_url: 'https://h/db', \(Self.login)"
        let configuration = try Configuration.parse([("r.yaml", "crm: [{\(text)}]\nerp: [{\(text)}]")])
        #expect(configuration.crms.map(\.prefix) == ["CRM"])
        #expect(configuration.erp?.prefix == "ERP")
    }

    @Test(arguments: [
        (
            "kind: odoo",
            "r.yaml:2: erp[0].kind: expected sap, oracle-fusion, netsuite or tryton, found `odoo`"
        ),
        (
            "kind: oracle-fusion, base_url: 'https://h', framework_version: 5, \(login)",
            "r.yaml:2: erp[0].framework_version: expected a whole number from 1 to 4, found `5`"
        ),
        (
            "kind: oracle-fusion, base_url: 'https://h', currency: euro, \(login)",
            "r.yaml:2: erp[0].currency: expected three capitals such as USD, found `euro`"
        ),
        (
            "kind: netsuite, base_url: 'https://h', auth: {account: '1 2', consumer_key: c, consumer_secret_file: /c, "
                + "token_id: t, token_secret_file: /t}",
            "r.yaml:2: erp[0].auth.account: expected an account's ID such as 1234567_SB1, found `1 2`"
        ),
        (
            "kind: netsuite, base_url: 'https://h', fields: {account: 'x FROM y'}, auth: {account: a, consumer_key: c, "
                + "consumer_secret_file: /c, token_id: t, token_secret_file: /t}",
            "r.yaml:2: erp[0].fields.account: expected the name of a column, of letters, digits and _, found `x FROM y`"
        ),
        (
            "kind: sap, base_url: 'https://h', open_items_path: '/a?b', \(login)",
            "r.yaml:2: erp[0].open_items_path: expected a path that begins with /, of letters, digits, /, _, ., ~, ; and -, "
                + "found `/a?b`"
        ),
        (
            "kind: tryton, base_url: 'https://h/db', client: '100', \(login)",
            "r.yaml:2: erp[0].client: unknown key; known here: auth, base_url, kind, max_concurrent, prefix, timeouts"
        ),
    ])
    func `what can't be is refused with its line`(text: String, expected: String) {
        let failure = #expect(throws: ConfigurationFailure.self) { try erp(text) }
        #expect(failure?.description == expected)
    }
}

/// A value is of another kind than the test's text says.
struct Unexpected: Error {}
