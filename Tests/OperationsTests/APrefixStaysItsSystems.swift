import Testing

@testable import Operations

@Suite struct `A prefix stays its system's` {
    private let scratch: Scratch
    private let state: StateDirectory

    init() throws {
        scratch = try Scratch()
        state = try StateDirectory.prepare("\(scratch.path)/state", environment: [:])
    }

    private func holder(_ prefix: String, _ kind: String, _ url: String) -> PrefixBook.Holder {
        PrefixBook.Holder(prefix: prefix, kind: kind, baseURL: url)
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
        #expect(text == "CRM salesforce acme.my.salesforce.com\nSN servicenow acme.service-now.com\n")
    }

    @Test(arguments: [
        ("servicenow", "https://acme.my.salesforce.com"), ("salesforce", "https://other.my.salesforce.com"),
    ]) func `another system does not get it, not even when the first is gone`(kind: String, url: String) throws {
        #expect(refusal([holder("CRM", "salesforce", "https://acme.my.salesforce.com")]) == nil)
        #expect(refusal([holder("SF", "salesforce", "https://acme.my.salesforce.com")]) == nil)
        let found = try #require(refusal([holder("CRM", kind, url)]))
        #expect(found.place == "prefix CRM")
        #expect(
            found.problem.hasPrefix("belonged to salesforce at acme.my.salesforce.com and is now that of \(kind) at")
        )
        #expect(
            found.mend?.contains("remove the line `CRM salesforce acme.my.salesforce.com` from \(state.path)/prefixes")
                == true
        )
    }

    @Test func `what can't be written is a refusal`() throws {
        try scratch.file("state/prefixes/in the way", "")
        #expect(refusal([holder("CRM", "salesforce", "https://a")]) != nil)
    }
}
