import FoundationEssentials
import Identity

/// Makes the platform's customer record hold what the broker decided, and reads it back.
enum SyncPlatform {
    /// Does one job; a failure is journalled and tried again.
    static func run(_ job: Job, with parts: BrokerParts) async throws(JournalFailure) {
        guard let call = try await parts.journal.known(about: Subject(call: job.call)).call else {
            return try await settle(job, pushed: nil, with: parts)
        }
        let record = CustomerRecord(call)
        do throws(SourceFailure) {
            try await parts.customers.pass(keys(of: record, for: call)) { () throws(SourceFailure) in
                try await push(record, for: call, to: parts.platform)
            }
        } catch {
            return try await Retry.record(job, error, with: parts) { call, retryAt, _ in
                guard CustomerRecord(call) == record else { return false }
                call.syncFailed(error, retryAt: retryAt)
                return true
            }
        }
        try await settle(job, pushed: record, with: parts)
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
        let readBack = try await platform.customer(of: call.id)
        guard readBack?.record.externalID == record.externalID else { throw .malformed }
    }

    private static func upsert(
        _ record: CustomerRecord,
        for call: Call,
        own: PlatformCustomer?,
        on platform: any Platform
    ) async throws(SourceFailure) -> PlatformCustomer {
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
        pushed: CustomerRecord?,
        with parts: BrokerParts
    ) async throws(JournalFailure) {
        let (now, policy) = (parts.ambience.now(), parts.policy)
        try await parts.journal.decide(about: Subject(call: job.call)) { known in
            var changes = Changes()
            changes.finished = [.platform]
            guard var call = known.call, let pushed else { return (changes, ()) }
            guard CustomerRecord(call) == pushed, call.syncConfirmed(pushed.externalID, at: now) else {
                changes.finished = []
                changes.jobs = [Job(call: job.call, lane: .platform, due: now, since: now, priority: job.priority)]
                return (changes, ())
            }
            changes.keep(call, telling: .synced, over: known.call, policy, at: now)
            return (changes, ())
        }
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
    /// What belongs to the person of a call.
    init(_ call: Call) {
        var data: [String: PersonalText] = [:]
        data["crmCaseId"] = call.crm.account?.supportCase.map { PersonalText($0.id) }
        data["loyaltyTier"] = call.crm.account?.tier.map { PersonalText($0) }
        data["erpAccountStatus"] = call.erp.standing.map { PersonalText($0.status.rawValue) }
        if !call.isOrphan { data["previousInteractionCount"] = PersonalText("\(call.previousInteractionCount)") }
        self.init(
            externalID: call.identity.externalID,
            name: call.identity.name,
            email: call.identity.email,
            data: data
        )
    }
}
