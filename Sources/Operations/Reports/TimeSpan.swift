package import FoundationEssentials

/// `--since`: so long ago, or since a moment.
package enum TimeSpan {
    private static let seconds: [Character: TimeInterval] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    /// As far back as anybody keeps a journal, and far from where dates end.
    private static let longest = 3650 * 86_400.0

    /// The moment that a text means at another; refused where it means none, or one that is still to come.
    package static func since(_ text: String, at now: Date) throws(Refusal) -> Date {
        guard let date = ago(text, now) ?? WireMoment.date(from: text) else {
            throw refusal(text, "expected 24h, 90m, 3d or a moment such as 2026-11-23T09:00:00Z or 2026-11-23")
        }
        guard date <= now else { throw refusal(text, "this moment is still to come") }
        guard now.timeIntervalSince(date) <= longest else { throw refusal(text, "more than ten years ago") }
        return date
    }

    private static func ago(_ text: String, _ now: Date) -> Date? {
        guard let unit = text.last.flatMap({ seconds[$0] }), text.count <= 10, let count = UInt32(text.dropLast()),
            text.first != "+", count > 0
        else { return nil }
        return now.addingTimeInterval(-Double(count) * unit)
    }

    private static func refusal(_ text: String, _ problem: String) -> Refusal {
        Refusal(place: "--since", problem: "\(problem); found \(text)")
    }
}
