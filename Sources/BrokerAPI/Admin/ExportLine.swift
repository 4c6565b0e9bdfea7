package import FoundationEssentials

/// One line of what is held about a person; the last one is the result.
package enum ExportLine: Codable, Sendable, Hashable {
    case call(ExportedCall)
    case override(ExportedOverride)
    case link(ExportedLink)
    case result(ExportResult)

    private enum Key: String, CodingKey {
        case call, override, link, result
    }

    /// Reads an object with one field.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        if let call = try fields.decodeIfPresent(ExportedCall.self, forKey: .call) {
            self = .call(call)
        } else if let override = try fields.decodeIfPresent(ExportedOverride.self, forKey: .override) {
            self = .override(override)
        } else if let link = try fields.decodeIfPresent(ExportedLink.self, forKey: .link) {
            self = .link(link)
        } else {
            self = .result(try fields.decode(ExportResult.self, forKey: .result))
        }
    }

    /// Writes an object with one field.
    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        switch self {
        case .call(let call): try fields.encode(call, forKey: .call)
        case .override(let override): try fields.encode(override, forKey: .override)
        case .link(let link): try fields.encode(link, forKey: .link)
        case .result(let result): try fields.encode(result, forKey: .result)
        }
    }
}

/// Who a call was thought to be of, at some time; nothing is masked.
package struct ExportedIdentity: Codable, Sendable, Hashable {
    /// When.
    package var at: Date
    /// Such as `CRM:500245678`.
    package var externalId: String
    /// Where known.
    @OrNull package var name: String?
    /// Where known.
    @OrNull package var email: String?
    /// How it came about.
    package var resolvedBy: String
    /// From which system.
    @OrNull package var source: String?
    /// What whoever chose said.
    @OrNull package var reason: String?

    /// An identification.
    package init(
        at: Date,
        externalId: String,
        name: String?,
        email: String?,
        resolvedBy: String,
        source: String?,
        reason: String?
    ) {
        self.at = at
        self.externalId = externalId
        self.name = name
        self.email = email
        self.resolvedBy = resolvedBy
        self.source = source
        self.reason = reason
    }
}

/// Something that happened on a call.
package struct ExportedLine: Codable, Sendable, Hashable {
    /// When.
    package var at: Date
    /// A sentence.
    package var text: String

    /// A line.
    package init(at: Date, text: String) {
        self.at = at
        self.text = text
    }
}

/// What a call has from CRM and ERP.
package struct ExportedContext: Codable, Sendable, Hashable {
    /// The CRM's case.
    @OrNull package var caseId: String?
    /// What it is about.
    @OrNull package var caseSubject: String?
    /// The loyalty tier.
    @OrNull package var loyaltyTier: String?
    /// The account in the ERP.
    @OrNull package var erpAccount: String?
    /// How it stands.
    @OrNull package var accountStatus: String?
    /// All open items, such as `42.10 USD`.
    @OrNull package var balanceDue: String?
    /// Those past their due date.
    @OrNull package var overdue: String?

    /// A context.
    package init(
        caseId: String?,
        caseSubject: String?,
        loyaltyTier: String?,
        erpAccount: String?,
        accountStatus: String?,
        balanceDue: String?,
        overdue: String?
    ) {
        self.caseId = caseId
        self.caseSubject = caseSubject
        self.loyaltyTier = loyaltyTier
        self.erpAccount = erpAccount
        self.accountStatus = accountStatus
        self.balanceDue = balanceDue
        self.overdue = overdue
    }
}

/// A call that is held; nothing is masked, and nobody else who has the number is in it.
package struct ExportedCall: Codable, Sendable, Hashable {
    /// The platform's key.
    package var callId: String
    /// `inbound` or `outbound`.
    package var direction: String
    /// The customer's; null where withheld.
    @OrNull package var number: String?
    /// When it was first heard of.
    package var startedAt: Date
    /// When an agent first took it.
    @OrNull package var answeredAt: Date?
    /// When the customer left.
    @OrNull package var endedAt: Date?
    /// The queue.
    @OrNull package var queueId: String?
    /// The last agent.
    @OrNull package var userId: String?
    /// An address that the platform has verified.
    @OrNull package var verifiedEmail: String?
    /// Whom it is on.
    package var identity: ExportedIdentity
    /// Who it was thought to be of, oldest first.
    package var identifications: [ExportedIdentity]
    /// From CRM and ERP.
    package var context: ExportedContext
    /// What happened, oldest first.
    package var timeline: [ExportedLine]
    /// Notes and whatever else belongs to the conversation.
    package var interaction: [String: String]

    /// A call.
    package init(
        callId: String,
        direction: String,
        number: String?,
        startedAt: Date,
        answeredAt: Date?,
        endedAt: Date?,
        queueId: String?,
        userId: String?,
        verifiedEmail: String?,
        identity: ExportedIdentity,
        identifications: [ExportedIdentity],
        context: ExportedContext,
        timeline: [ExportedLine],
        interaction: [String: String]
    ) {
        self.callId = callId
        self.direction = direction
        self.number = number
        self.startedAt = startedAt
        self.answeredAt = answeredAt
        self.endedAt = endedAt
        self.queueId = queueId
        self.userId = userId
        self.verifiedEmail = verifiedEmail
        self.identity = identity
        self.identifications = identifications
        self.context = context
        self.timeline = timeline
        self.interaction = interaction
    }
}

/// A switch that is remembered for a number.
package struct ExportedOverride: Codable, Sendable, Hashable {
    /// The caller number.
    package var number: String
    /// The account that it stands for.
    package var externalId: String
    /// Whose it is.
    package var name: String
    /// Who chose.
    package var by: String
    /// Why.
    package var reason: String
    /// When.
    package var at: Date
    /// Until when it counts.
    package var expires: Date

    /// A memory.
    package init(
        number: String,
        externalId: String,
        name: String,
        by: String,
        reason: String,
        at: Date,
        expires: Date
    ) {
        self.number = number
        self.externalId = externalId
        self.name = name
        self.by = by
        self.reason = reason
        self.at = at
        self.expires = expires
    }
}

/// A match that is remembered for a number.
package struct ExportedLink: Codable, Sendable, Hashable {
    /// The caller number.
    package var number: String
    /// The account that it was matched with.
    package var externalId: String
    /// Whose it is.
    package var name: String
    /// From which system.
    package var source: String
    /// When.
    package var at: Date

    /// A memory.
    package init(number: String, externalId: String, name: String, source: String, at: Date) {
        self.number = number
        self.externalId = externalId
        self.name = name
        self.source = source
        self.at = at
    }
}

/// The end of what is held about a person.
package struct ExportResult: Codable, Sendable, Hashable {
    /// When it was read.
    package var at: Date
    /// In clear: it is theirs.
    package var person: String
    /// Lines before this one.
    package var rows: Int

    /// A result.
    package init(at: Date, person: String, rows: Int) {
        self.at = at
        self.person = person
        self.rows = rows
    }
}
