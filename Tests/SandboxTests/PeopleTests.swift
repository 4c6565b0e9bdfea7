import Testing

@testable import Sandbox

@Suite("The people file")
struct PeopleTests {
    @Test func `the embedded people are the guide's`() throws {
        let people = try People.embedded()
        #expect(people.entries.map(\.accounts.count) == [2, 1, 1, 8, 1, 1, 0])
        let john = people.entries[0].accounts[0]
        #expect(john.id == "500245678" && john.name == "John Doe" && john.kind == .personal)
        #expect(
            john.supportCase
                == People.SupportCase(number: "CASE-99812", isClosed: false, subject: "Router keeps restarting")
        )
        #expect(john.erp?.balanceDue.description == "42.10" && john.erp?.status == .active && john.interactions == 4)
        let business = people.entries[0].accounts[1]
        #expect(business.supportCase?.isClosed == true && business.erp?.creditHold == true)
        #expect(people.entries[5].accounts[0].name == "Eve \u{1B}]0;owned\u{7}\u{1B}[2JMallory")
    }

    @Test func `made-up accounts are the same in every run, and no two share an id`() throws {
        let (first, second) = (try People.embedded(), try People.embedded())
        #expect(first == second)
        let ids = first.entries.flatMap(\.accounts).map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test(arguments: [
        ("people: 3", "p.yaml, field people: a list of entries is missing"),
        ("people: [{accounts: 1}]", "p.yaml, entry 1, field numbers: one to four numbers are needed"),
        (
            "people: [{numbers: [\"555\"], accounts: 1}]",
            "p.yaml, entry 1, field numbers: a number is + and 5 to 15 digits"
        ),
        (
            "people: [{numbers: [\"+15550199999\"], accounts: many}]",
            "p.yaml, entry 1, field accounts: a list of accounts, or a number from 0 to 99"
        ),
        (
            "people: [{numbers: [\"+15550199999\"], accounts: [{id: a b, name: X}]}]",
            "p.yaml, entry 1, account 1, field id: 1 to 64 letters, digits, dots, dashes or underscores"
        ),
        (
            "people: [{numbers: [\"+15550199999\"], accounts: [{id: a, name: X}, {id: a, name: Y}]}]",
            "p.yaml, entry 1, account 2, field id: another account has this id"
        ),
        (
            "people: [{numbers: [\"+15550199999\"], accounts: [{id: a, name: X, kind: robot}]}]",
            "p.yaml, entry 1, account 1, field kind: one of personal, business"
        ),
        (
            "people: [{numbers: [\"+15550199999\"], accounts: [{id: a, name: X, balanceDue: \"1.00\"}]}]",
            "p.yaml, entry 1, account 1, field balanceDue: there is no erp account that it could belong to"
        ),
        (
            "people: [{numbers: [\"+15550199999\"], accounts: [{id: a, name: X, erp: \"1\", balanceDue: \"1,00\"}]}]",
            "p.yaml, entry 1, account 1, field balanceDue: an amount such as \"42.10\""
        ),
        (
            "people: [{numbers: [\"+15550199999\"], accounts: [{id: a, name: X, lastContactAt: soon}]}]",
            "p.yaml, entry 1, account 1, field lastContactAt: a time such as 2026-11-20T10:15:00Z"
        ),
    ])
    func `an error names file, entry and field`(_ yaml: String, _ sentence: String) {
        let error = #expect(throws: PeopleError.self) { try People.parse(yaml: yaml, file: "p.yaml") }
        #expect(error?.description == sentence)
    }

    @Test func `an unknown field is named with the known ones`() {
        let yaml = "people: [{numbers: [\"+15550199999\"], accounts: [{id: a, name: X, teir: Gold}]}]"
        let error = #expect(throws: PeopleError.self) { try People.parse(yaml: yaml, file: "p.yaml") }
        #expect(error?.field == "teir" && error?.problem.contains("tier") == true)
    }

    @Test func `a population is the same for the same seed, and its numbers and ids are distinct`() {
        let people = People.population(5_000, seed: 7)
        #expect(people == People.population(5_000, seed: 7))
        #expect(people != People.population(5_000, seed: 8))
        let numbers = people.entries.flatMap(\.numbers)
        let ids = people.entries.flatMap(\.accounts).map(\.id)
        #expect(people.entries.count == 5_000)
        #expect(Set(numbers).count == numbers.count && Set(ids).count == ids.count)
        #expect(numbers.allSatisfy { $0.utf8.count == 12 && $0.hasPrefix("+1") })
    }

    @Test(arguments: [
        (PhoneSpelling.e164, "+15550199999"), (.digits, "15550199999"), (.national, "5550199999"),
        (.parentheses, "(555) 019-9999"), (.dashes, "555-019-9999"), (.dots, "555.019.9999"),
    ])
    func `numbers are kept as people type them`(_ spelling: PhoneSpelling, _ typed: String) {
        #expect(spelling.write("+15550199999") == typed)
    }

    @Test(arguments: [("42.10", 4210, 2), ("-3", -3, 0), ("1200", 1200, 0), ("0.05", 5, 2), ("-0.5", -5, 1)])
    func `amounts keep their digits`(_ text: String, _ units: Int, _ scale: Int) {
        let amount = Amount(text)
        #expect(amount == Amount(units: units, scale: scale) && amount?.description == text)
    }

    @Test(arguments: ["", "-", "1.", ".5", "1,0", "1.2.3", "1e3", "٣", "9999999999999999"])
    func `what is no amount is refused`(_ text: String) {
        #expect(Amount(text) == nil)
    }
}
