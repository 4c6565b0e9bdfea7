import FoundationEssentials
package import Identity
import Logging

/// Puts a call on another account: validated against the CRM before anything changes.
package enum SwitchContext {
    /// What is asked.
    package struct Request: Sendable {
        /// Which call.
        package let call: CallID
        /// The account as it was typed: it becomes an external ID only when it is one.
        package let target: String
        /// Why.
        package let reason: PersonalText
        /// The identity that the asker believes to be current.
        package let expected: ExternalID?
        /// Who asks.
        package let actor: Actor
        /// Asks for the memory on a switchboard.
        package let remember: Bool
        /// Whose sight limits which calls exist; nil for the platform.
        package let viewer: Viewer?

        /// A request.
        package init(
            call: CallID,
            target: String,
            reason: PersonalText,
            expected: ExternalID?,
            actor: Actor,
            remember: Bool = false,
            viewer: Viewer? = nil
        ) {
            self.call = call
            self.target = target
            self.reason = reason
            self.expected = expected
            self.actor = actor
            self.remember = remember
            self.viewer = viewer
        }

        /// The same request with another expectation.
        func expecting(_ expected: ExternalID?) -> Request {
            Request(
                call: call,
                target: target,
                reason: reason,
                expected: expected,
                actor: actor,
                remember: remember,
                viewer: viewer
            )
        }
    }

    /// Why the call stays as it was; `current` is its identity.
    package enum Failure: Error, Hashable, Sendable, FailureOnACall {
        case unknownCall
        case badExternalID(current: ExternalID)
        case unknownAccount(ExternalID, current: ExternalID)
        case sourceUnavailable(SourceFailure, current: ExternalID)
        /// The identity is another than expected, or another switch is in flight.
        case conflict(current: ExternalID)
        /// The call has ended and its undo time is over.
        case tooLate(current: ExternalID)
        case tooManyRefusals(current: ExternalID)
        case journal(JournalFailure)
    }

    /// The call on its new account.
    package static func run(_ request: Request, with parts: BrokerParts) async throws(Failure) -> Call {
        let request = request.expecting(request.expected.map(parts.canonical))
        let call = try await parts.call(request.call, for: request.viewer, orElse: Failure.self)
        let current = call.identity.externalID
        guard !parts.guardian.isTired(of: request.actor, on: request.call, at: parts.ambience.now()) else {
            throw .tooManyRefusals(current: current)
        }
        guard let target = ExternalID(request.target).map(parts.canonical), let crm = parts.crm(of: target) else {
            await refuse(request, account: nil, parts)
            throw .badExternalID(current: current)
        }
        if let expected = request.expected, expected != current { throw .conflict(current: current) }
        if target == current { return call }
        guard !isTooLate(call, parts.policy, parts.ambience.now()) else { throw .tooLate(current: current) }
        guard parts.guardian.begin(request.call) else { throw .conflict(current: current) }
        defer { parts.guardian.end(request.call) }
        let account = try await validate(target, with: crm, request, current: current, parts)
        return try await commit(account, source: crm.health().name, request, based: call, with: parts)
    }

    private static func validate(
        _ target: ExternalID,
        with crm: any CRM,
        _ request: Request,
        current: ExternalID,
        _ parts: BrokerParts
    ) async throws(Failure) -> Account {
        let answer: Account?
        do throws(SourceFailure) { answer = try await crm.account(target) } catch {
            throw .sourceUnavailable(error, current: current)
        }
        // Connectors check this too; here it is what stands between a typing error and the wrong customer.
        guard let account = answer, account.id == target else {
            await refuse(request, account: target, parts)
            throw .unknownAccount(target, current: current)
        }
        return account
    }

    /// Counted, logged, and told to whoever has the call on the screen: a phone menu has no screen to say so.
    private static func refuse(_ request: Request, account: ExternalID?, _ parts: BrokerParts) async {
        let (now, policy) = (parts.ambience.now(), parts.policy)
        parts.guardian.refused(request.actor, on: request.call, at: now)
        parts.logger.notice("A switch was refused", metadata: ["by": "\(request.actor.role.rawValue)"])
        // The answer is the same where the line can't be kept.
        try? await parts.journal.decide(about: Subject(call: request.call)) { known in
            var changes = Changes()
            guard var call = known.call else { return (changes, ()) }
            call.refuseSwitch(to: account, by: request.actor, at: now)
            changes.keep(call, telling: .updated, over: known.call, policy, at: now)
            return (changes, ())
        }
    }

    private static func commit(
        _ account: Account,
        source: SourceName,
        _ request: Request,
        based call: Call,
        with parts: BrokerParts
    ) async throws(Failure) -> Call {
        let (now, name, policy) = (parts.ambience.now(), parts.ambience.name(), parts.policy)
        return try await parts.decide(about: Subject(call: request.call, number: call.number)) {
            decide(account, source, request, $0, policy, now, name: name)
        }
    }

    /// The decision, pure.
    ///
    /// Without an expectation the current identity is whatever it is at commit.
    static func decide(
        _ account: Account,
        _ source: SourceName,
        _ request: Request,
        _ known: Known,
        _ policy: Policy,
        _ now: Date,
        name: String
    ) -> (Changes, Result<Call, Failure>) {
        guard var call = known.call else { return (Changes(), .failure(.unknownCall)) }
        let current = call.identity.externalID
        if let expected = request.expected, expected != current {
            return (Changes(), .failure(.conflict(current: current)))
        }
        // The machine may have come to the same account while the CRM was asked.
        guard account.id != current else { return (Changes(), .success(call)) }
        guard !isTooLate(call, policy, now) else { return (Changes(), .failure(.tooLate(current: current))) }
        let override = memory(of: request, account, source, call, policy, now, name)
        var changes = Changes()
        changes.audit = [AuditEntry(at: now, actor: request.actor, kind: .switch)]
        changes.steps = call.switch(
            to: account,
            source: source,
            actor: request.actor,
            reason: request.reason,
            at: now,
            remembering: override,
            before: known.override
        )
        if let override {
            changes.override = .set(override)
            changes.link = .drop
        }
        changes.keep(call, telling: .switched, over: known.call, policy, at: now)
        changes.jobs = EnrichFromCRM.followUps(of: call, at: now, priority: 0)
        return (changes, .success(call))
    }

    private static func isTooLate(_ call: Call, _ policy: Policy, _ now: Date) -> Bool {
        call.life.endedAt.map { now > $0.addingTimeInterval(policy.undoWindow) } ?? false
    }

    /// Flows are not remembered unless configured; a switchboard only when asked for; a withheld number never.
    private static func memory(
        of request: Request,
        _ account: Account,
        _ source: SourceName,
        _ call: Call,
        _ policy: Policy,
        _ now: Date,
        _ name: String
    ) -> Override? {
        guard let number = call.number, request.actor.role != .flow || policy.remembersFlows else { return nil }
        guard !call.isSwitchboard || request.remember else { return nil }
        return Override(
            id: name,
            number: number,
            account: account,
            source: source,
            actor: request.actor,
            reason: request.reason,
            at: now,
            expires: now.addingTimeInterval(policy.overrideLife),
            isSwitchboard: call.isSwitchboard,
            wasAskedFor: request.remember
        )
    }
}
