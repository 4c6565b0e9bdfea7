package import FoundationEssentials

/// Who put a call on an account, or revoked a memory.
package struct Actor: Hashable, Sendable, Codable {
    /// What kind of actor.
    package enum Role: String, Sendable, Codable {
        case agent
        case supervisor
        /// An IVR flow: its choices are not remembered.
        case flow
    }

    /// The platform's user ID, or the desk's user name.
    package let id: String
    /// As colleagues know them.
    package let name: String?
    /// What kind of actor.
    package let role: Role

    /// An actor.
    package init(id: String, name: String?, role: Role) {
        self.id = id
        self.name = name
        self.role = role
    }
}

/// How an identification came about.
package enum ResolvedBy: String, Sendable, Codable, CaseIterable {
    case override
    case recent
    case crm
    case phone
    case unknown
    case `switch`
    case reconciled
}

/// An account by name, where the whole record is not needed.
package struct AccountReference: Hashable, Sendable, Codable {
    /// Its external ID.
    package let externalID: ExternalID
    /// Whose it is.
    package let name: PersonalText?

    /// Names an account.
    package init(externalID: ExternalID, name: PersonalText?) {
        self.externalID = externalID
        self.name = name
    }
}

/// Which person a call is taken to be, why, from which source, how old and how sure.
package struct Identification: Hashable, Sendable, Codable {
    /// Whom the call is on.
    package var externalID: ExternalID
    /// Where known.
    package var name: PersonalText?
    /// Where known.
    package var email: EmailAddress?
    /// 1 until the CRM's answer has been applied, then 2.
    package var phase: Int
    /// How it came about.
    package var resolvedBy: ResolvedBy
    /// The matching rule that decided, where one did.
    package var rule: MatchRule?
    /// How sure; nil where nobody is identified.
    package var confidence: Confidence?
    /// Where the facts come from.
    package var source: SourceName?
    /// When they were true.
    package var asOf: Date
    /// Who chose, where a person or a flow did.
    package var actor: Actor?
    /// Why they chose.
    package var reason: PersonalText?
    /// Who would have been next.
    package var runnerUp: AccountReference?
    /// The memory that decided, where one did.
    package var override: Override?

    /// A phase-1 identification without a person.
    package init(proxy externalID: ExternalID, resolvedBy: ResolvedBy, asOf: Date) {
        self.externalID = externalID
        self.phase = 1
        self.resolvedBy = resolvedBy
        self.asOf = asOf
    }

    /// An identification as an account of the CRM.
    package init(account: Account, phase: Int, resolvedBy: ResolvedBy, source: SourceName?, asOf: Date) {
        externalID = account.id
        name = account.name
        email = account.email
        self.phase = phase
        self.resolvedBy = resolvedBy
        self.source = source
        self.asOf = asOf
    }
}

/// The memory of a switch: this caller number means that account, until it expires or is revoked.
package struct Override: Hashable, Sendable, Codable {
    /// Its key; random.
    package let id: String
    /// Whose calls it decides.
    package let number: CallerNumber
    /// The account as it was when it was chosen.
    package let account: Account
    /// Which CRM has the account.
    package let source: SourceName
    /// Who chose.
    package let actor: Actor
    /// Why.
    package let reason: PersonalText
    /// When.
    package let at: Date
    /// Until when it counts.
    package let expires: Date
    /// More than three people had the number: it ranks first but stays ambiguous.
    package let isSwitchboard: Bool
    /// Whoever chose asked for the memory, and did not only get it.
    package let wasAskedFor: Bool

    /// A memory.
    package init(
        id: String,
        number: CallerNumber,
        account: Account,
        source: SourceName,
        actor: Actor,
        reason: PersonalText,
        at: Date,
        expires: Date,
        isSwitchboard: Bool,
        wasAskedFor: Bool = false
    ) {
        self.id = id
        self.number = number
        self.account = account
        self.source = source
        self.actor = actor
        self.reason = reason
        self.at = at
        self.expires = expires
        self.isSwitchboard = isSwitchboard
        self.wasAskedFor = wasAskedFor
    }

    /// The same memory, of a number that proved to be a switchboard's.
    var asSwitchboard: Override {
        Override(
            id: id,
            number: number,
            account: account,
            source: source,
            actor: actor,
            reason: reason,
            at: at,
            expires: expires,
            isSwitchboard: true,
            wasAskedFor: wasAskedFor
        )
    }

    /// How sure an identification by this memory is, before the CRM has been asked again.
    package var confidence: Confidence { isSwitchboard ? .ambiguous : .likely }
}

/// A link remembered from a `certain` or `likely` match of the CRM.
package struct RecentLink: Hashable, Sendable, Codable {
    /// Whose calls it answers.
    package let number: CallerNumber
    /// The account as it was.
    package let account: Account
    /// Which CRM.
    package let source: SourceName
    /// When it was matched.
    package let at: Date

    /// A link.
    package init(number: CallerNumber, account: Account, source: SourceName, at: Date) {
        self.number = number
        self.account = account
        self.source = source
        self.at = at
    }
}

/// One line of "who did we think this was, and when".
package struct IdentityStep: Hashable, Sendable, Codable {
    /// When.
    package let at: Date
    /// What was thought.
    package let identity: Identification
    /// True for a late result that was journalled but not applied.
    package let superseded: Bool

    /// A step.
    package init(at: Date, identity: Identification, superseded: Bool = false) {
        self.at = at
        self.identity = identity
        self.superseded = superseded
    }
}
