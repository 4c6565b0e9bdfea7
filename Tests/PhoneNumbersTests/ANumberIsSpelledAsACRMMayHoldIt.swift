import Identity
import PhoneNumbers
import Testing

@Suite struct ANumberIsSpelledAsACRMMayHoldIt {
    private let library = PhoneNumberLibrary()

    @Test func `in North America`() throws {
        let number = try #require(CallerNumber(e164: "+15550199999"))
        #expect(
            library.spellings(of: number) == [
                "+15550199999", "15550199999", "5550199999", "(555) 019-9999", "555-019-9999", "555.019.9999",
                "+1 555-019-9999",
            ]
        )
    }

    @Test(arguments: [
        (
            "+442079460018",
            ["+442079460018", "442079460018", "+44 20 7946 0018", "020 7946 0018", "02079460018", "2079460018"]
        ),
        ("+390612345678", ["+390612345678", "390612345678", "+39 06 1234 5678", "06 1234 5678", "0612345678"]),
        ("+4930901820", ["+4930901820", "4930901820", "+49 30 901820", "030 901820", "030901820", "30901820"]),
    ])
    func `elsewhere, with and without the trunk zero`(e164: String, expected: [String]) throws {
        #expect(library.spellings(of: try #require(CallerNumber(e164: e164))) == expected)
    }

    @Test(arguments: [
        "+15550199999", "+442079460018", "+390612345678", "+5491123456789", "+81312345678", "+80012345678", "+9990",
    ])
    func `at most eight, each once, E.164 first`(e164: String) throws {
        let number = try #require(CallerNumber(e164: e164))
        let spellings = library.spellings(of: number)
        #expect(spellings.first == e164)
        #expect(spellings.count <= 8)
        #expect(Set(spellings).count == spellings.count)
    }

    @Test(arguments: [("+15550199999", "US"), ("+442079460018", "GB"), ("+390612345678", "IT"), ("+4930901820", "DE")])
    func `a spelling read in its country is the number again`(e164: String, region: String) throws {
        let number = try #require(CallerNumber(e164: e164))
        let digits = String(e164.dropFirst())
        for spelling in library.spellings(of: number) where spelling != digits {
            #expect(library.read(spelling, region: region) == number, "\(spelling)")
        }
    }
}
