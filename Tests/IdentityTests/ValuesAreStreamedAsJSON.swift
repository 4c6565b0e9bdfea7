import Foundation
import Testing

@testable import Identity

@Suite("Values are streamed as JSON")
struct ValuesAreStreamedAsJSON {
    private struct Sample: Codable, Hashable {
        enum Choice: Codable, Hashable {
            case bare
            case one(String)
            case labelled(until: Date?, count: Int)
        }
        enum Word: String, Codable { case yes = "y/n" }
        struct Nothing: Codable, Hashable {}

        var text = "a\"b\\c/d\n\r\t\u{0}\u{1F}\u{7F}é😀\u{2028}"
        var numbers = [0, -1, .max, .min]
        var doubles = [0, -0.5, 1e-7, 1e300, 785_754_000.123]
        var flags = [true, false]
        var missing: Int?
        var choices = [Choice.bare, .one("x"), .labelled(until: noon, count: 2), .labelled(until: nil, count: 0)]
        var word = Word.yes
        var nothing = Nothing()
        var date = noon
        var money = Money(amount: Decimal(string: "-1234.56") ?? 0, currency: "USD")
        var table = ["a": [1: "x"], "{": [:]]
        var empty: [String] = []
        var took = Duration.milliseconds(1500)

        static let noon = Date(timeIntervalSinceReferenceDate: 785_754_000.125)
    }

    @Test("What is written reads as what it was, with the usual reader")
    func roundTrip() throws {
        let sample = Sample()
        let json = try StreamedJSON(dates: .seconds).encode(sample)
        #expect(try JSONDecoder().decode(Sample.self, from: Data(json)) == sample)
    }

    @Test("It says the same as the usual writer")
    func sameAsUsual() throws {
        let ours = try JSONSerialization.jsonObject(with: Data(StreamedJSON(dates: .seconds).encode(Sample())))
        let usual = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Sample()))
        #expect(ours as? NSDictionary == usual as? NSDictionary)
    }

    @Test("Fields stand in their order, and dates in the form that is asked for")
    func order() throws {
        struct Pair: Encodable {
            let z = 1
            let a = [Sample.noon]
        }
        let json = try StreamedJSON(dates: .text { _ in "noon" }).encode(Pair())
        #expect(String(decoding: json, as: UTF8.self) == #"{"z":1,"a":["noon"]}"#)
        #expect(String(decoding: try StreamedJSON(dates: .seconds).encode(["/"]), as: UTF8.self) == #"["/"]"#)
    }

    @Test("Numbers that JSON does not have are refused", arguments: [Double.nan, .infinity, -.infinity])
    func noNumber(_ number: Double) {
        #expect(throws: EncodingError.self) { try StreamedJSON(dates: .seconds).encode([number]) }
    }
}
