import BrokerAPI
import Foundation
import Testing

@Suite struct DatesAreOfOneForm {
    static let table = [
        ("2026-11-23T09:00:00.120Z", "2026-11-23T09:00:00.120Z"),
        ("2026-11-23T09:00:00Z", "2026-11-23T09:00:00.000Z"),
        ("2026-11-23T09:00:00.1Z", "2026-11-23T09:00:00.100Z"),
        ("2026-11-23T09:00:00.123456Z", "2026-11-23T09:00:00.123Z"),
        ("2026-11-23T10:00:00+01:00", "2026-11-23T09:00:00.000Z"),
        ("2026-11-23T00:30:00-08:30", "2026-11-23T09:00:00.000Z"),
        ("2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59.999Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"),
        ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
    ]

    @Test(arguments: table) func `whatever form they come in`(text: String, written: String) throws {
        #expect(WireDate.text(of: try #require(WireDate.date(from: text))) == written)
    }

    static let noDates = [
        "", "now", "2026-11-23", "2026-11-23T09:00", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "1795424400",
        "2026-11-23T25:00:00Z", "2026-11-23T09:00:00", "2026-11-23T09:00:00Zx", "2026-11-23T09:00:00.Z",
        "\u{FF12}026-11-23T09:00:00Z", "2026-11-23T09:00:00Z\n",
    ]

    @Test(arguments: noDates) func `or is none`(text: String) {
        #expect(WireDate.date(from: text) == nil)
    }

    @Test func `every millisecond comes back as it was sent`() throws {
        let start = try #require(WireDate.date(from: "2026-11-23T09:00:00Z"))
        for millisecond in 0..<1000 {
            let text = WireDate.text(of: start.addingTimeInterval(Double(millisecond) / 1000))
            let digits = "\(millisecond)"
            let expected = "2026-11-23T09:00:00." + String(repeating: "0", count: 3 - digits.count) + "\(digits)Z"
            #expect(text == expected)
            #expect(WireDate.text(of: try #require(WireDate.date(from: text))) == text)
        }
    }

    @Test func `as another reader reads them`() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for day in stride(from: -40_000.0, to: 40_000, by: 97) {
            let date = Date(timeIntervalSince1970: day * 86_400 + 3723.25)
            #expect(try abs(Date(WireDate.text(of: date), strategy: style).timeIntervalSince(date)) < 0.001)
        }
    }
}
