import Foundation
import Identity
import Testing

@testable import Connectors

/// Encoded queries know no escape: what may not stand in one is not asked for.
@Suite struct ServiceNowQueriesHaveNoEscape {
    private let queries = ServiceNowQueries(
        configuration: ServiceNowConfiguration(baseURL: "", grant: .basic(user: "", password: Secret("")))
    )

    private func query(_ path: String?) throws -> String? {
        let parts = try #require(URLComponents(string: path ?? "?"))
        return parts.queryItems?.first { $0.name == "sysparm_query" }?.value
    }

    @Test func aNumberIsAskedForInItsSpellings() throws {
        let path = try #require(queries.people(spelt: ["+15550199999", "(555) 019-9999"], in: .contacts))
        #expect(
            try query(path) == """
                phoneIN+15550199999,(555) 019-9999^ORmobile_phoneIN+15550199999,(555) 019-9999^ORhome_phone\
                IN+15550199999,(555) 019-9999^ORDERBYDESCsys_updated_on
                """
        )
        #expect(path.hasPrefix("api/now/table/customer_contact?sysparm_query=phoneIN%2B15550199999%2C%28555%29%20019"))
        let more = "sysparm_limit=51&sysparm_display_value=false&sysparm_exclude_reference_link=true"
        #expect(path.contains(more))
    }

    @Test(arguments: ["+1^NQactive=true", "javascript:1", "1,2", "+1555^ORname!=x", "", "١٢٣٤٥"])
    func spellingsWithOtherCharactersAreLeftOut(_ spelling: String) throws {
        #expect(queries.people(spelt: [spelling], in: .contacts) == nil)
        let query = try query(queries.people(spelt: [spelling, "+1555"], in: .consumers))
        #expect(query?.hasPrefix("mobile_phoneIN+1555^OR") == true)
    }

    @Test(arguments: [
        "x", "a^b", "ab^NQname!=x", "50%", "a_b", "a=b", "javascript:gs.sleep(1)", "a,b", "a\nb", "\\\\",
        String(repeating: "a", count: 61), "a\u{301}", "🙂🙂",
    ]) func namesOutsideTheRuleAreNotAskedFor(_ name: String) {
        #expect(queries.search(name: name, in: .contacts, limit: 5) == nil)
    }

    @Test(arguments: ["smith", "O'Brien", "Zoë Ångström-O'Brien", "山田 太郎", "St. John 2"])
    func namesWithinItAre(_ name: String) throws {
        #expect(try query(queries.search(name: name, in: .contacts, limit: 5)) == "nameLIKE\(name)^ORDERBYname")
    }

    @Test(arguments: [
        ("jane.smith+x@example.com", true), ("o'brien@example.com", true), ("a^NQb=c@example.com", false),
        ("a=b@example.com", false), ("javascript:x@example.com", false), ("a,b@example.com", false),
    ]) func addresses(_ text: String, _ isAsked: Bool) throws {
        let email = try #require(EmailAddress(text))
        #expect((queries.search(email: email, in: .contacts, limit: 5) != nil) == isAsked)
    }

    @Test func idsAreKeys() throws {
        let key = "86837a386f0331003b3c498f5d3ee4ca"
        #expect(try query(queries.account(key, in: .contacts)) == "sys_id=\(key)")
        for id in ["a^NQb", "\(key)=1", "javascript:1", "a,b", "a b", ""] {
            #expect(queries.account(id, in: .contacts) == nil)
        }
        var named = ServiceNowPeople.contacts
        named.id = "u_customer_number"
        #expect(try query(queries.account("500245678", in: named)) == "u_customer_number=500245678")
        #expect(queries.account("a^NQb", in: named) == nil)
    }

    @Test func casesOfAllAtOnceTheOpenOnesFirst() throws {
        let path = queries.cases(of: [("consumer", ["c"]), ("contact", ["a", "b"])])
        #expect(try query(path) == "consumerINc^ORcontactINa,b^ORDERBYDESCactive^ORDERBYDESCsys_created_on")
        #expect(queries.cases(of: [("contact", [])]) == nil)
    }
}
