import FoundationEssentials
package import Identity

/// Gives one masked value of a call in clear: for a reason, and never without a row in the audit.
package enum RevealValue {
    /// What can be revealed.
    package enum Field: String, Sendable, CaseIterable {
        case number
        case email

        /// As the call's timeline names it.
        var word: String {
            switch self {
            case .number: "number"
            case .email: "e-mail"
            }
        }
    }

    /// Why nothing was revealed.
    package enum Failure: Error, Hashable, Sendable, FailureOnACall {
        case unknownCall
        /// The call has no such value.
        case nothingToReveal(Field)
        case journal(JournalFailure)
    }

    /// The value, once the audit row is on disk; the row has neither value nor reason, the call's timeline has the reason.
    package static func run(
        _ field: Field,
        of id: CallID,
        reason: PersonalText,
        by viewer: Viewer,
        with parts: BrokerParts
    ) async throws(Failure) -> String {
        let (now, policy) = (parts.ambience.now(), parts.policy)
        return try await parts.decide(on: id, by: viewer) { before -> (Changes, Result<String, Failure>) in
            guard let value = value(field, of: before) else { return (Changes(), .failure(.nothingToReveal(field))) }
            var (call, changes) = (before, Changes())
            call.revealed(field.word, by: viewer.actor, reason: reason, at: now)
            changes.keep(call, telling: .updated, over: before, policy, at: now)
            changes.audit = [AuditEntry(at: now, actor: viewer.actor, kind: .reveal, field: field.rawValue)]
            return (changes, .success(value))
        }
    }

    private static func value(_ field: Field, of call: Call) -> String? {
        switch field {
        case .number: call.number?.e164
        case .email: call.identity.email?.text
        }
    }
}
