/// `PUT /v1/calls/{callId}/interaction`: what is said here is merged into the call's interaction data.
package struct InteractionChange: Codable, Sendable, Hashable {
    /// A key's new value; nil, `null` on the wire, deletes it.
    package var values: [String: String?]

    /// A change.
    package init(_ values: [String: String?]) { self.values = values }

    /// Reads an object of texts and nulls; an error names the key that holds something else.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: FreeKey.self)
        values = [:]
        for key in container.allKeys {
            let value = try container.decodeNil(forKey: key) ? nil : try container.decode(String.self, forKey: key)
            values.updateValue(value, forKey: key.stringValue)
        }
    }

    /// Writes an object of texts and nulls.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: FreeKey.self)
        for (key, value) in values { try container.encode(value, forKey: FreeKey(stringValue: key)) }
    }
}

/// `POST /v1/calls/{callId}/reveal`: asks for one masked value of a call in clear.
package struct RevealRequest: Codable, Sendable, Hashable {
    /// What can be revealed.
    package enum Field: String, Codable, Sendable, CaseIterable {
        case number
        case email
    }

    /// `number` or `email`.
    package var field: String
    /// Why; it is audited.
    package var reason: String

    /// A question.
    package init(_ field: Field, reason: String) {
        self.field = field.rawValue
        self.reason = reason
    }
}

/// The answer to `POST /v1/calls/{callId}/reveal`.
package struct RevealAnswer: Codable, Sendable, Hashable {
    /// In clear: for the screen only, and not for long.
    package var value: String

    /// An answer.
    package init(value: String) { self.value = value }
}

/// `GET /v1/calls/{callId}/customer`: the platform's customer record as it is right now.
package struct CustomerView: Codable, Sendable, Hashable {
    /// The platform's own key.
    package var id: String
    /// Whose record it is.
    package var externalId: String
    /// Where known.
    @OrNull package var name: String?
    /// Masked.
    @OrNull package var email: String?
    /// `crmCaseId`, `erpAccountStatus`, `loyaltyTier`, `previousInteractionCount`; nothing else.
    package var data: [String: String]

    /// A record.
    package init(id: String, externalId: String, name: String?, email: String?, data: [String: String]) {
        self.id = id
        self.externalId = externalId
        self.name = name
        self.email = email
        self.data = data
    }
}

/// Whatever key an object has.
private struct FreeKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
