import FoundationEssentials
import Identity

/// Makes the platform's customer record hold what the broker decided, and reads it back.
enum SyncPlatform {
    /// Does one job; a failure is journalled and tried again.
    static func run(_ job: Job, with parts: BrokerParts) async throws(JournalFailure) {
        guard let call = try await parts.journal.known(about: Subject(call: job.call)).call else {
            return try await settle(job, decided: nil, with: parts)
        }
        if isOver(call, at: parts.ambience.now(), parts.policy), job.priority == 1 {
            return try await letOthersGoFirst(job, with: parts)
        }
        let decided = CustomerRecord(call)
        parts.book.propose(decided, of: call)
        do throws(SourceFailure) {
            try await parts.customers.pass(keys(of: decided, for: call)) { () throws(SourceFailure) in
                let latest = parts.book.latest(of: decided.externalID) ?? decided
                try await push(latest, for: call, to: parts.platform)
            }
        } catch {
            return try await Retry.record(job, error, with: parts) { call, retryAt, _ in
                guard CustomerRecord(call) == decided else { return false }
                call.syncFailed(error, retryAt: retryAt)
                return true
            }
        }
        try await settle(job, decided: decided, with: parts)
    }

    private static func isOver(_ call: Call, at now: Date, _ policy: Policy) -> Bool {
        call.life.state == .ended || policy.end(of: call) <= now
    }

    /// A call that has ended since its write was asked for is not live any more.
    private static func letOthersGoFirst(_ job: Job, with parts: BrokerParts) async throws(JournalFailure) {
        try await parts.journal.decide(about: Subject(call: job.call)) { _ in
            var changes = Changes()
            changes.jobs = [
                Job(
                    call: job.call,
                    lane: job.lane,
                    due: job.due,
                    attempts: job.attempts,
                    since: job.since,
                    priority: 2
                )
            ]
            return (changes, ())
        }
    }

    /// The records that a push may write: one that renames the proxy must not meet another call of the number writing it.
    private static func keys(of record: CustomerRecord, for call: Call) -> Set<String> {
        call.identity.isFirmMachineMatch ? [record.externalID.text, call.proxy.text] : [record.externalID.text]
    }

    /// Updates the record that has the external ID; else renames the call's own proxy, where the match is good enough
    /// to be shared by all calls of the number; else makes one.
    ///
    /// Never renames one person's record to another's.
    private static func push(
        _ record: CustomerRecord,
        for call: Call,
        to platform: any Platform
    ) async throws(SourceFailure) {
        let own = try await platform.customer(of: call.id)
        if let own, own.record == record { return }
        let customer = try await upsert(record, for: call, own: own, on: platform)
        if own?.id != customer.id { try await platform.attach(call.id, to: customer.id) }
        guard let readBack = try await platform.customer(of: call.id), readBack.record.holds(record) else {
            throw .malformed
        }
    }

    private static func upsert(
        _ record: CustomerRecord,
        for call: Call,
        own: PlatformCustomer?,
        on platform: any Platform
    ) async throws(SourceFailure) -> PlatformCustomer {
        if let own, own.record.externalID == record.externalID {
            return try await write(record, to: own.id, on: platform)
        }
        if let taken = try await platform.customer(with: record.externalID) {
            return taken.record == record ? taken : try await write(record, to: taken.id, on: platform)
        }
        let renames = call.identity.isFirmMachineMatch && own?.record.externalID.isProxy == true
        return try await write(record, to: renames ? own?.id : nil, on: platform)
    }

    private static func write(
        _ record: CustomerRecord,
        to id: String?,
        on platform: any Platform
    ) async throws(SourceFailure) -> PlatformCustomer {
        do throws(PlatformFailure) { return try await platform.write(record, to: id) } catch {
            guard case .taken = error else { throw error.sourceFailure }
        }
        // Somebody else made the record between our reading and our writing: read again, and write to that one.
        guard let taken = try await platform.customer(with: record.externalID) else { throw .malformed }
        do throws(PlatformFailure) { return try await platform.write(record, to: taken.id) } catch {
            throw error.sourceFailure
        }
    }

    /// Confirmed only where the call still is what was pushed; else the job stays, for the newer decision.
    private static func settle(
        _ job: Job,
        decided: CustomerRecord?,
        with parts: BrokerParts
    ) async throws(JournalFailure) {
        let (now, policy) = (parts.ambience.now(), parts.policy)
        try await parts.journal.decide(about: Subject(call: job.call)) { known in
            (settled(job, decided, known, policy, now), ())
        }
    }

    /// The decision, pure.
    static func settled(
        _ job: Job,
        _ decided: CustomerRecord?,
        _ known: Known,
        _ policy: Policy,
        _ now: Date
    ) -> Changes {
        var changes = Changes()
        changes.finished = [.platform]
        guard var call = known.call, let decided else { return changes }
        guard CustomerRecord(call) == decided, call.syncConfirmed(decided.externalID, at: now) else {
            changes.finished = []
            changes.jobs = [Job(call: job.call, lane: .platform, due: now, since: now, priority: job.priority)]
            return changes
        }
        changes.keep(call, telling: .synced, over: known.call, policy, at: now)
        return changes
    }
}

extension PlatformFailure {
    /// A record that is taken twice over is nonsense of the platform's.
    fileprivate var sourceFailure: SourceFailure {
        switch self {
        case .taken: .malformed
        case .source(let failure): failure
        }
    }
}

extension Identification {
    /// A machine's match that may rename the proxy shared by all calls of the number.
    fileprivate var isFirmMachineMatch: Bool {
        switch resolvedBy {
        case .crm, .recent, .reconciled: confidence == .certain || confidence == .likely
        case .override, .switch, .phone, .unknown: false
        }
    }
}

extension CustomerRecord {
    /// True where all that was written is there; a platform may keep more than that.
    func holds(_ written: CustomerRecord) -> Bool {
        externalID == written.externalID && (written.name == nil || name == written.name)
            && (written.email == nil || email == written.email)
            && written.data.allSatisfy { data[$0.key] == $0.value }
    }

    /// What belongs to the person of a call.
    init(_ call: Call) {
        var data: [String: PersonalText] = [:]
        data["crmCaseId"] = call.crm.account?.supportCase.map { PersonalText($0.id) }
        data["loyaltyTier"] = call.crm.account?.tier.map { PersonalText($0) }
        data["erpAccountStatus"] = call.erp.standing?.status.map { PersonalText($0.rawValue) }
        if !call.isOrphan { data["previousInteractionCount"] = PersonalText("\(call.previousInteractionCount)") }
        self.init(
            externalID: call.identity.externalID,
            name: call.identity.name,
            email: call.identity.email,
            data: data
        )
    }
}
