package import FoundationEssentials
package import Identity

/// The CRM's side of a call.
package struct CRMView: Codable, Sendable, Hashable {
    /// How far it has come.
    package var state: SourceState
    /// Which CRM.
    @OrNull package var source: String?
    /// The case.
    @OrNull package var caseId: String?
    /// `open` or `closed`.
    @OrNull package var caseStatus: String?
    /// What it is about.
    @OrNull package var caseSubject: String?
    /// As the CRM spells it.
    @OrNull package var loyaltyTier: String?
    /// Whose account.
    @OrNull package var accountName: String?
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
        caseId: String?,
        caseStatus: String?,
        caseSubject: String?,
        loyaltyTier: String?,
        accountName: String?,
        tookMs: Int?,
        asOf: Date?,
        error: String?,
        nextRetryAt: Date?
    ) {
        self.state = state
        self.source = source
        self.caseId = caseId
        self.caseStatus = caseStatus
        self.caseSubject = caseSubject
        self.loyaltyTier = loyaltyTier
        self.accountName = accountName
        self.tookMs = tookMs
        self.asOf = asOf
        self.error = error
        self.nextRetryAt = nextRetryAt
    }
}
