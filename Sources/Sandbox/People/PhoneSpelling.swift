/// How a number was typed into the CRM.
///
/// Nobody normalises it there, so a search has to try the variants.
enum PhoneSpelling: CaseIterable {
    case e164, digits, national, parentheses, dashes, dots

    /// Elsewhere numbers are kept as E.164 or as bare digits: how they are grouped needs metadata.
    private static let elsewhere: [PhoneSpelling] = [.e164, .digits]

    /// The spelling that this record's number got, the same in every run.
    static func chosen(for number: String, recordID: String) -> PhoneSpelling {
        var random = SplitMix64(seed: "\(recordID) \(number)")
        return random.pick(isNorthAmerican(number) ? allCases : elsewhere)
    }

    /// The E.164 number as typed.
    func write(_ number: String) -> String {
        let digits = number.dropFirst()
        let national = digits.dropFirst()
        let (area, exchange, line) = (national.prefix(3), national.dropFirst(3).prefix(3), national.suffix(4))
        return switch self {
        case .e164: number
        case .digits: String(digits)
        case .national: String(national)
        case .parentheses: "(\(area)) \(exchange)-\(line)"
        case .dashes: "\(area)-\(exchange)-\(line)"
        case .dots: "\(area).\(exchange).\(line)"
        }
    }

    private static func isNorthAmerican(_ number: String) -> Bool { number.hasPrefix("+1") && number.utf8.count == 12 }
}
