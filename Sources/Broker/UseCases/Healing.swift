import FoundationEssentials
import Identity
import Logging
import Logging

/// The work on the orphans of one number.
struct Healing: Sendable {
    /// What became of a call.
    enum Verdict: Sendable {
        case healed(CallID, ExternalID)
        case unknown, ambiguous, failed
        case settled
    }

    let request: Reconcile.Request
    let parts: BrokerParts

    /// How long the outbox leaves a healed call to us: it does what a run that is cut short has left.
    static let ownTime: TimeInterval = 15 * 60

    /// One after the other: the first one's record serves the others, too.
    func heal(_ items: [OrphanList.Item]) async -> [Verdict] {
        var (verdicts, finding) = ([Verdict](), Finding?.none)
        for item in items {
            do throws(JournalFailure) {
                verdicts.append(try await heal(item, &finding))
            } catch {
                parts.logger.warning("A call could not be reconciled", metadata: ["failure": "\(error)"])
                verdicts.append(.failed)
            }
        }
        return verdicts
    }

    /// What the sources say about a number.
    private struct Finding: Sendable {
        let people: People
        let readAt: Date
        var standings: [ExternalID: AccountStanding?] = [:]
    }

    private func heal(_ item: OrphanList.Item, _ finding: inout Finding?) async throws(JournalFailure) -> Verdict {
        let known = try await parts.journal.known(about: Subject(call: item.call, number: item.number))
        if let call = known.call, !call.isOrphan {
            // The platform has it on nobody all the same: its write was given up.
            guard item.interaction != nil else { return .settled }
            return request.isDryRun ? .healed(call.id, call.identity.externalID) : try await push(call.id)
        }
        guard let number = known.call?.number ?? item.number else { return .unknown }
        do throws(SourceFailure) {
            if finding == nil { finding = try await ask(number) }
            guard let people = finding?.people, let match = match(people, known) else { return .unknown }
            guard match.confidence != .ambiguous, !isContradicted(match, known) else { return .ambiguous }
            if request.isDryRun { return .healed(item.call, match.chosen.id) }
            if finding?.standings[match.chosen.id] == nil {
                finding?.standings[match.chosen.id] = await standing(of: match.chosen)
            }
        } catch {
            parts.logger.info("A source failed a reconciliation", metadata: ["failure": "\(error)"])
            return .failed
        }
        guard let finding else { return .unknown }
        guard try await settle(item, number, finding) else { return .settled }
        return try await push(item.call)
    }

    private func match(_ people: People, _ known: Known) -> MatchingPolicy.Match? {
        parts.policy.matching.match(people.accounts, hasMore: people.hasMore, verifiedEmail: known.call?.verifiedEmail)
    }

    /// A person has said that this number means somebody else.
    private func isContradicted(_ match: MatchingPolicy.Match, _ known: Known) -> Bool {
        guard let override = known.override, override.expires > parts.ambience.now() else { return false }
        return override.account.id != match.chosen.id
    }

    /// Never from the answers of the last minute.
    private func ask(_ number: CallerNumber) async throws(SourceFailure) -> Finding {
        let people = try await parts.patiently { () throws(SourceFailure) in
            try await parts.crms[0].people(with: number)
        }
        return Finding(people: people, readAt: parts.ambience.now())
    }

    /// An ERP that fails keeps nobody from being known.
    private func standing(of account: Account) async -> AccountStanding? {
        guard let erp = parts.erp, let number = account.erpAccount else { return nil }
        return try? await parts.patiently { () throws(SourceFailure) in try await erp.standing(of: number) }
    }

    /// False where somebody else was faster.
    private func settle(
        _ item: OrphanList.Item,
        _ number: CallerNumber,
        _ finding: Finding
    ) async throws(JournalFailure) -> Bool {
        let (now, policy, erp) = (parts.ambience.now(), parts.policy, parts.erp?.health().name)
        return try await parts.journal.decide(about: Subject(call: item.call, number: number)) { known in
            Self.decide(item, number, finding, known, erp, policy, now)
        }
    }

    /// The decision, pure.
    private static func decide(
        _ item: OrphanList.Item,
        _ number: CallerNumber,
        _ finding: Finding,
        _ known: Known,
        _ erp: SourceName?,
        _ policy: Policy,
        _ now: Date
    ) -> (Changes, Bool) {
        var changes = Changes()
        guard var call = known.call ?? item.interaction.map({ Call($0, number, known, policy) }), call.isOrphan,
            let match = policy.matching.match(
                finding.people.accounts,
                hasMore: finding.people.hasMore,
                verifiedEmail: call.verifiedEmail
            )
        else { return (changes, false) }
        let step = call.reconcile(
            with: match,
            among: finding.people,
            standing: finding.standings[match.chosen.id] ?? nil,
            erp: erp,
            readAt: finding.readAt,
            at: now
        )
        changes.steps = [step]
        changes.link = .set(
            RecentLink(number: number, account: match.chosen, source: finding.people.source, at: finding.readAt)
        )
        // What only the platform remembered is over long since: no desk hears of it.
        if known.call == nil {
            changes.call = call
        } else {
            changes.keep(call, telling: .enriched, over: known.call, policy, at: now)
        }
        let due = now.addingTimeInterval(ownTime)
        changes.jobs = [Job(call: call.id, lane: .platform, due: due, since: now, priority: 2)]
        if let due = policy.summaryDue(call) {
            changes.jobs.append(Job(call: call.id, lane: .summary, due: max(due, now), since: now, priority: 2))
        }
        return (changes, true)
    }

    /// Writes the platform's record as the outbox does, and waits for its rate limit; what fails stays in the outbox.
    private func push(_ id: CallID) async throws(JournalFailure) -> Verdict {
        while !Task.isCancelled {
            let now = parts.ambience.now()
            let job = Job(call: id, lane: .platform, due: now, since: now, priority: 2)
            try await SyncPlatform.run(job, with: parts)
            guard let call = try await parts.journal.known(about: Subject(call: id)).call else { return .settled }
            if call.sync.state == .confirmed { return .healed(id, call.identity.externalID) }
            guard case .rateLimited = call.sync.failure, let next = call.sync.nextRetryAt else { return .failed }
            // Cancelled means that the loop ends.
            try? await parts.ambience.sleep(.seconds(max(0.1, next.timeIntervalSince(parts.ambience.now()))))
        }
        return .failed
    }
}

extension Call {
    /// A call that only the platform remembers, as it does.
    fileprivate init(_ past: PastInteraction, _ number: CallerNumber, _ known: Known, _ policy: Policy) {
        self.init(
            id: past.call,
            direction: past.direction,
            number: number,
            phoneHash: policy.phoneHash,
            at: past.startedAt,
            callsBefore: known.callsOfNumber
        )
        _ = record(CallEvent(kind: .callEnded, at: past.endedAt))
    }
}
