package import Identity

/// `POST /api/v1/genesys/lookup`.
package struct LookupRequest: Codable, Sendable {
    /// The guide's payload; every field text.
    package var fromNumber: String?
    /// The number called.
    package var toNumber: String?
    /// The platform's key.
    package var callId: String
    /// `inbound` (when missing) or `outbound`.
    package var type: String?
    /// The agent.
    package var userId: String?
    /// The queue.
    package var queueId: String?
    /// An address that the platform has verified.
    package var verifiedEmail: String?

    /// A lookup.
    package init(
        fromNumber: String?,
        toNumber: String?,
        callId: String,
        type: String? = nil,
        userId: String? = nil,
        queueId: String? = nil,
        verifiedEmail: String? = nil
    ) {
        self.fromNumber = fromNumber
        self.toNumber = toNumber
        self.callId = callId
        self.type = type
        self.userId = userId
        self.queueId = queueId
        self.verifiedEmail = verifiedEmail
    }
}

/// The answer to the platform: the guide's flat identity.
package struct FlatIdentity: Codable, Sendable, Hashable {
    /// The guide's `data`.
    package struct Facts: Codable, Sendable, Hashable {
        /// The case.
        package var crmCaseId: String?
        /// How the account stands.
        package var erpAccountStatus: String?
        /// As the CRM spells it.
        package var loyaltyTier: String?
        /// The larger of the CRM's count and the journal's.
        package var previousInteractionCount: Int?
        /// How it came about.
        package var resolvedBy: ResolvedBy
        /// True where the journal could not be written.
        package var degraded: Bool?

        /// What is known.
        package init(
            crmCaseId: String?,
            erpAccountStatus: String?,
            loyaltyTier: String?,
            previousInteractionCount: Int?,
            resolvedBy: ResolvedBy,
            degraded: Bool? = nil
        ) {
            self.crmCaseId = crmCaseId
            self.erpAccountStatus = erpAccountStatus
            self.loyaltyTier = loyaltyTier
            self.previousInteractionCount = previousInteractionCount
            self.resolvedBy = resolvedBy
            self.degraded = degraded
        }
    }

    /// Whom the call is on.
    package var externalId: String
    /// Where known.
    package var name: String?
    /// Where known.
    package var email: String?
    /// What belongs to the person.
    package var data: Facts

    /// An identity.
    package init(externalId: String, name: String?, email: String?, data: Facts) {
        self.externalId = externalId
        self.name = name
        self.email = email
        self.data = data
    }
}
