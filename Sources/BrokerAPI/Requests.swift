package import FoundationEssentials
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

/// `POST /api/v1/genesys/update-context`.
package struct UpdateContextRequest: Codable, Sendable {
    /// Who asks, on the platform's side.
    package struct Agent: Codable, Sendable {
        /// The agent.
        package var userId: String

        /// An agent.
        package init(userId: String) { self.userId = userId }
    }

    /// Which call.
    package var callId: String
    /// The account that it shall be on.
    package var newExternalId: String
    /// Why.
    package var reason: String
    /// The identity that the caller believes to be current.
    package var expectedExternalId: String?
    /// Without one, an IVR flow asks.
    package var actor: Agent?
    /// Asks for the memory on a switchboard.
    package var remember: Bool?

    /// A switch.
    package init(
        callId: String,
        newExternalId: String,
        reason: String,
        expectedExternalId: String? = nil,
        actor: Agent? = nil,
        remember: Bool? = nil
    ) {
        self.callId = callId
        self.newExternalId = newExternalId
        self.reason = reason
        self.expectedExternalId = expectedExternalId
        self.actor = actor
        self.remember = remember
    }
}

/// One item of `POST /api/v1/genesys/events`.
package struct PlatformEvent: Codable, Sendable {
    /// The platform's own timings, in milliseconds.
    package struct Metrics: Codable, Sendable {
        /// Talking.
        package var talkMs: Int?
        /// On hold.
        package var heldMs: Int?
        /// After-call work.
        package var acwMs: Int?
        /// Dialing out.
        package var dialingMs: Int?
        /// Contacting.
        package var contactingMs: Int?

        /// Timings.
        package init(
            talkMs: Int? = nil,
            heldMs: Int? = nil,
            acwMs: Int? = nil,
            dialingMs: Int? = nil,
            contactingMs: Int? = nil
        ) {
            self.talkMs = talkMs
            self.heldMs = heldMs
            self.acwMs = acwMs
            self.dialingMs = dialingMs
            self.contactingMs = contactingMs
        }

        /// Reads whole milliseconds; an error names the field that has something else.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            talkMs = try container.wholeNumberIfPresent(forKey: .talkMs)
            heldMs = try container.wholeNumberIfPresent(forKey: .heldMs)
            acwMs = try container.wholeNumberIfPresent(forKey: .acwMs)
            dialingMs = try container.wholeNumberIfPresent(forKey: .dialingMs)
            contactingMs = try container.wholeNumberIfPresent(forKey: .contactingMs)
        }
    }

    /// Such as `callAnswered`; unknown ones are accepted and ignored.
    package var type: String
    /// Which call.
    package var callId: String
    /// When, by the platform's clock.
    package var at: Date
    /// The agent.
    package var userId: String?
    /// The queue.
    package var queueId: String?
    /// The agent's leg.
    package var legId: String?
    /// The platform's own timings.
    package var metrics: Metrics?

    /// An event.
    package init(
        type: String,
        callId: String,
        at: Date,
        userId: String? = nil,
        queueId: String? = nil,
        legId: String? = nil,
        metrics: Metrics? = nil
    ) {
        self.type = type
        self.callId = callId
        self.at = at
        self.userId = userId
        self.queueId = queueId
        self.legId = legId
        self.metrics = metrics
    }
}

/// The answer to events.
package struct EventsAnswer: Codable, Sendable, Hashable {
    /// Applied.
    package var accepted: Int
    /// Delivered before.
    package var duplicates: Int
    /// Of an unknown type.
    package var ignored: Int

    /// What became of a batch.
    package init(accepted: Int, duplicates: Int, ignored: Int) {
        self.accepted = accepted
        self.duplicates = duplicates
        self.ignored = ignored
    }
}

/// `POST /v1/calls/{callId}/context`.
package struct SwitchRequest: Codable, Sendable, Hashable {
    /// The account that the call shall be on.
    package var newExternalId: String
    /// Why.
    package var reason: String
    /// The identity on the agent's screen.
    package var expectedExternalId: String
    /// Asks for the memory on a switchboard.
    package var remember: Bool?

    /// A switch.
    package init(newExternalId: String, reason: String, expectedExternalId: String, remember: Bool? = nil) {
        self.newExternalId = newExternalId
        self.reason = reason
        self.expectedExternalId = expectedExternalId
        self.remember = remember
    }
}

/// `POST /v1/calls/{callId}/review`.
package struct ReviewRequest: Codable, Sendable, Hashable {
    /// The account to read.
    package var externalId: String

    /// A review.
    package init(externalId: String) { self.externalId = externalId }
}

/// `POST /v1/accounts/search`.
package struct SearchRequest: Codable, Sendable, Hashable {
    /// An external ID, a number, an e-mail or a name.
    package var query: String
    /// At most so many.
    package var limit: Int?

    /// A search.
    package init(query: String, limit: Int? = nil) {
        self.query = query
        self.limit = limit
    }

    /// Reads a search; an error names the field at fault.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        query = try container.decode(String.self, forKey: .query)
        limit = try container.wholeNumberIfPresent(forKey: .limit)
    }
}

/// The answer to a search.
package struct SearchAnswer: Codable, Sendable, Hashable {
    /// What was found.
    package var accounts: [CandidateView]

    /// What was found.
    package init(accounts: [CandidateView]) { self.accounts = accounts }
}

/// The answer to `GET /v1/calls`.
package struct CallsAnswer: Codable, Sendable, Hashable {
    /// Newest first, at most 500.
    package var calls: [CallView]

    /// Calls.
    package init(calls: [CallView]) { self.calls = calls }
}

/// The answer to `GET /v1/calls/{callId}/history`.
package struct HistoryAnswer: Codable, Sendable, Hashable {
    /// One identification.
    package struct Step: Codable, Sendable, Hashable {
        /// When.
        package var at: Date
        /// Whom the call was on.
        package var externalId: String
        /// Where known.
        @OrNull package var name: String?
        /// How it came about.
        package var resolvedBy: ResolvedBy
        /// The rule that decided.
        @OrNull package var rule: MatchRule?
        /// How sure.
        @OrNull package var confidence: Confidence?
        /// Which source.
        @OrNull package var source: String?
        /// Who chose.
        @OrNull package var actor: ActorView?
        /// Why.
        @OrNull package var reason: String?
        /// Journalled, not applied.
        package var superseded: Bool

        /// A step.
        package init(
            at: Date,
            externalId: String,
            name: String?,
            resolvedBy: ResolvedBy,
            rule: MatchRule?,
            confidence: Confidence?,
            source: String?,
            actor: ActorView?,
            reason: String?,
            superseded: Bool
        ) {
            self.at = at
            self.externalId = externalId
            self.name = name
            self.resolvedBy = resolvedBy
            self.rule = rule
            self.confidence = confidence
            self.source = source
            self.actor = actor
            self.reason = reason
            self.superseded = superseded
        }
    }

    /// Oldest first.
    package var steps: [Step]

    /// A history.
    package init(steps: [Step]) { self.steps = steps }
}

/// The answer to `GET /v1/overrides`.
package struct OverridesAnswer: Codable, Sendable, Hashable {
    /// One memory.
    package struct Item: Codable, Sendable, Hashable {
        /// Its key.
        package var id: String
        /// Masked.
        package var number: String
        /// The account.
        package var externalId: String
        /// Whose it is.
        package var name: String
        /// Who chose.
        package var actor: ActorView
        /// Why.
        package var reason: String
        /// When.
        package var at: Date
        /// Until when it counts.
        package var expires: Date

        /// A memory.
        package init(
            id: String,
            number: String,
            externalId: String,
            name: String,
            actor: ActorView,
            reason: String,
            at: Date,
            expires: Date
        ) {
            self.id = id
            self.number = number
            self.externalId = externalId
            self.name = name
            self.actor = actor
            self.reason = reason
            self.at = at
            self.expires = expires
        }
    }

    /// Newest first.
    package var overrides: [Item]

    /// Memories.
    package init(overrides: [Item]) { self.overrides = overrides }
}
