import Testing

@testable import Operations

@Suite struct `A prefix stays its system's` {
    private let scratch: Scratch
    private let state: StateDirectory

    init() throws {
        scratch = try Scratch()
        state = try StateDirectory.prepare("\(scratch.path)/state", environment: [:])
    }

    private func holder(
        _ prefix: String,
        _ kind: String,
        _ url: String,
        as role: PrefixBook.Holder.Role = .crm,
        key: String? = nil
    ) -> PrefixBook.Holder {
        PrefixBook.Holder(prefix: prefix, role: role, kind: kind, baseURL: url, key: key)
    }

    private func refusal(_ holders: [PrefixBook.Holder]) -> Refusal? {
        do throws(Refusal) {
            try PrefixBook(state).keep(holders)
            return nil
        } catch {
            return error
        }
    }

    @Test func `start after start, with new ones beside it`() throws {
        let salesforce = holder("CRM", "salesforce", "https://Acme.my.salesforce.com")
        #expect(refusal([salesforce]) == nil)
        #expect(refusal([salesforce, holder("SN", "servicenow", "https://acme.service-now.com")]) == nil)
        #expect(refusal([holder("CRM", "salesforce", "https://acme.my.salesforce.com:443/")]) == nil)
        let text = try scratch.text(state.file("prefixes"))
        #expect(
            text
                == """
                CRM crm salesforce https://acme.my.salesforce.com
                SN crm servicenow https://acme.service-now.com

                """
        )
    }

    /// The first is what had the prefix, the second what has it now.
    static let others: [(was: (String, String, String?), becomes: (String, String, String?))] = [
        (("salesforce", "https://a.example", nil), ("servicenow", "https://a.example", nil)),
        (("salesforce", "https://a.example", nil), ("salesforce", "https://b.example", nil)),
        (("tryton", "https://a.example/north", nil), ("tryton", "https://a.example/south", nil)),
        (("sap", "https://a.example:8443", nil), ("sap", "https://a.example", nil)),
        (("sap", "https://a.example", "client=100"), ("sap", "https://a.example", "client=200")),
        (("netsuite", "https://a.example", "account=1"), ("netsuite", "https://a.example", "account=1_SB1")),
    ]

    @Test(arguments: others) func `another system, database, port, client or account does not get it`(
        was: (String, String, String?),
        becomes: (String, String, String?)
    ) throws {
        #expect(refusal([holder("ERP", was.0, was.1, as: .erp, key: was.2)]) == nil)
        let next = holder("ERP", becomes.0, becomes.1, as: .erp, key: becomes.2)
        let found = try #require(refusal([next]))
        #expect(found.place == "prefix ERP")
        #expect(found.problem.hasPrefix("belonged to \(was.0) at \(was.1)"))
        #expect(found.mend?.contains("remove the line `ERP erp \(was.0) \(was.1)") == true)
        #expect(PrefixBook(state).finding([next]) == Finding("prefixes", found), "a check says the same")
    }

    @Test func `one system has one prefix, at once and from one start to the next`() throws {
        let (first, second) = (holder("CRM", "salesforce", "https://a"), holder("SF", "salesforce", "https://A/"))
        let twice = try #require(refusal([first, second]))
        #expect(twice.place == "prefix SF" && twice.problem.contains("has the prefix CRM already"))
        #expect(refusal([first]) == nil)
        let renamed = try #require(refusal([second]))
        #expect(renamed.problem.contains("had the prefix CRM"))
        #expect(renamed.mend?.hasPrefix("write `prefix: CRM` again") == true)
    }

    @Test func `one database can be CRM and ERP`() {
        let both = [holder("CRM", "tryton", "https://a/x"), holder("ERP", "tryton", "https://a/x", as: .erp)]
        #expect(refusal(both) == nil && refusal(both) == nil)
    }

    @Test func `a line of an earlier version has the host alone, and gets the rest`() throws {
        try scratch.file("state/prefixes", "CRM salesforce acme.my.salesforce.com\nERP tryton t.example\n")
        let tryton = holder("ERP", "tryton", "https://t.example/north", as: .erp)
        #expect(refusal([holder("CRM", "servicenow", "https://acme.my.salesforce.com")]) != nil)
        #expect(refusal([holder("CRM", "salesforce", "https://acme.my.salesforce.com"), tryton]) == nil)
        let text = try scratch.text(state.file("prefixes"))
        #expect(text.contains("CRM crm salesforce https://acme.my.salesforce.com\n"))
        #expect(refusal([holder("ERP", "tryton", "https://t.example/south", as: .erp)]) != nil)
    }

    @Test func `a check reads the book and writes nothing`() throws {
        let book = PrefixBook(state)
        let both = [holder("CRM", "salesforce", "https://a"), holder("ERP", "sap", "https://b", as: .erp)]
        let found = book.finding(both)
        #expect(found == Finding("prefixes", .ok, "CRM is salesforce's, ERP is sap's"))
        #expect(!PlainFile.exists(state.file("prefixes")))
    }

    @Test(arguments: ["in the way/", "CRM", "CRM desk salesforce https://a"])
    func `what can't be read or written is a refusal`(_ content: String) throws {
        if content.hasSuffix("/") {
            try scratch.file("state/prefixes/\(content)x", "")
        } else {
            try scratch.file("state/prefixes", "\(content)\n")
        }
        let found = refusal([holder("CRM", "salesforce", "https://a")])
        #expect(found?.place == state.file("prefixes"))
    }
}
