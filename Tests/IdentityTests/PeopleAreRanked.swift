import Foundation
import Identity
import Testing

@Suite struct PeopleAreRanked {
    /// Each person: ID, then what is known: `p`/`b` kind, `o`/`c` an open or closed case, `dN` last contact N days ago,
    /// `@x` an e-mail.
    static let table = """
        people                              | verified | ranked   | rule           | confidence
        7                                   |          | 7        | only-one       | certain
        7 b o d1                            | x        | 7        | only-one       | certain
        7 @x , 8 o d1                       | x        | 7 8      | verified-email | likely
        7 @x , 8 o d1                       | y        | 8 7      | open-case      | likely
        7 @x , 8 @x o                       | x        | 8 7      | open-case      | likely
        7 @x , 8 o                          |          | 8 7      | open-case      | likely
        7 c , 8 o                           |          | 8 7      | open-case      | likely
        7 o d3 , 8 o d1                     |          | 8 7      | latest-contact | likely
        7 d3 , 8 d1                         |          | 8 7      | latest-contact | likely
        7 , 8 d100                          |          | 8 7      | latest-contact | likely
        7 b , 8 p                           |          | 8 7      | kind-order     | ambiguous
        7 , 8 b                             |          | 8 7      | kind-order     | ambiguous
        8 p , 7 p                           |          | 7 8      | lowest-id      | ambiguous
        1000 , 999                          |          | 999 1000 | lowest-id      | ambiguous
        a1 , 999                            |          | 999 a1   | lowest-id      | ambiguous
        0100 , 99                           |          | 99 0100  | lowest-id      | ambiguous
        07 , 7                              |          | 07 7     | lowest-id      | ambiguous
        9 , 8 , 7                           |          | 7 8 9    | lowest-id      | ambiguous
        9 o , 8 , 7                         |          | 9 7 8    | open-case      | likely
        9 b d1 , 8 p d2 , 7 p d2            |          | 9 7 8    | latest-contact | likely
        """

    @Test(arguments: rows(table)) func `3.2 by the first rule that tells them apart, in whatever order they come`(
        row: [String]
    )
        throws
    {
        let people = try row[0].split(separator: ",").map { try account(String($0)) }
        let email = row[1].isEmpty ? nil : EmailAddress("\(row[1])@example.com")
        for order in permutations(people) {
            let match = try #require(MatchingPolicy().match(order, verifiedEmail: email))
            #expect(match.ranked.map(\.id.value).joined(separator: " ") == row[2])
            #expect(match.rule.rawValue == row[3])
            #expect(match.confidence.rawValue == row[4])
            #expect(match.chosen == match.ranked[0])
            #expect(match.runnerUp == match.ranked.dropFirst().first)
        }
    }

    private func account(_ text: String) throws -> Account {
        let words = text.split(separator: " ")
        let days = words.first { $0.hasPrefix("d") }.flatMap { Double($0.dropFirst()) }
        let isOpen = words.contains("o") ? true : words.contains("c") ? false : nil
        return Account(
            id: try externalID("CRM:\(words[0])"),
            name: "Somebody",
            email: words.first { $0.hasPrefix("@") }.flatMap { EmailAddress("\($0.dropFirst())@example.com") },
            kind: words.contains("p") ? .personal : words.contains("b") ? .business : nil,
            supportCase: isOpen.map { SupportCase(id: "C", isOpen: $0, subject: nil) },
            lastContactAt: days.map { nine.addingTimeInterval(-86_400 * $0) }
        )
    }

    @Test func `3.2 the guide's John Doe is personal by his open case, or by the mail of his company`() throws {
        let people = [try Guide.johnsBusiness(), try Guide.john()]
        let byCase = try #require(MatchingPolicy().match(people))
        #expect(byCase.chosen.name.text == "John Doe")
        #expect(byCase.rule == .openCase)
        let byMail = try #require(
            MatchingPolicy().match(people, verifiedEmail: EmailAddress("Accounts@doe.example.com"))
        )
        #expect(byMail.chosen.name.text == "John Doe Business")
        #expect(byMail.rule == .verifiedEmail)
    }

    @Test func `3.2 a switchboard of eight is ambiguous, and always in the same order`() throws {
        let people = try Guide.switchboard(8)
        let expected = MatchingPolicy().match(people)
        #expect(expected?.confidence == .ambiguous)
        for seed in 0..<50 {
            var generator = SplitMix64(seed: UInt64(seed))
            #expect(MatchingPolicy().match(people.shuffled(using: &generator)) == expected)
        }
    }

    @Test func `3.2 the configuration orders rules and kinds`() throws {
        let people = [try Guide.john(), try Guide.johnsBusiness()]
        #expect(MatchingPolicy(rules: [.latestContact]).match(people)?.chosen.kind == .business)
        #expect(MatchingPolicy(rules: [.kindOrder], kindOrder: [.business]).match(people)?.chosen.kind == .business)
        #expect(MatchingPolicy(rules: []).match(people)?.rule == .lowestID)
        #expect(MatchingPolicy(rules: [.lowestID, .openCase]).match(people.reversed())?.rule == .lowestID)
    }

    @Test func `3.2 nobody is no match, and the same record twice is one person`() throws {
        #expect(MatchingPolicy().match([]) == nil)
        let john = try Guide.john()
        #expect(MatchingPolicy().match([john, john])?.confidence == .certain)
    }

    @Test func `3.2 the only one of those read is not certain where more were not read`() throws {
        #expect(MatchingPolicy().match([try Guide.john()], hasMore: true)?.confidence == .ambiguous)
    }

    @Test func `3.2 the same value in two systems has an order too`() throws {
        let people = [
            Account(id: try externalID("CRM:7"), name: "a"), Account(id: try externalID("SN:7"), name: "b"),
        ]
        for _ in 0..<20 {
            #expect(MatchingPolicy().match(people)?.chosen.name == "a")
            #expect(MatchingPolicy().match(people.reversed())?.chosen.name == "a")
        }
    }
}
