import FoundationEssentials

/// Amounts as texts: a sign, digits, and digits after a point; nothing that a parser would have to be kind to.
enum AmountText {
    /// Nil for anything else, such as `12abc`, `1e5`, `NaN` or an empty text.
    static func decimal(_ text: String) -> Decimal? {
        let text = text.filter { $0 != " " }
        let digits = text.first == "-" ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), digits.utf8.count <= 30 else { return nil }
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) })
        else { return nil }
        return Decimal(string: text)
    }
}

/// Days since 1970, in which due dates are compared: sources name no time of day.
enum CalendarDay {
    /// The day of a moment, UTC.
    static func of(_ date: Date) -> Int { Int((date.timeIntervalSince1970 / 86_400).rounded(.down)) }
}

/// ISO 4217's form: three capitals.
func isCurrencyCode(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains)
}
