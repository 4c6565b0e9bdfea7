import Broker
import Identity

/// The guide's Customer as it is read.
struct GuideCustomer: Decodable, Sendable {
    let id: String
    let externalId: String?
    let name: String?
    let email: String?
    let data: [String: JSONValue]?

    /// Nil for a record that the platform made for itself: it has no external ID that means anything to us.
    var customer: PlatformCustomer? {
        guard let externalID = externalId.flatMap({ ExternalID($0) }) else { return nil }
        let record = CustomerRecord(
            externalID: externalID,
            name: name.map { PersonalText($0) },
            email: email.flatMap { EmailAddress($0) },
            data: CustomerRecord.kept(data ?? [:])
        )
        return PlatformCustomer(id: id, record: record)
    }
}

extension CustomerRecord {
    /// What belongs to the person, and so to this record.
    static let keys = DataTable.recordKeys
    static let countKey = "previousInteractionCount"

    static func kept(_ data: [String: JSONValue]) -> [String: PersonalText] {
        data.filter { keys.contains($0.key) }.compactMapValues { $0.text.map { PersonalText($0) } }
    }
}

/// The guide's Customer as it is written.
struct GuideCustomerBody: Encodable {
    enum Entry: Encodable {
        case text(String)
        case count(Int)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .count(let count): try container.encode(count)
            }
        }
    }

    let externalId: String
    let name: String?
    let email: String?
    let data: [String: Entry]

    init(_ record: CustomerRecord) {
        externalId = record.externalID.text
        name = record.name?.text
        email = record.email?.text
        let kept = record.data.filter { CustomerRecord.keys.contains($0.key) }
        data = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, Self.entry($0.key, $0.value.text)) })
    }

    /// The count is a number in the guide, everything else a text.
    private static func entry(_ key: String, _ text: String) -> Entry {
        if key == CustomerRecord.countKey, let count = Int(text) { .count(count) } else { .text(text) }
    }
}

/// The guide's conversation, as far as it says whose record it points at.
struct GuideConversation: Decodable, Sendable {
    struct Customer: Decodable, Sendable {
        let id: String
        /// False where the conversation gives the record's key only.
        let isWhole: Bool
        let whole: GuideCustomer?

        private enum Key: CodingKey {
            case id, externalId
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            id = try fields.decode(String.self, forKey: .id)
            isWhole = fields.contains(.externalId)
            whole = isWhole ? try GuideCustomer(from: decoder) : nil
        }
    }

    let id: String
    let customer: Customer?
}
