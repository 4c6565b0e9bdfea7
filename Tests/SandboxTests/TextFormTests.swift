import Foundation
import Testing

@testable import Sandbox

@Suite("Texts on the wire")
struct TextFormTests {
    @Test(arguments: [
        "null", "[]", "{}", "[1,-2.50,3e4,true,false,null]", #"{"b":1,"a":{"c":["x"]}}"#, #""a\"b\\c\u0007é\u0000""#,
    ])
    func `JSON is read and written without loss`(_ text: String) throws {
        #expect(try JSONReader.read(Array(text.utf8)).encodedText == text)
    }

    @Test func `escapes and surrogate pairs are read`() throws {
        #expect(try JSONReader.read(Array(#""\u00e9\n\/\ud83d\ude00""#.utf8)) == .string("é\n/😀"))
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":}", "nul", "1 2", "\"a", "\"\\x\"", "\"\\ud83d\"", "+1", ".5", "1e999", "\"\n\"",
        String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
    ])
    func `what is no JSON is refused`(_ text: String) {
        #expect(throws: JSONFailure.self) { try JSONReader.read(Array(text.utf8)) }
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        #expect(throws: JSONFailure.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
    }

    @Test func `a plus in a query is a space, an encoded one is a plus`() {
        let fields = FormFields.parse("q=a+b%2Bc&empty=&flag&x=1=2")
        #expect(fields == ["q": "a b+c", "empty": "", "flag": "", "x": "1=2"])
        #expect(FormFields.segments(ofPath: "//a/b%2Fc/+/") == ["a", "b/c", "+"])
    }

    @Test(arguments: [
        ("2026-11-23T09:00:00Z", 1_795_424_400.0), ("1970-01-01", 0), ("2024-02-29T23:59:59.5Z", 1_709_251_199.5),
        ("2026-11-23T10:00:00+01:00", 1_795_424_400), ("2026-11-23T09:00:00.000+0000", 1_795_424_400),
        ("1969-12-31T23:59:59Z", -1),
    ])
    func `times are read`(_ text: String, _ seconds: Double) {
        #expect(CivilTime.parse(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: ["", "2026", "2026-13-01", "2026-11-23T", "2026-11-23T25:00:00Z", "2026-11-23T09:00:00", "x"])
    func `what is no time is refused`(_ text: String) {
        #expect(CivilTime.parse(text) == nil)
    }

    @Test func `times are written as each vendor writes them`() {
        let date = Date(timeIntervalSince1970: 1_795_424_400.12)
        #expect(CivilTime.iso(date) == "2026-11-23T09:00:00.120Z")
        #expect(CivilTime.salesforce(date) == "2026-11-23T09:00:00.120+0000")
        #expect(CivilTime.day(date) == "2026-11-23")
        #expect(CivilTime.odata(CivilTime.day(1, after: date)) == "/Date(1795478400000)/")
        #expect(CivilTime.iso(Date(timeIntervalSince1970: -0.001)) == "1969-12-31T23:59:59.999Z")
    }
}
