package import FoundationEssentials
package import Identity
import Synchronization

/// The journal's twin in memory: the same promises, except that nothing outlives it.
package final class MemoryJournal: Journal, Agenda, OverrideMemory, AuditTrail, StatisticsReading {
    let ledger = Mutex(MemoryLedger())
    private let committed: @Sendable ([Committed]) -> Void

    /// An empty journal; `committed` is told of each change before its decision is answered, and must not block.
    package init(committed: @escaping @Sendable ([Committed]) -> Void = { _ in }) { self.committed = committed }

    /// What every write fails with from now on, as on a full disk; nil mends it.
    package func refuseWrites(_ failure: JournalFailure?) { ledger.withLock { $0.failure = failure } }

    /// Decides under the lock, so that observers see commits in their order.
    package func decide<Answer: Sendable>(
        about subject: Subject,
        _ decide: @escaping @Sendable (Known) -> (Changes, Answer)
    ) async throws(JournalFailure) -> Answer {
        try decideNow(about: subject, decide)
    }

    /// Decides at once, and tells on the caller's thread.
    package func decide<Answer: Sendable>(
        about subject: Subject,
        _ decide: @escaping @Sendable (Known) -> (Changes, Answer),
        then: @escaping @Sendable (Result<Answer, JournalFailure>) -> Void
    ) {
        then(Result { () throws(JournalFailure) in try decideNow(about: subject, decide) })
    }

    private func decideNow<Answer>(
        about subject: Subject,
        _ decide: (Known) -> (Changes, Answer)
    ) throws(JournalFailure) -> Answer {
        try ledger.withLock { ledger throws(JournalFailure) in
            let known = ledger.known(about: subject)
            let (changes, answer) = decide(known)
            guard !changes.isEmpty else { return answer }
            try ledger.apply(changes, about: subject, given: known)
            if let change = changes.committed(over: known) { committed([change]) }
            return answer
        }
    }

    /// What is known of a subject.
    package func known(about subject: Subject) async throws(JournalFailure) -> Known {
        ledger.withLock { $0.known(about: subject) }
    }

    /// Calls on the feed, newest first.
    package func liveCalls(
        limit: Int,
        where isWanted: @escaping @Sendable (Call) -> Bool
    ) async throws(JournalFailure) -> [Call] {
        ledger.withLock { ledger in
            let live = ledger.calls.values.filter { $0.leavesAt != nil && isWanted($0.call) }
            let newest = live.sorted { ($0.call.life.startedAt, $0.place) > ($1.call.life.startedAt, $1.place) }
            return newest.prefix(limit).map(\.call)
        }
    }

    /// Every identification of a call, oldest first.
    package func history(of call: CallID) async throws(JournalFailure) -> [IdentityStep] {
        ledger.withLock { $0.steps[call] ?? [] }
    }

    /// Jobs of a lane that are due, most urgent first.
    package func due(
        _ lane: Job.Lane,
        at now: Date,
        limit: Int,
        except busy: Set<CallID>
    ) async throws(JournalFailure) -> [Job] {
        ledger.withLock { ledger in
            let due = ledger.jobs.values.filter { $0.lane == lane && $0.due <= now && !busy.contains($0.call) }
            return Array(due.sorted(by: isMoreUrgent).prefix(limit))
        }
    }

    /// When the next job of a lane falls due.
    package func nextDue(_ lane: Job.Lane) async throws(JournalFailure) -> Date? {
        ledger.withLock { $0.jobs.values.filter { $0.lane == lane }.map(\.due).min() }
    }

    /// Calls whose time on the feed is over, the longest over first.
    package func leaving(at now: Date, limit: Int) async throws(JournalFailure) -> [CallID] {
        ledger.withLock { ledger in
            let over = ledger.calls.values.compactMap { entry in
                entry.leavesAt.flatMap { $0 <= now ? (leavesAt: $0, place: entry.place, id: entry.call.id) : nil }
            }
            return over.sorted { ($0.leavesAt, $0.place) < ($1.leavesAt, $1.place) }.prefix(limit).map(\.id)
        }
    }

    /// When the next call's time on the feed is over.
    package func nextLeaving() async throws(JournalFailure) -> Date? {
        ledger.withLock { $0.calls.values.compactMap(\.leavesAt).min() }
    }

    /// All overrides that have not expired, newest first.
    package func overrides(at now: Date, limit: Int) async throws(JournalFailure) -> [Override] {
        ledger.withLock { ledger in
            let live = ledger.overrides.values.filter { $0.expires > now }
            return Array(live.sorted { ($1.at, $0.id) < ($0.at, $1.id) }.prefix(limit))
        }
    }

    /// Forgets an override.
    package func revoke(_ id: String) async throws(JournalFailure) -> Override? {
        try ledger.withLock { ledger throws(JournalFailure) in
            guard let override = ledger.overrides.values.first(where: { $0.id == id }) else { return nil }
            if let failure = ledger.failure { throw failure }
            ledger.overrides[override.number] = nil
            return override
        }
    }

    /// Keeps an entry of the audit.
    package func record(_ entry: AuditEntry) async throws(JournalFailure) {
        try ledger.withLock { ledger throws(JournalFailure) in
            if let failure = ledger.failure { throw failure }
            ledger.audit([entry])
        }
    }

    /// Entries since a moment, newest first.
    package func audit(since: Date, limit: Int) async throws(JournalFailure) -> [AuditRow] {
        ledger.withLock { Array($0.audited.reversed().filter { $0.at >= since }.prefix(limit)) }
    }

    /// The calls on the feed that wait for an agent.
    package func waiting() async throws(JournalFailure) -> Waiting {
        ledger.withLock { ledger in
            let times = ledger.calls.values.compactMap { $0.leavesAt == nil ? nil : $0.call.life.waitingSince }
            return Waiting(count: times.count, since: times.min())
        }
    }

    /// How many jobs each lane still has to do.
    package func backlog() async throws(JournalFailure) -> [Job.Lane: Int] {
        ledger.withLock { $0.jobs.values.reduce(into: [:]) { $0[$1.lane, default: 0] += 1 } }
    }

    /// The calls that began since a moment, by the hour in which they began.
    package func tallies(since: Date) async throws(JournalFailure) -> [HourlyTally] {
        ledger.withLock { ledger in
            let calls = ledger.calls.values.map(\.call).filter { $0.life.startedAt >= since }
            let hours = Dictionary(grouping: calls) { ($0.life.startedAt.timeIntervalSince1970 / 3600).rounded(.down) }
            return hours.map { hour, calls in
                let sum = calls.reduce(into: CallTally()) { $0 += CallTally($1) }
                return HourlyTally(hour: Date(timeIntervalSince1970: hour * 3600), tally: sum)
            }
        }
    }
}

extension MemoryJournal {
    /// A call as it is kept: when it leaves the feed, and which lanes have work for it.
    struct Kept {
        let call: Call
        let place: Int
        let leavesAt: Date?
        let lanes: Set<Job.Lane>
    }

    /// Every call, in the order of arrival.
    var kept: [Kept] {
        ledger.withLock { ledger in
            let lanes = Dictionary(grouping: ledger.jobs.keys, by: \.call).mapValues { Set($0.map(\.lane)) }
            return ledger.calls.values.sorted { $0.place < $1.place }.map {
                Kept(call: $0.call, place: $0.place, leavesAt: $0.leavesAt, lanes: lanes[$0.call.id] ?? [])
            }
        }
    }
}

private func isMoreUrgent(_ left: Job, _ right: Job) -> Bool {
    (left.priority, left.due, left.call.text) < (right.priority, right.due, right.call.text)
}

/// What the twin remembers.
struct MemoryLedger {
    struct Entry {
        var call: Call
        var leavesAt: Date?
        let place: Int
    }

    struct Post: Hashable {
        let call: CallID
        let lane: Job.Lane
    }

    var calls: [CallID: Entry] = [:]
    var steps: [CallID: [IdentityStep]] = [:]
    var jobs: [Post: Job] = [:]
    var overrides: [CallerNumber: Override] = [:]
    var links: [CallerNumber: RecentLink] = [:]
    var callsOfNumber: [CallerNumber: Int] = [:]
    var audited: [AuditRow] = []
    var failure: JournalFailure?
    private var pseudonyms: [String: String] = [:]
    private var nextPlace = 0

    mutating func audit(_ entries: [AuditEntry]) {
        for entry in entries {
            let pseudonym = pseudonyms[entry.actor.id] ?? "somebody-\(pseudonyms.count + 1)"
            pseudonyms[entry.actor.id] = pseudonym
            audited.append(AuditRow(at: entry.at, pseudonym: pseudonym, kind: entry.kind, field: entry.field))
        }
    }

    func known(about subject: Subject) -> Known {
        let call = calls[subject.call]?.call
        guard let number = subject.number ?? call?.number else { return Known(call: call) }
        let others = (callsOfNumber[number] ?? 0) - (call?.number == number ? 1 : 0)
        return Known(call: call, override: overrides[number], link: links[number], callsOfNumber: others)
    }

    mutating func apply(_ changes: Changes, about subject: Subject, given known: Known) throws(JournalFailure) {
        if let failure { throw failure }
        try check(changes, about: subject)
        if let call = changes.call { keep(call, changes) }
        if changes.kind == .removed { calls[subject.call]?.leavesAt = nil }
        steps[subject.call, default: []] += changes.steps
        remember(changes, number: subject.number ?? known.call?.number ?? changes.call?.number)
        for lane in changes.finished { jobs[Post(call: subject.call, lane: lane)] = nil }
        audit(changes.audit)
        for job in changes.jobs { jobs[Post(call: job.call, lane: job.lane)] = job }
    }

    /// Steps and jobs belong to a call that is known: the database has a foreign key for that.
    private func check(_ changes: Changes, about subject: Subject) throws(JournalFailure) {
        let owners = changes.jobs.map(\.call) + (changes.steps.isEmpty ? [] : [subject.call])
        guard owners.allSatisfy({ $0 == changes.call?.id || calls[$0] != nil }) else { throw .cannotWrite }
    }

    private mutating func keep(_ call: Call, _ changes: Changes) {
        let before = calls[call.id]
        if let number = before?.call.number { callsOfNumber[number, default: 0] -= 1 }
        if let number = call.number { callsOfNumber[number, default: 0] += 1 }
        let leavesAt = changes.leavesAt ?? before?.leavesAt
        calls[call.id] = Entry(call: call, leavesAt: leavesAt, place: before?.place ?? nextPlace)
        if before == nil { nextPlace += 1 }
    }

    private mutating func remember(_ changes: Changes, number: CallerNumber?) {
        switch changes.override {
        case .keep: break
        case .set(let override): overrides[override.number] = override
        case .drop: if let number { overrides[number] = nil }
        }
        switch changes.link {
        case .keep: break
        case .set(let link): links[link.number] = link
        case .drop: if let number { links[number] = nil }
        }
    }
}
