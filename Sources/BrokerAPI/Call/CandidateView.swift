package import Identity

/// An account that the call can be put on.
package struct CandidateView: Codable, Sendable, Hashable {
    /// 1 to 9; null from the tenth on, and in search results.
    @OrNull package var digit: Int?
    /// Its external ID.
    package var externalId: String
    /// Whose it is.
    package var name: String
    /// Personal or business.
    @OrNull package var kind: AccountKind?
    /// As the CRM spells it.
    @OrNull package var tier: String?
    /// The case.
    @OrNull package var caseId: String?
    /// Where it was asked for.
    @OrNull package var erp: ERPView?

    /// All fields.
    package init(
        digit: Int?,
        externalId: String,
        name: String,
        kind: AccountKind?,
        tier: String?,
        caseId: String?,
        erp: ERPView?
    ) {
        self.digit = digit
        self.externalId = externalId
        self.name = name
        self.kind = kind
        self.tier = tier
        self.caseId = caseId
        self.erp = erp
    }
}
