import Testing

@testable import Sandbox

@Suite("SOQL is parsed, not matched")
struct SOQLTests {
    @Test func `the connectors' query is understood`() throws {
        let query = try SOQLParser.parse(
            """
            SELECT Id, Account.Name, (SELECT Id FROM Cases WHERE IsClosed = false ORDER BY CreatedDate DESC LIMIT 1) \
            FROM Contact WHERE Phone IN ('+15550199999', '(555) 019-9999') OR MobilePhone LIKE '%0199999' \
            ORDER BY LastActivityDate DESC NULLS LAST, Id LIMIT 10 OFFSET 2
            """
        )
        #expect(query.object == "Contact" && query.limit == 10 && query.offset == 2 && query.items.count == 3)
        #expect(query.order.map(\.isDescending) == [true, false] && query.order[0].nullsLast)
        guard case .any(let parts) = query.condition else {
            Issue.record("an OR was expected")
            return
        }
        #expect(parts.count == 2)
    }

    @Test(arguments: [
        "select id from contact", "SELECT Id FROM Contact WHERE (Name = 'a' AND Email = null) OR Phone != 'x'",
        "SELECT Id FROM Contact WHERE NOT Name = 'a'", "SELECT Id FROM Contact WHERE Id NOT IN ('1')",
        "SELECT Id FROM Contact WHERE LastModifiedDate > 2026-01-01T00:00:00Z",
        "SELECT Id FROM Contact WHERE Interaction_Count__c >= 4 LIMIT 1", "SELECT Id FROM Contact WHERE Name = ''",
        #"SELECT Id FROM Contact WHERE Name = 'O\'Brien \\ \u00e9 \n'"#,
        #"SELECT Id FROM Contact WHERE Name LIKE '50\%'"#,
    ])
    func `a good query is accepted`(_ query: String) {
        #expect(throws: Never.self) { try SOQLParser.parse(query) }
    }

    @Test(arguments: [
        "", "SELECT", "SELECT FROM Contact", "SELECT Id", "SELECT Id FROM", "SELECT Id, FROM Contact",
        "SELECT Id FROM Contact WHERE", "SELECT Id FROM Contact WHERE Name", "SELECT Id FROM Contact WHERE Name = ",
        "SELECT Id FROM Contact WHERE Name = 'a", "SELECT Id FROM Contact WHERE Name = 'a''b'",
        #"SELECT Id FROM Contact WHERE Name = 'a\x'"#, #"SELECT Id FROM Contact WHERE Name = 'a\%'"#,
        "SELECT Id FROM Contact WHERE Name IN ()", "SELECT Id FROM Contact WHERE Name IN ('a'",
        "SELECT Id FROM Contact WHERE Name = 'a' AND Email = 'b' OR Phone = 'c'",
        "SELECT Id FROM Contact LIMIT x", "SELECT Id FROM Contact; DROP", "SELECT Id FROM Contact LIMIT 1 FOR UPDATE",
        "SELECT (SELECT (SELECT Id FROM Cases) FROM Cases) FROM Contact",
        "SELECT Id FROM Contact WHERE " + String(repeating: "(", count: 60) + "Id = '1'"
            + String(repeating: ")", count: 60),
    ])
    func `anything else is MALFORMED_QUERY`(_ query: String) {
        let failure = #expect(throws: SalesforceFailure.self) { try SOQLParser.parse(query) }
        #expect(failure?.code == "MALFORMED_QUERY" && failure?.status == 400)
    }

    @Test(arguments: [
        ("%0199999", "(555) 0199999", true), ("%199999", "0199998", false), ("J_hn%", "john doe", true),
        ("%a%b%", "xxaxxbxx", true), ("%a%b", "xxaxxbxx", false), ("", "", true), ("%", "", true), ("_", "", false),
    ])
    func `LIKE knows its wildcards and no case`(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        let query = try SOQLParser.parse("SELECT Id FROM Contact WHERE Name LIKE '\(pattern)'")
        guard case .compare(_, .like, .text(let parsed)) = query.condition else {
            Issue.record("a LIKE was expected")
            return
        }
        #expect(parsed.matches(text) == isMatch)
    }

    @Test(arguments: [
        "Phone = '+15550199999' OR MobilePhone = '5550199999'", "Phone IN ('555.019.9999')", "Phone LIKE '%0199999'",
        "Id = '500245678'", "(Phone = '555-019-9999' OR Id = '500245679') AND Name != 'x'",
    ])
    func `an equality on a number or an id is found through the index`(_ condition: String) throws {
        let directory = Directory(try People.embedded())
        let query = try SOQLParser.parse("SELECT Id FROM Contact WHERE \(condition)")
        let found = ContactSearch(directory: directory).candidates(for: query.condition)
        #expect((1...2).contains(found.count) && found.allSatisfy { $0.numbers == ["+15550199999"] })
    }

    @Test(arguments: [
        "Name = 'John Doe'", "Phone = '5550199999' OR Name = 'x'", "NOT Phone = '5550199999'", "Phone LIKE '%99%'",
    ])
    func `anything else looks at everybody`(_ condition: String) throws {
        let directory = Directory(try People.embedded())
        let query = try SOQLParser.parse("SELECT Id FROM Contact WHERE \(condition)")
        #expect(ContactSearch(directory: directory).candidates(for: query.condition).count == directory.contacts.count)
    }
}
