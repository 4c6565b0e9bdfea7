import FoundationEssentials

/// What a contact can be found by; one contact owns it at most.
struct CloudIdentifier: Sendable, Hashable {
    let type: String
    let value: String
    /// Of external IDs: which system's.
    var source: String?
}

/// An External Contact of the stand-in platform.
struct CloudContact: Sendable {
    /// Who looks after it: `Identified` is one that the platform made for itself.
    enum Kind: String, Sendable { case identified = "Identified", curated = "Curated" }

    /// The fields that can be written, as an object.
    var fields: JSON
    var kind = Kind.curated
    let createdAt: Date
    var modifiedAt: Date
    /// The contact that it was merged into.
    var mergedInto: Int?
    /// The contacts that it was merged from.
    var mergedFrom: [Int] = []

    /// What of its fields it can be found by.
    var identifiers: [CloudIdentifier] {
        let external = (fields["externalIds"]?.elements ?? []).compactMap { entry -> CloudIdentifier? in
            guard let value = entry["value"]?.string, let source = entry["externalSource"]?["id"]?.string else {
                return nil
            }
            return CloudIdentifier(type: "ExternalId", value: value, source: source)
        }
        let phones = CloudContact.phoneFields.compactMap { fields[$0].flatMap(Self.number) }
        let emails = CloudContact.emailFields.compactMap { fields[$0]?.string }.filter { !$0.isEmpty }
        return external + phones.map { CloudIdentifier(type: "Phone", value: $0) }
            + emails.map { CloudIdentifier(type: "Email", value: $0.lowercased()) }
    }

    static let phoneFields = ["workPhone", "cellPhone", "homePhone", "otherPhone"]
    static let emailFields = ["workEmail", "personalEmail", "otherEmail"]
    static let textFields = ["firstName", "middleName", "lastName", "salutation", "title", "externalSystemUrl"]
    static let otherFields = ["address", "externalIds", "schema", "customFields", "surveyOptOut", "division"]
    static let writable = Set(phoneFields + emailFields + textFields + otherFields)

    /// The number in E.164, where it can be told without knowing a country.
    private static func number(_ field: JSON) -> String? {
        guard let text = (field["e164"] ?? field["display"])?.string, text.hasPrefix("+") else { return nil }
        let digits = text.filter(\.isWholeNumber)
        return digits.isEmpty ? nil : "+\(digits)"
    }
}
