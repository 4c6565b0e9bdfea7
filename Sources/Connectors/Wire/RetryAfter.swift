import FoundationEssentials

/// `Retry-After`: seconds, or a date in one of HTTP's three forms (RFC 9110, 5.6.7).
enum RetryAfter {
    /// A day at most; zero for a date that has passed; nil where the text is neither.
    static func wait(_ text: String, now: Date) -> Duration? {
        let text = text.filter { $0 != "\t" }.split(separator: " ").joined(separator: " ")
        if !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return bounded(Double(text) ?? .infinity)
        }
        return seconds(ofDate: text, year: now).map { bounded($0 - now.timeIntervalSince1970) }
    }

    /// A date in one of those forms; nil where the text is none.
    static func date(_ text: String, now: Date) -> Date? {
        seconds(ofDate: text, year: now).map { Date(timeIntervalSince1970: $0) }
    }

    private static func bounded(_ seconds: Double) -> Duration { .seconds(min(max(0, seconds.rounded(.up)), 86_400)) }

    private static func seconds(ofDate text: String, year now: Date) -> Double? {
        let words = text.split { " ,-".contains($0) }
        switch words.count {
        // Sun, 06 Nov 1994 08:49:37 GMT, or Sunday, 06-Nov-94 08:49:37 GMT
        case 6 where words[5] == "GMT":
            return seconds(day: words[1], month: words[2], year: words[3], time: words[4], now)
        // Sun Nov 6 08:49:37 1994
        case 5: return seconds(day: words[2], month: words[1], year: words[4], time: words[3], now)
        default: return nil
        }
    }

    private static func seconds(
        day: Substring,
        month: Substring,
        year: Substring,
        time: Substring,
        _ now: Date
    ) -> Double? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard let day = Int(day), (1...31).contains(day), let month = months.firstIndex(of: month.lowercased()),
            let year = Int(year).map({ $0 < 100 ? century($0, now) : $0 }), (1601...9999).contains(year),
            clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second)
        else { return nil }
        return Double(((daysSince1970(year, month + 1, day) * 24 + hour) * 60 + minute) * 60 + second)
    }

    /// A two-digit year that would be more than 50 years ahead is of the century before.
    private static func century(_ year: Int, _ now: Date) -> Int {
        let thisYear = 1970 + Int(now.timeIntervalSince1970 / 31_556_952)
        let near = thisYear / 100 * 100 + year
        return near > thisYear + 50 ? near - 100 : near
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}

/// Days from 1 January 1970 to a date of the Gregorian calendar; years from March, so that the leap day comes last.
func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}
