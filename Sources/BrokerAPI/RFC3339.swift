import FoundationEssentials

/// RFC 3339 written and read by hand: a call has a dozen dates, and formatters cost more than all the rest of its JSON.
enum RFC3339 {
    private static let years = (first: Int64(-62_167_219_200_000), last: Int64(253_402_300_799_999))

    /// `2026-11-23T09:00:00.120Z`; moments outside the years 0 to 9999 are written as the nearest inside.
    static func text(of date: Date) -> String {
        let exact = (date.timeIntervalSince1970 * 1000).rounded()
        let milliseconds = Int64(max(Double(years.first), min(Double(years.last), exact.isNaN ? 0 : exact)))
        let (day, time) = floored(milliseconds, by: 86_400_000)
        let civil = CivilDay(daysSince1970: day)
        return String(unsafeUninitializedCapacity: 24) { bytes in
            put(civil.year, 4, at: 0, "-", in: bytes)
            put(civil.month, 2, at: 5, "-", in: bytes)
            put(civil.day, 2, at: 8, "T", in: bytes)
            put(time / 3_600_000, 2, at: 11, ":", in: bytes)
            put(time / 60_000 % 60, 2, at: 14, ":", in: bytes)
            put(time / 1000 % 60, 2, at: 17, ".", in: bytes)
            put(time % 1000, 3, at: 20, "Z", in: bytes)
            return 24
        }
    }

    /// Nil where the text is no date; any number of decimals, and any offset.
    static func date(from text: String) -> Date? {
        var cursor = Cursor(rest: text.utf8[...])
        guard let year = cursor.number(4), cursor.skip("-"), let month = cursor.number(2), cursor.skip("-"),
            let day = cursor.number(2), cursor.skip("T") || cursor.skip("t") || cursor.skip(" "),
            let days = CivilDay(year: year, month: month, day: day).checkedDaysSince1970
        else { return nil }
        guard let hour = cursor.number(2), cursor.skip(":"), let minute = cursor.number(2), cursor.skip(":"),
            let second = cursor.number(2), hour < 24, minute < 60, second < 61, let fraction = cursor.fraction(),
            let offset = cursor.offset(), cursor.rest.isEmpty
        else { return nil }
        let whole = days * 86_400 + hour * 3600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(whole) + fraction)
    }

    private static func put(
        _ number: Int64,
        _ width: Int,
        at start: Int,
        _ end: Unicode.Scalar,
        in bytes: UnsafeMutableBufferPointer<UInt8>
    ) {
        var rest = number
        for place in (start..<start + width).reversed() {
            bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        bytes[start + width] = UInt8(ascii: end)
    }
}

private func floored(_ number: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let remainder = (number % divisor + divisor) % divisor
    return ((number - remainder) / divisor, remainder)
}

/// A day of the Gregorian calendar, counted in years that begin in March so that the leap day is the last.
private struct CivilDay {
    let year: Int64
    let month: Int64
    let day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    init(daysSince1970: Int64) {
        let (era, dayOfEra) = floored(daysSince1970 + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * march + 2) / 5 + 1
        month = march < 10 ? march + 3 : march - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Nil for a day that no calendar has.
    var checkedDaysSince1970: Int64? {
        guard (1...12).contains(month), day >= 1 else { return nil }
        let back = CivilDay(daysSince1970: daysSince1970)
        return back.month == month && back.day == day ? daysSince1970 : nil
    }

    private var daysSince1970: Int64 {
        let (era, yearOfEra) = floored(month <= 2 ? year - 1 : year, by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// Takes a date's text apart from its beginning.
private struct Cursor {
    var rest: Substring.UTF8View

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func digit() -> Int64? {
        guard let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        rest.removeFirst()
        return Int64(byte - UInt8(ascii: "0"))
    }

    mutating func number(_ width: Int) -> Int64? {
        var number: Int64 = 0
        for _ in 0..<width {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// Zero where there is none; nil for a point without digits; beyond nanoseconds digits say nothing.
    mutating func fraction() -> Double? {
        guard skip(".") else { return 0 }
        guard let first = digit() else { return nil }
        var (number, scale) = (Double(first), 10.0)
        while let digit = digit() {
            guard scale < 1e9 else { continue }
            number = number * 10 + Double(digit)
            scale *= 10
        }
        return number / scale
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int64? {
        if skip("Z") || skip("z") { return 0 }
        let isEast = skip("+")
        guard isEast || skip("-"), let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (isEast ? 1 : -1)
    }
}
