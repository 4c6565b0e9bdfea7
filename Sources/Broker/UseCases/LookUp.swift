import FoundationEssentials
package import Identity
import Logging

/// Phase 1: says who is calling within the deadline, whatever the CRM does, and journals the call before it answers.
package enum LookUp {
    /// The platform's question, parsed.
    package struct Request: Sendable {
        /// Which call.
        package let call: CallID
        /// Which side called.
        package let direction: Direction
        /// The caller number; nil where withheld or unusable.
        package let number: CallerNumber?
        /// The queue, where named.
        package let queueID: String?
        /// The agent, where named.
        package let userID: String?
        /// An address that the platform has verified.
        package let verifiedEmail: EmailAddress?

        /// A question.
        package init(
            call: CallID,
            direction: Direction,
            number: CallerNumber?,
            queueID: String? = nil,
            userID: String? = nil,
            verifiedEmail: EmailAddress? = nil
        ) {
            self.call = call
            self.direction = direction
            self.number = number
            self.queueID = queueID
            self.userID = userID
            self.verifiedEmail = verifiedEmail
        }
    }

    /// The answer.
    package struct Outcome: Sendable {
        /// The call as it is now.
        package let call: Call
        /// The journal could not be written in time; the call is kept in memory.
        package let isDegraded: Bool
    }

    /// Why there is no answer.
    package enum Failure: Error, Hashable, Sendable {
        /// The journal can't be written and the memory for such calls is full.
        case overloaded
    }

    /// What the first identification is made from.
    struct Facts: Sendable {
        /// What the CRM said at once, if it did.
        let found: Enquiries.Found?
        let crm: SourceHealth
        let at: Date
        let took: Duration
    }

    /// Order: override, recent link, the CRM within its grace, number.
    package static func run(_ request: Request, with parts: BrokerParts) async throws(Failure) -> Outcome {
        let startedAt = parts.ambience.uptime()
        let found = await quickAnswer(to: request, with: parts)
        let facts = Facts(
            found: found,
            crm: parts.crms[0].health(),
            at: parts.ambience.now(),
            took: parts.ambience.uptime() - startedAt
        )
        let left = parts.policy.deadline - facts.took
        let journalled = await within(left, parts.ambience) { await journal(request, facts, with: parts) }
        if case .some(.some(let call)) = journalled { return Outcome(call: call, isDegraded: false) }
        try spool(request, facts, with: parts)
        let known = await lastKnown(of: request, before: startedAt + parts.policy.deadline, with: parts)
        return Outcome(call: decide(request, facts, parts.policy, known).1, isDegraded: true)
    }

    /// Keeps in memory what the journal did not take in time.
    static func spool(_ request: Request, _ facts: Facts, with parts: BrokerParts) throws(Failure) {
        guard parts.spool.keep(Spool.Entry(request: request, at: facts.at, took: facts.took)) else { throw .overloaded }
        parts.logger.error("A lookup was answered without the journal", metadata: ["spooled": "\(parts.spool.count)"])
    }

    /// Journals a call, and its jobs with it; nil where the journal can't be written.
    static func journal(_ request: Request, _ facts: Facts, with parts: BrokerParts) async -> Call? {
        let policy = parts.policy
        do throws(JournalFailure) {
            return try await parts.journal.decide(about: Subject(call: request.call, number: request.number)) {
                decide(request, facts, policy, $0)
            }
        } catch {
            parts.logger.warning("The journal did not take a lookup", metadata: ["failure": "\(error)"])
            return nil
        }
    }

    /// A disk that is full can still be read; one that hangs has used up the time, and the number alone must do.
    private static func lastKnown(
        of request: Request,
        before deadline: Duration,
        with parts: BrokerParts
    ) async -> Known {
        let left = deadline - parts.ambience.uptime()
        guard left > .zero else { return Known(call: nil) }
        let known = await within(left, parts.ambience) {
            try? await parts.journal.known(about: Subject(call: request.call, number: request.number))
        }
        return (known ?? nil) ?? Known(call: nil)
    }

    /// What the CRM says, if it says so at once: within the grace, the look into the journal included.
    private static func quickAnswer(to request: Request, with parts: BrokerParts) async -> Enquiries.Found? {
        guard let number = request.number else { return nil }
        if let found = parts.enquiries.recent(number) { return found }
        guard isQuick(parts.crms[0].health(), parts.policy) else { return nil }
        return await within(parts.policy.grace, parts.ambience) { await ask(request, number, with: parts) } ?? nil
    }

    /// Nobody waits for the CRM where the call or a memory answers.
    ///
    /// A CRM that fails within the grace is as good as one that does not answer: phase 2 tells why.
    private static func ask(
        _ request: Request,
        _ number: CallerNumber,
        with parts: BrokerParts
    ) async -> Enquiries.Found? {
        let subject = Subject(call: request.call, number: number)
        guard let known = try? await parts.journal.known(about: subject) else { return nil }
        let now = parts.ambience.now()
        guard known.call?.wasLookedUp != true, liveOverride(known, now) == nil,
            liveLink(known, now, parts.policy) == nil
        else { return nil }
        return try? await parts.enquiries.people(with: number)
    }

    /// Whether the CRM usually answers within the grace.
    static func isQuick(_ health: SourceHealth, _ policy: Policy) -> Bool {
        // Nobody knows yet how quick it is: the first caller after a start must not find out.
        guard policy.grace > .zero, health.state != .down, let median = health.median else { return false }
        return median < policy.grace
    }

    /// The decision, pure: the same facts always give the same call.
    static func decide(_ request: Request, _ facts: Facts, _ policy: Policy, _ known: Known) -> (Changes, Call) {
        if let call = known.call, call.wasLookedUp { return (Changes(), call) }
        var call = Call(
            id: request.call,
            direction: request.direction,
            number: request.number,
            phoneHash: policy.phoneHash,
            at: facts.at,
            queueID: request.queueID,
            userID: request.userID,
            verifiedEmail: request.verifiedEmail,
            callsBefore: known.callsOfNumber
        )
        if let override = liveOverride(known, facts.at) {
            call.recall(override, at: facts.at)
        } else if let link = liveLink(known, facts.at, policy) {
            call.recall(link, at: facts.at)
        }
        if let earlier = known.call { call.inherit(earlier) }
        var changes = Changes()
        changes.steps = [IdentityStep(at: facts.at, identity: call.identity)]
        let applied = apply(facts, policy, to: &call, &changes)
        call.answered(at: facts.at, took: facts.took)
        if !applied && facts.crm.state == .down {
            call.crmIsDown(source: facts.crm.name, retryAt: facts.crm.nextProbeAt)
        }
        changes.call = call
        changes.kind = .identified
        changes.leavesAt = policy.end(of: call)
        changes.jobs += firstJobs(call, facts, applied: applied)
        return (changes, call)
    }

    /// The CRM's answer counts at once, unless a link goes before it, or an override's account would have to be read first:
    /// that is phase 2's.
    private static func apply(_ facts: Facts, _ policy: Policy, to call: inout Call, _ changes: inout Changes) -> Bool {
        guard let found = facts.found, call.identity.resolvedBy != .recent else { return false }
        guard call.overrideToCheck(given: found.people) == nil else { return false }
        let readAt = facts.at.addingTimeInterval(-seconds(found.age))
        changes.steps = call.enrich(
            with: found.people,
            readAt: readAt,
            check: .notNeeded,
            policy: policy.matching,
            at: facts.at,
            took: nil
        )
        changes.link = EnrichFromCRM.link(of: call, source: found.people.source, at: readAt)
        return true
    }

    private static func firstJobs(_ call: Call, _ facts: Facts, applied: Bool) -> [Job] {
        func job(_ lane: Job.Lane, due: Date = facts.at, attempts: Int = 0) -> Job {
            Job(call: call.id, lane: lane, due: due, attempts: attempts, since: facts.at)
        }
        if applied { return EnrichFromCRM.followUps(of: call, at: facts.at, priority: 1) }
        guard call.number != nil else { return [job(.platform)] }
        guard facts.crm.state == .down else { return [job(.crm)] }
        // Its failure is on the screen already: the next probe's turn, and the others need not wait for it.
        let probe = job(.crm, due: facts.crm.nextProbeAt ?? facts.at, attempts: 1)
        return [probe] + EnrichFromCRM.followUps(of: call, at: facts.at, priority: 1)
    }

    private static func liveOverride(_ known: Known, _ now: Date) -> Override? {
        known.override.flatMap { $0.expires > now ? $0 : nil }
    }

    private static func liveLink(_ known: Known, _ now: Date, _ policy: Policy) -> RecentLink? {
        known.link.flatMap { now.timeIntervalSince($0.at) < policy.recentLink ? $0 : nil }
    }
}
