package import FoundationEssentials
package import Identity

/// How the broker does: numbers of the calls that began since a moment, and of those that wait now.
package struct Statistics: Hashable, Sendable {
    /// Legs handled for customers of one loyalty tier.
    package struct Tier: Hashable, Sendable {
        /// As the CRM spells it; nil where none is known.
        package let tier: String?
        /// Its handled legs.
        package let times: HandleTimes
    }

    /// Since when is counted: the beginning of the hour 23 hours before this one.
    package let since: Date
    /// Calls that wait for an agent now.
    package let waiting: Int
    /// How long the longest of them has waited; nil where nobody waits.
    package let longestWait: Duration?
    /// What adds up over the calls.
    package let tally: CallTally

    /// Numbers at a moment.
    package init(since: Date, waiting: Int, longestWait: Duration?, tally: CallTally) {
        self.since = since
        self.waiting = waiting
        self.longestWait = longestWait
        self.tally = tally
    }

    /// Calls heard of.
    package var calls: Int { tally.calls }
    /// Legs that agents have finished, of all tiers.
    package var times: HandleTimes { tally.byTier.values.reduce(into: HandleTimes()) { $0 += $1 } }
    /// Legs that agents have finished.
    package var handled: Int { times.handled }
    /// Nil before the first.
    package var averageHandle: Duration? { times.averageHandle }
    /// One entry for each tier, by name, the unknown one last.
    package var byTier: [Tier] {
        let tiers = tally.byTier.filter { $0.value.handled > 0 }.map { Tier(tier: $0.key, times: $0.value) }
        return tiers.sorted { ($0.tier == nil ? 1 : 0, $0.tier ?? "") < ($1.tier == nil ? 1 : 0, $1.tier ?? "") }
    }
    /// How calls were put on people.
    package var identified: CallTally.Identified { tally.identified }
    /// The platform's records.
    package var sync: CallTally.Sync { tally.sync }
}

/// What adds up over calls: that of one call is taken away and added again as the call changes.
package struct CallTally: Hashable, Sendable {
    /// How calls were put on people.
    package struct Identified: Hashable, Sendable {
        /// The lookup was answered with a person.
        package var phase1 = 0
        /// A person was found only after the answer.
        package var phase2 = 0
        /// Only the order of kinds or the lowest ID decided, as it stands now.
        package var ambiguous = 0
        /// No person known by now.
        package var orphans = 0
        /// Switches by people and flows.
        package var switched = 0
        /// Switches taken back.
        package var undone = 0

        /// Nobody yet.
        package init() {}
    }

    /// The platform's records of the calls.
    package struct Sync: Hashable, Sendable {
        /// Not tried yet.
        package var pending = 0
        /// Tried in vain, and tried again.
        package var retrying = 0
        /// Given up.
        package var failed = 0

        /// Nothing yet.
        package init() {}
    }

    /// Calls heard of.
    package var calls = 0
    /// How they were put on people.
    package var identified = Identified()
    /// The platform's records.
    package var sync = Sync()
    /// Legs handled, by loyalty tier; nil is the tier of those who have none.
    package var byTier: [String?: HandleTimes] = [:]

    /// No calls.
    package init() {}

    /// One call, as it is now.
    package init(_ call: Call) {
        calls = 1
        identified.phase1 = call.knownInPhase == 1 ? 1 : 0
        identified.phase2 = call.knownInPhase == 2 ? 1 : 0
        identified.ambiguous = call.identity.confidence == .ambiguous ? 1 : 0
        identified.orphans = call.isOrphan ? 1 : 0
        (identified.switched, identified.undone) = (call.switches, call.undos)
        switch call.sync.state {
        case .pending: sync.pending = 1
        case .retrying: sync.retrying = 1
        case .failed: sync.failed = 1
        case .confirmed: break
        }
        let times = HandleTimes(call.life.legs)
        if times.handled > 0 { byTier = [call.crm.account?.tier: times] }
    }

    /// Both together.
    package static func += (left: inout CallTally, right: CallTally) {
        left.add(right, sign: 1)
        for (tier, times) in right.byTier { left.byTier[tier, default: HandleTimes()] += times }
    }

    /// Takes back what was added.
    package static func -= (left: inout CallTally, right: CallTally) {
        left.add(right, sign: -1)
        for (tier, times) in right.byTier { left.byTier[tier, default: HandleTimes()] -= times }
    }

    private mutating func add(_ other: CallTally, sign: Int) {
        calls += sign * other.calls
        identified.phase1 += sign * other.identified.phase1
        identified.phase2 += sign * other.identified.phase2
        identified.ambiguous += sign * other.identified.ambiguous
        identified.orphans += sign * other.identified.orphans
        identified.switched += sign * other.identified.switched
        identified.undone += sign * other.identified.undone
        sync.pending += sign * other.sync.pending
        sync.retrying += sign * other.sync.retrying
        sync.failed += sign * other.sync.failed
    }
}
