package import FoundationEssentials

/// Whether an account is a person's own or a company's.
package enum AccountKind: String, Sendable, Codable, CaseIterable {
    case personal
    case business
}

/// The number of an account in the ERP, linked from the CRM.
package struct ERPAccountNumber: Hashable, Sendable, BareText, Masked {
    /// As the CRM holds it.
    package let text: String
    /// The last four characters are hidden.
    package var masked: String { "\(text.dropLast(4))••••" }
    /// Nil unless 1 to 30 characters of `[A-Za-z0-9._-]`: it goes into the ERP's query.
    package init?(_ text: String) {
        guard (1...30).contains(text.utf8.count), text.utf8.allSatisfy(isIdentifierByte) else { return nil }
        self.text = text
    }
}

/// A case in the CRM.
package struct SupportCase: Hashable, Sendable, Codable {
    /// Its number, such as `CASE-99812`.
    package let id: String
    /// Whether somebody still has to do something about it.
    package let isOpen: Bool
    /// What it is about.
    package let subject: PersonalText?

    /// A case as the CRM gave it.
    package init(id: String, isOpen: Bool, subject: PersonalText?) {
        self.id = id
        self.isOpen = isOpen
        self.subject = subject
    }
}

/// A record of the CRM that a call can be put on.
package struct Account: Hashable, Sendable, Codable {
    /// Its external ID, such as `CRM:500245678`.
    package let id: ExternalID
    /// Whose it is.
    package let name: PersonalText
    /// Where known.
    package let email: EmailAddress?
    /// Where known.
    package let kind: AccountKind?
    /// The loyalty tier, as the CRM spells it; not personal.
    package let tier: String?
    /// The open case, or the latest one.
    package let supportCase: SupportCase?
    /// When this customer was last in touch.
    package let lastContactAt: Date?
    /// The account in the ERP.
    package let erpAccount: ERPAccountNumber?
    /// How many interactions the CRM counts before this one.
    package let interactions: Int?
    /// Why the case is not told, where the CRM refuses its cases alone; nil where it tells them.
    package var refusal: SourceFailure?

    /// An account as the CRM gave it.
    package init(
        id: ExternalID,
        name: PersonalText,
        email: EmailAddress? = nil,
        kind: AccountKind? = nil,
        tier: String? = nil,
        supportCase: SupportCase? = nil,
        lastContactAt: Date? = nil,
        erpAccount: ERPAccountNumber? = nil,
        interactions: Int? = nil
    ) {
        self.id = id
        self.name = name
        self.email = email
        self.kind = kind
        self.tier = tier
        self.supportCase = supportCase
        self.lastContactAt = lastContactAt
        self.erpAccount = erpAccount
        self.interactions = interactions
    }
}

/// Everybody whom a CRM has under one number.
package struct People: Hashable, Sendable {
    /// In no particular order; the matching policy makes one.
    package let accounts: [Account]
    /// There were more than were read (50).
    package let hasMore: Bool
    /// Which CRM.
    package let source: SourceName

    /// A CRM's answer.
    package init(accounts: [Account], hasMore: Bool = false, source: SourceName) {
        self.accounts = accounts
        self.hasMore = hasMore
        self.source = source
    }
}

/// How an account stands with the ERP.
package struct AccountStanding: Hashable, Sendable, Codable {
    /// The words of the guide's `erpAccountStatus`.
    package enum Status: String, Sendable, Codable, CaseIterable {
        case active = "Active"
        case creditHold = "Credit hold"
        case blocked = "Blocked"
        case closed = "Closed"
    }

    /// Whether business can be done with it; nil where the ERP tells amounts only.
    package let status: Status?
    /// All open items.
    package let balanceDue: Money?
    /// Those past their due date.
    package let overdue: Money?
    /// Whether deliveries wait for money; nil where the ERP does not tell.
    package let creditHold: Bool?
    /// Which ERP.
    package let source: SourceName
    /// Why a part is not told, where one of the ERP's services refuses; nil where all that it has is told.
    package var refusal: SourceFailure?

    /// A standing as the ERP gave it.
    package init(status: Status?, balanceDue: Money?, overdue: Money?, creditHold: Bool?, source: SourceName) {
        self.status = status
        self.balanceDue = balanceDue
        self.overdue = overdue
        self.creditHold = creditHold
        self.source = source
    }
}
