import FoundationEssentials

/// `2026-11-20`, `2026-11-20T10:15:00.000+0000`, `2026-11-20T10:15:00Z`, `2026-11-20 10:15:00`; what names no zone is UTC.
enum WireTime {
    static func date(_ text: String) -> Date? {
        let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) { "T ".contains($0) }
        let day = halves[0].split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard day.count == 3, (1...9999).contains(day[0]), (1...12).contains(day[1]), (1...31).contains(day[2])
        else { return nil }
        let midnight = Double(daysSince1970(day[0], day[1], day[2]) * 86_400)
        guard halves.count == 2 else { return Date(timeIntervalSince1970: midnight) }
        return secondsOfDay(halves[1]).map { Date(timeIntervalSince1970: midnight + $0) }
    }

    private static func secondsOfDay(_ text: Substring) -> Double? {
        let clock = text.prefix { $0.isNumber || $0 == ":" || $0 == "." }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).compactMap { Double($0) }
        guard parts.count == 3, let offset = offset(text.dropFirst(clock.count)) else { return nil }
        guard parts[0] < 24, parts[1] < 60, parts[2] < 61 else { return nil }
        return parts[0] * 3_600 + parts[1] * 60 + parts[2] - offset
    }

    private static func offset(_ text: Substring) -> Double? {
        if text == "Z" || text.isEmpty { return 0 }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let sign = text.first, sign == "+" || sign == "-", digits.count == 4, let number = Int(digits) else {
            return nil
        }
        return Double((number / 100 * 60 + number % 100) * 60) * (sign == "-" ? -1 : 1)
    }
}
