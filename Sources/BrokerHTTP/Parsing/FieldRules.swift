import BrokerAPI
import Identity

/// What single fields must be; each rule names the field that breaks it.
///
/// Lengths are in Unicode code points, as JSON Schema counts them.
enum FieldRules {
    static let longestIdentifier = 128
    static let longestReason = 200

    static func callID(_ text: String, field: String = "callId") throws(Problem) -> CallID {
        guard let id = CallID(text) else { throw .field(field, "must be 1 to 128 characters of A-Z a-z 0-9 . _ -") }
        return id
    }

    /// Platforms send an unset variable as an empty text: that is no identifier.
    static func identifier(_ text: String?, field: String) throws(Problem) -> String? {
        guard let text, !text.isEmpty else { return nil }
        guard text.unicodeScalars.count <= longestIdentifier else {
            throw .field(field, "must have at most \(longestIdentifier) characters")
        }
        try refuseControls(in: text, field: field)
        return text
    }

    static func email(_ text: String?, field: String) throws(Problem) -> EmailAddress? {
        guard let text, !text.isEmpty else { return nil }
        guard let email = EmailAddress(text) else { throw .field(field, "must be an e-mail address") }
        return email
    }

    static func externalID(_ text: String, field: String) throws(Problem) -> ExternalID {
        guard let id = ExternalID(text) else { throw .field(field, "must be an external ID such as CRM:500245678") }
        return id
    }

    static func reason(_ text: String) throws(Problem) -> PersonalText {
        let trimmed = text.trimmed
        guard !trimmed.isEmpty, text.unicodeScalars.count <= longestReason else {
            throw .field("reason", "must have 1 to \(longestReason) characters")
        }
        try refuseControls(in: text, field: "reason")
        return PersonalText(trimmed)
    }

    /// Not even a line's end: such a text is shown, logged and sent on as one line.
    private static func refuseControls(in text: String, field: String) throws(Problem) {
        guard !text.unicodeScalars.contains(where: \.isControl) else {
            throw .field(field, "must not have control characters")
        }
    }

    static func direction(_ text: String?) throws(Problem) -> Direction {
        guard let text else { return .inbound }
        guard let direction = Direction(rawValue: text) else { throw .field("type", "must be inbound or outbound") }
        return direction
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        let start = unicodeScalars.drop(while: \.properties.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(String.UnicodeScalarView(start[...last]))
    }
}
