import BrokerAPI
import FoundationEssentials
import Testing

@Suite struct DatesAreWrittenByHand {
    @Test("As the formatter of the standard library writes them, on any day")
    func text() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for day in stride(from: -140_000.0, through: 200_000, by: 97) {
            let date = Date(timeIntervalSince1970: day * 86_400 + 12_345.5)
            #expect(WireDate.text(of: date) == date.formatted(style))
            #expect(WireDate.date(from: WireDate.text(of: date)) == date)
        }
        for text in ["2026-11-23T09:00:00.120Z", "2024-02-29T23:59:59.999Z", "0000-01-01T00:00:00.000Z"] {
            #expect(WireDate.text(of: try #require(WireDate.date(from: text))) == text)
        }
    }

    @Test(
        "Read with any offset and any number of decimals",
        arguments: [
            "2026-11-23T09:00:00Z", "2026-11-23t09:00:00.0z", "2026-11-23 10:30:00.000000000000+01:30",
            "2026-11-22T23:00:00-10:00",
        ]
    )
    func read(_ text: String) { #expect(WireDate.date(from: text) == Moment.start) }

    @Test(
        "What is no date is none",
        arguments: [
            "", "now", "2026-11-23", "2026-11-23T09:00Z", "2026-11-23T09:00:00", "2026-11-23T09:00:00.Z",
            "2026-02-29T09:00:00Z",
            "2026-13-01T09:00:00Z", "2026-00-01T09:00:00Z", "2026-04-31T09:00:00Z", "2026-11-23T24:00:00Z",
            "2026-11-23T09:60:00Z",
            "2026-11-23T09:00:00Zz", "+026-11-23T09:00:00Z", "2026-11-23T09:00:00+1:00", "2026-11-23T09:00:00+0100",
            "２026-11-23T09:00:00Z",
        ]
    )
    func refused(_ text: String) { #expect(WireDate.date(from: text) == nil) }
}
