package import FoundationEssentials
import Identity

extension MemoryJournal: ReportReading {
    /// Calls that began since a moment.
    package func reportedCalls(
        since: Date,
        tier: String?,
        after place: Int64?,
        limit: Int
    ) async throws(JournalFailure) -> ReportedCalls {
        let wanted = kept.filter { kept in
            kept.call.life.startedAt >= since && (tier == nil || kept.call.crm.account?.tier == tier)
                && Int64(kept.place) > place ?? -1
        }
        let page = wanted.prefix(limit)
        return ReportedCalls(
            calls: page.map { ReportedCall($0.call) },
            next: page.count < limit ? nil : page.last.map { Int64($0.place) }
        )
    }

    /// The handled legs of calls that began since a moment.
    package func handleTimes(
        since: Date,
        by grouping: ReportGrouping,
        limit: Int
    ) async throws(JournalFailure) -> [ReportedTimes] {
        var times: [ReportedTimes.Group: HandleTimes] = [:]
        for call in kept.map(\.call) where call.life.startedAt >= since {
            for leg in call.life.legs {
                times[grouping.group(of: leg, on: call), default: HandleTimes()] += HandleTimes([leg])
            }
        }
        let handled = times.filter { $0.value.handled > 0 }.map { ReportedTimes(group: $0.key, times: $0.value) }
        return Array(handled.sorted { $0.times.handle > $1.times.handle }.prefix(limit))
    }

    /// All tiers.
    package func tiers() async throws(JournalFailure) -> [String] {
        Set(kept.compactMap(\.call.crm.account?.tier)).sorted()
    }
}

extension MemoryJournal: OrphanReading {
    /// Calls without a person.
    package func orphans(since: Date, limit: Int) async throws(JournalFailure) -> [Orphan] {
        let found = kept.filter { kept in
            kept.call.isOrphan && kept.call.life.startedAt >= since && !kept.lanes.contains(.crm)
                && (kept.call.life.endedAt != nil || kept.leavesAt == nil)
        }
        return found.prefix(limit).map { Orphan(call: $0.call.id, number: $0.call.number) }
    }
}

extension ReportedCall {
    fileprivate init(_ call: Call) {
        let life = call.life
        self.init(
            call: call.id,
            externalID: call.identity.externalID,
            caseID: call.crm.account?.supportCase?.id,
            tier: call.crm.account?.tier,
            duration: life.endedAt.map { .milliseconds(Int64(($0.timeIntervalSince(life.startedAt) * 1000).rounded())) }
        )
    }
}

extension ReportGrouping {
    fileprivate func group(of leg: AgentLeg, on call: Call) -> ReportedTimes.Group {
        switch self {
        case .tier: .named(call.crm.account?.tier)
        case .account: .account(call.identity.externalID)
        case .queue: .named(leg.queueID)
        case .agent: .named(leg.userID)
        }
    }
}
