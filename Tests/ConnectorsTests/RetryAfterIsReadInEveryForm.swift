import Foundation
import Testing

@testable import Connectors

@Suite struct RetryAfterIsReadInEveryForm {
    /// Sun, 06 Nov 1994 08:49:00 GMT.
    private let now = Date(timeIntervalSince1970: 784_111_740)

    @Test(arguments: [
        ("120", 120), ("0", 0), ("  7 ", 7), ("99999999999999999999", 86_400), ("90000", 86_400),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 37), ("Sunday, 06-Nov-94 08:49:37 GMT", 37), ("Sun Nov  6 08:49:37 1994", 37),
        ("Sun, 06 Nov 1994 08:48:37 GMT", 0), ("Mon, 07 Nov 1994 08:49:00 GMT", 86_400),
        ("Tue, 08 Nov 1994 08:49:00 GMT", 86_400), ("Sunday, 06-Nov-60 08:49:37 GMT", 0),
    ]) func seconds(_ text: String, _ expected: Int) {
        #expect(RetryAfter.wait(text, now: now) == .seconds(expected))
    }

    @Test(arguments: [
        "", "soon", "-5", "1.5", "12 s", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 PST",
        "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 99999 08:49:37 GMT",
    ]) func nonsenseIsNoAnswer(_ text: String) {
        #expect(RetryAfter.wait(text, now: now) == nil)
    }

    @Test func daysAreCountedThroughLeapYears() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for day in stride(from: 0, to: 60_000, by: 17) {
            let parts = calendar.dateComponents(
                [.year, .month, .day],
                from: Date(timeIntervalSince1970: Double(day) * 86_400)
            )
            #expect(daysSince1970(parts.year ?? 0, parts.month ?? 0, parts.day ?? 0) == day)
        }
    }
}
