import BrokerAPI
import FoundationEssentials
import Identity
import Screen

extension CallView {
    /// The name, or what stands for it; never empty.
    var who: String {
        if let name = identity.name, !name.trimmingSpaces.isEmpty { return name }
        guard number != nil else { return "Number withheld" }
        return isAwaited ? "Unknown so far" : "Unknown caller"
    }

    /// Whom the call is on: the name, the account's ID, or that the caller is not known; never a stand-in's ID.
    var standing: String {
        if let name = identity.name, !name.trimmingSpaces.isEmpty { return name }
        return ExternalID(identity.externalId)?.isProxy ?? true ? who : identity.externalId
    }

    /// What the CRM's external IDs on this call begin with.
    var accountSystem: String {
        let known = candidates.map(\.externalId) + [identity.externalId]
        return known.lazy.compactMap { ExternalID($0) }.first { !$0.isProxy }?.system ?? "CRM"
    }

    /// What the list shows of the caller.
    var shortWho: String { identity.name ?? number ?? "withheld" }

    /// The CRM has not said yet who it is.
    var isAwaited: Bool { identity.phase == 1 && crm.state == .pending }

    /// `inbound · Billing`.
    var whence: String { [direction.rawValue, queueName ?? queueId].compactMap(\.self).joined(separator: " · ") }

    /// How long the call has been in what it is in.
    func elapsed(_ now: Date) -> TimeInterval {
        switch state {
        case .waiting, .ringing, .dialing: now.timeIntervalSince(startedAt)
        case .connected: now.timeIntervalSince(answeredAt ?? startedAt)
        case .held: now.timeIntervalSince(heldAt ?? answeredAt ?? startedAt)
        case .wrapup: now.timeIntervalSince(endedAt ?? now)
        case .ended: (endedAt ?? startedAt).timeIntervalSince(answeredAt ?? startedAt)
        }
    }
}

extension CallView {
    /// Since when the caller waits on hold, where it was told.
    private var heldAt: Date? { timeline.last { $0.kind == "held" }?.at }

    /// The state and its clock; what is over has no clock that runs, but a length.
    func stateWords(_ glyphs: Glyphs, _ now: Date) -> String {
        "\(state.sign(glyphs)) \(state == .ended ? "lasted" : state.word) \(Ages.clock(elapsed(now)))"
    }

    /// The same for a list: of what is over no length, which could be taken for a time that runs.
    func shortState(_ glyphs: Glyphs, _ now: Date) -> String {
        "\(state.sign(glyphs)) \(state == .ended ? state.word : Ages.clock(elapsed(now)))"
    }
}

extension CallState {
    /// A word for it.
    var word: String {
        switch self {
        case .waiting: "waiting"
        case .ringing: "ringing"
        case .dialing: "dialing"
        case .connected: "talking"
        case .held: "on hold"
        case .wrapup: "after call"
        case .ended: "ended"
        }
    }

    func sign(_ glyphs: Glyphs) -> String {
        switch self {
        case .waiting, .ringing, .dialing: glyphs.ringing
        case .connected: glyphs.talking
        case .held: glyphs.held
        case .wrapup, .ended: glyphs.ended
        }
    }

    var role: Role {
        switch self {
        case .waiting, .ringing, .dialing: .pending
        case .connected: .ok
        case .held: .warning
        case .wrapup, .ended: .muted
        }
    }
}

extension MoneyView {
    /// `42.10 USD`.
    var text: String { "\(amount) \(currency)".trimmingSpaces }
}

/// The colour of a tier, where it has one; the word stands beside it in any case.
func tierRole(_ tier: String?) -> Role {
    switch tier?.lowercased() {
    case "gold": .gold
    case "platinum": .platinum
    case "silver": .silver
    case "bronze": .bronze
    default: .text
    }
}

extension ERPView {
    /// An ERP that answered and tells amounts only has said nothing good: that must not look like it.
    var statusWords: String? { accountStatus ?? (state == .ready ? "status not told" : nil) }

    /// Business with the account needs care.
    var isAlarming: Bool { creditHold == true || (accountStatus.map { $0 != "Active" && $0 != Veil.text } ?? false) }
}
