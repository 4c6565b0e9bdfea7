/// On which side a key of data belongs.
package enum DataSide: String, Sendable {
    /// The person or company: the platform's customer record.
    case customer
    /// This conversation: the platform's interaction.
    case conversation
}

/// The one table that decides what is person data and what is conversation data.
package struct DataTable: Hashable, Sendable {
    /// Most keys that a conversation has.
    package static let mostKeys = 50
    /// Characters of a value.
    package static let longestValue = 256
    /// Characters of a note.
    package static let longestNote = 2_000
    /// The key of the agent's note.
    package static let note = "note"
    /// The key of what the conversation is about.
    package static let topic = "topic"

    /// What the `data` of a customer record holds.
    package static let recordKeys: Set<String> = [
        "crmCaseId", "erpAccountStatus", "loyaltyTier", "previousInteractionCount",
    ]
    /// Person data that has fields of its own in a customer record.
    private static let recordFields: Set<String> = ["name", "email"]
    private static let conversationKeys: Set<String> = [
        "callbackRequested", "callbackAt", "queueWaitSeconds", note, topic,
    ]

    private let added: Set<String>

    /// The declared keys, and conversation keys that the configuration adds.
    package init(adding keys: [String] = []) { added = Set(keys) }

    /// Nil for a key that nobody declared; a key of the person's stays theirs, whatever was added.
    package func side(of key: String) -> DataSide? {
        if Self.recordKeys.contains(key) || Self.recordFields.contains(key) { return .customer }
        return Self.conversationKeys.contains(key) || added.contains(key) ? .conversation : nil
    }

    /// The keys that a conversation may have, in alphabetical order.
    package var conversationKeys: [String] { Self.conversationKeys.union(added).sorted() }

    /// Characters that the value of a conversation's key may have.
    package static func longest(_ key: String) -> Int { key == note ? longestNote : longestValue }
}

/// Why conversation data was refused; nothing was changed.
package enum DataRefusal: Error, Hashable, Sendable {
    /// The key is person data.
    case wrongSide(key: String)
    /// Nobody declared the key.
    case unknownKey(String, known: [String])
    /// The conversation would have more than 50 keys.
    case tooManyKeys
    /// The value is longer than the key allows.
    case tooLong(key: String, limit: Int)

    /// The key at fault, as far as it can be shown.
    package var key: String? {
        switch self {
        case .wrongSide(let key), .tooLong(let key, _): key
        case .unknownKey(let key, _): key.utf8.count <= 64 && key.utf8.allSatisfy(isIdentifierByte) ? key : nil
        case .tooManyKeys: nil
        }
    }

    /// What is wrong, and where it belongs.
    package var sentence: String {
        switch self {
        case .wrongSide(let key):
            "\(key) belongs to the person: it is on the customer record, which the CRM fills, not on the interaction."
        case .unknownKey(_, let known):
            "\(key ?? "This key") is not declared. The interaction has: \(known.joined(separator: ", ")). "
                + "The configuration's interaction_keys adds more."
        case .tooManyKeys: "An interaction has at most \(DataTable.mostKeys) keys."
        case .tooLong(let key, let limit): "\(key) has at most \(limit) characters."
        }
    }
}
