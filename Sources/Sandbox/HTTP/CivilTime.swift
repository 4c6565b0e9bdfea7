import FoundationEssentials

/// Dates as the three vendors write them, all of them UTC.
enum CivilTime {
    /// `2026-11-23T09:00:00.120Z`, as the platform and our own control routes write it.
    static func iso(_ date: Date) -> String { clock(date) + "Z" }

    /// `2026-11-23T09:00:00.120+0000`, as Salesforce writes a date and time.
    static func salesforce(_ date: Date) -> String { clock(date) + "+0000" }

    /// `2026-11-23 09:00:00`, as ServiceNow writes a date and time.
    static func serviceNow(_ date: Date) -> String { String(clock(date).prefix(19)).replacing("T", with: " ") }

    /// `2026-11-23`.
    static func day(_ date: Date) -> String {
        let (year, month, day) = civil(fromDays: days(date))
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// `/Date(1795392000000)/`, as SAP's OData V2 writes a day: its midnight.
    static func odata(_ date: Date) -> String { "/Date(\(days(date) * 86_400_000))/" }

    /// Midnight of the day that lies some days after that of `date`.
    static func day(_ offset: Int, after date: Date) -> Date {
        Date(timeIntervalSince1970: Double((days(date) + offset) * 86_400))
    }

    static func year(_ date: Date) -> Int { civil(fromDays: days(date)).year }

    /// Reads `2026-11-20`, `2026-11-20T10:15:00Z`, fractions of a second, and offsets with or without a colon.
    static func parse(_ text: String) -> Date? {
        var rest = Substring(text)
        guard let year = digits(4, &rest), take("-", &rest), let month = digits(2, &rest), take("-", &rest),
            let day = digits(2, &rest), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let midnight = Double(daysFromCivil(year, month, day)) * 86_400
        guard take("T", &rest) else { return rest.isEmpty ? Date(timeIntervalSince1970: midnight) : nil }
        guard let seconds = timeOfDay(&rest), let offset = offset(&rest), rest.isEmpty else { return nil }
        return Date(timeIntervalSince1970: midnight + seconds - offset)
    }

    private static func timeOfDay(_ rest: inout Substring) -> Double? {
        guard let hour = digits(2, &rest), take(":", &rest), let minute = digits(2, &rest), take(":", &rest),
            let second = digits(2, &rest), hour < 24, minute < 60, second < 61
        else { return nil }
        var fraction = 0.0
        if take(".", &rest) {
            let text = rest.prefix { $0.isASCII && $0.isNumber }
            guard let value = Double("0.\(text)"), !text.isEmpty else { return nil }
            fraction = value
            rest = rest.dropFirst(text.count)
        }
        return Double(hour * 3600 + minute * 60 + second) + fraction
    }

    private static func offset(_ rest: inout Substring) -> Double? {
        if take("Z", &rest) { return 0 }
        let sign = take("+", &rest) ? 1 : take("-", &rest) ? -1 : 0
        guard sign != 0, let hours = digits(2, &rest) else { return nil }
        _ = take(":", &rest)
        guard let minutes = digits(2, &rest) else { return nil }
        return Double(sign * (hours * 3600 + minutes * 60))
    }

    private static func digits(_ count: Int, _ rest: inout Substring) -> Int? {
        let text = rest.prefix(count)
        guard text.utf8.count == count, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest = rest.dropFirst(count)
        return Int(text)
    }

    private static func take(_ character: Character, _ rest: inout Substring) -> Bool {
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func clock(_ date: Date) -> String {
        let milliseconds = Int((date.timeIntervalSince1970 * 1000).rounded())
        let ofDay = milliseconds - floorDivide(milliseconds, 86_400_000) * 86_400_000
        let (seconds, fraction) = ofDay.quotientAndRemainder(dividingBy: 1000)
        let date = day(Date(timeIntervalSince1970: Double(milliseconds) / 1000))
        let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(date)T\(time).\(padded(fraction, 3))"
    }

    private static func days(_ date: Date) -> Int { Int((date.timeIntervalSince1970 / 86_400).rounded(.down)) }

    private static func floorDivide(_ value: Int, _ by: Int) -> Int { (value - (value < 0 ? by - 1 : 0)) / by }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// Days since 1970 of a proleptic Gregorian date; years begin in March so that the leap day comes last.
    private static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        return (yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, day)
    }
}
