import FoundationEssentials
package import Identity

/// Gives one masked value of a call in clear: for a reason, and never without a row in the audit.
package enum RevealValue {
    /// What can be revealed.
    package enum Field: String, Sendable, CaseIterable {
        case number
        case email
    }

    /// Why nothing was revealed.
    package enum Failure: Error, Hashable, Sendable {
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
        let (now, policy, staff) = (parts.ambience.now(), parts.policy, parts.staff)
        let result: Result<String, Failure>
        do throws(JournalFailure) {
            result = try await parts.journal.decide(about: Subject(call: id)) { known in
                guard var call = known.call, staff.may(viewer, see: call) else {
                    return (Changes(), .failure(.unknownCall))
                }
                guard let value = value(field, of: call) else { return (Changes(), .failure(.nothingToReveal(field))) }
                call.revealed(field.rawValue, by: viewer.actor, reason: reason, at: now)
                var changes = Changes()
                changes.keep(call, telling: .updated, over: known.call, policy, at: now)
                changes.audit = [AuditEntry(at: now, actor: viewer.actor, kind: .reveal, field: field.rawValue)]
                return (changes, .success(value))
            }
        } catch {
            throw .journal(error)
        }
        return try result.get()
    }

    private static func value(_ field: Field, of call: Call) -> String? {
        switch field {
        case .number: call.number?.e164
        case .email: call.identity.email?.text
        }
    }
}
