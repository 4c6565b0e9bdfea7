import Broker
import BrokerAPI
import Identity

extension AccountQuery {
    /// What an agent typed: an external ID, an e-mail, a number or a name, in this order.
    init(_ text: String, phones: any PhoneNumberReading, region: String) throws(Problem) {
        let text = text.trimmed
        if let id = ExternalID(text) {
            self = .externalID(id)
        } else if text.contains("@"), let email = EmailAddress(text) {
            self = .email(email)
        } else if text.looksLikeANumber, let number = phones.read(text, region: region) {
            self = .number(number)
        } else if text.isSearchableName {
            self = .name(PersonalText(text))
        } else {
            throw .field("query", "must be an external ID, a number, an e-mail or a name of 2 to 60 letters")
        }
    }

    /// 20 where it is not said.
    static func limit(_ asked: Int?) throws(Problem) -> Int {
        let limit = asked ?? 20
        guard (1...50).contains(limit) else { throw .field("limit", "must be 1 to 50") }
        return limit
    }
}

extension String {
    fileprivate var looksLikeANumber: Bool {
        unicodeScalars.contains { ("0"..."9").contains($0) }
            && !unicodeScalars.contains { $0.properties.isAlphabetic && !hasPrefix("tel:") }
    }

    /// Matches `[\p{L}\p{N} .'-]{2,60}`.
    fileprivate var isSearchableName: Bool {
        (2...60).contains(unicodeScalars.count)
            && unicodeScalars.allSatisfy { " .'-".unicodeScalars.contains($0) || $0.properties.isLetterOrNumber }
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isLetterOrNumber: Bool {
        switch generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        case .decimalNumber, .letterNumber, .otherNumber: true
        default: false
        }
    }
}
