import Broker
package import Identity

/// libphonenumber behind the broker's port; any thread may ask.
///
/// Numbers that its metadata calls possible but not valid are kept: the metadata is years old, and new area codes ring too.
package struct PhoneNumberLibrary: PhoneNumberReading {
    /// Loads the library's metadata, some milliseconds of work, so that no call pays for it.
    package init() {
        _ = WrittenNumber.e164("+14155550100", region: "US")
    }

    /// The number in E.164, or nil where it is withheld or unusable; `region` (ISO 3166, such as `US`) is for numbers without a `+`.
    package func read(_ text: String, region: String) -> CallerNumber? {
        // A region that is none is refused whatever the number: it is a mistake in the configuration.
        if region.utf8.count <= 3, let number = Self.northAmerican(text) { return number }
        guard
            let dialled = DialledText(text),
            let e164 = WrittenNumber.e164(dialled.text, region: region.uppercased()),
            !Self.withheld.contains(e164), !isAllZeros(e164)
        else { return nil }
        return CallerNumber(e164: e164)
    }

    /// `+1` and ten digits, of which the first is no trunk prefix: possible by the numbering plan.
    ///
    /// The library says the same, after 12 µs with its regular expressions.
    private static func northAmerican(_ text: String) -> CallerNumber? {
        let bytes = text.utf8
        guard bytes.count == 12, bytes.starts(with: "+1".utf8), let area = bytes.dropFirst(2).first,
            (UInt8(ascii: "2")...UInt8(ascii: "9")).contains(area)
        else { return nil }
        return CallerNumber(e164: text)
    }

    /// The ways in which a CRM may hold a number, E.164 first; at most eight.
    package func spellings(of number: CallerNumber) -> [String] { number.spellings }

    /// Words that carriers send as digits, spelled on a keypad: ANONYMOUS, RESTRICTED, UNAVAILABLE, UNKNOWN, BLOCKED.
    private static let withheld: Set<String> = [
        "+266696687", "+7378742833", "+86282452253", "+8656696", "+2562533",
    ]

    /// Asks the library only where nothing but a country code could stand before the zeros.
    private func isAllZeros(_ e164: String) -> Bool {
        guard e164.dropFirst(4).allSatisfy({ $0 == "0" }) else { return false }
        return WrittenNumber.significant(e164)?.allSatisfy { $0 == "0" } ?? true
    }
}
