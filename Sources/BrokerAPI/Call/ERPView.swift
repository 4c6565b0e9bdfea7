package import FoundationEssentials
package import Identity

/// The ERP's side of a call, or of a candidate.
package struct ERPView: Codable, Sendable, Hashable {
    /// How far it has come.
    package var state: SourceState
    /// Which ERP.
    @OrNull package var source: String?
    /// `Active`, `Credit hold`, `Blocked` or `Closed`; nil where it is not told.
    @OrNull package var accountStatus: String?
    /// All open items.
    @OrNull package var balanceDue: MoneyView?
    /// Those past their due date.
    @OrNull package var overdue: MoneyView?
    /// Whether deliveries wait for money; nil where it is not told.
    @OrNull package var creditHold: Bool?
    /// Milliseconds.
    @OrNull package var tookMs: Int?
    /// When it was true.
    @OrNull package var asOf: Date?
    /// In words.
    @OrNull package var error: String?
    /// When it is asked again.
    @OrNull package var nextRetryAt: Date?

    /// All fields.
    package init(
        state: SourceState,
        source: String?,
        accountStatus: String?,
        balanceDue: MoneyView?,
        overdue: MoneyView?,
        creditHold: Bool?,
        tookMs: Int?,
        asOf: Date?,
        error: String?,
        nextRetryAt: Date?
    ) {
        self.state = state
        self.source = source
        self.accountStatus = accountStatus
        self.balanceDue = balanceDue
        self.overdue = overdue
        self.creditHold = creditHold
        self.tookMs = tookMs
        self.asOf = asOf
        self.error = error
        self.nextRetryAt = nextRetryAt
    }
}

/// An amount of money; decimal text, never a binary number.
package struct MoneyView: Codable, Sendable, Hashable {
    /// Such as `42.10`.
    package var amount: String
    /// ISO 4217.
    package var currency: String

    /// All fields.
    package init(
        amount: String,
        currency: String
    ) {
        self.amount = amount
        self.currency = currency
    }
}
