import BrokerAPI
import FoundationEssentials
import Identity
import Screen

extension CallView {
    /// Which phase, which rule, how sure and how old: one line that is always there.
    func provenance(_ now: Date) -> [String] {
        switch identity.resolvedBy {
        case .override: remembered(now)
        case .recent:
            [identity.sure, "known from an earlier call", unconfirmed ?? Ages.ago(identity.asOf, now)].compactMap(
                \.self
            )
        case .crm: ["CRM", identity.sure, matched, Ages.ago(identity.asOf, now, since: startedAt)].compactMap(\.self)
        case .reconciled: ["healed by reconciliation", Ages.ago(identity.asOf, now)]
        case .phone: byNumber
        case .unknown: [number == nil ? "number withheld" : "no number to go by", phaseOne].compactMap(\.self)
        case .switch: switched(now)
        }
    }

    /// The same within a width: the count of accounts goes first, then the age, and only then a word is cut.
    ///
    /// Room is kept for the longest age, so that nothing comes and goes while it counts.
    func provenanceLine(_ now: Date, columns: Int) -> String {
        var parts = provenance(now)
        if !fits(parts, columns) { parts = parts.map { $0.replacing(", \(candidates.count) accounts", with: "") } }
        if !fits(parts, columns), parts.last.map(Self.isAge) == true { parts.removeLast() }
        // That many share the number matters more than what told them apart.
        if !fits(parts, columns) {
            parts = parts.map { $0.hasPrefix("one of ") ? String($0.prefix { $0 != "," }) : $0 }
        }
        return parts.joined(separator: " · ")
    }

    private func fits(_ parts: [String], _ columns: Int) -> Bool {
        guard let age = parts.last, Self.isAge(age) else {
            return TextWidth.columns(of: parts.joined(separator: " · ")) <= columns
        }
        let longest = parts.dropLast() + [age.hasSuffix(" old") ? "kept, 59 min old" : "59 min ago"]
        return TextWidth.columns(of: longest.joined(separator: " · ")) <= columns
    }

    private static func isAge(_ part: String) -> Bool { part.hasSuffix(" ago") || part.hasSuffix(" old") }

    private var byNumber: [String] {
        guard identity.phase == 1 else { return ["by number only", "nobody in the CRM has it"] }
        let waiting = crm.state == .failed ? crmFailure : nil
        return ["phase 1", "by number only", waiting ?? phaseOne].compactMap(\.self)
    }

    private func switched(_ now: Date) -> [String] {
        let reason = identity.reason.map { ": \($0)" } ?? ""
        return ["\(identity.switchedBy)\(reason)", Ages.ago(identity.asOf, now)]
    }

    private func remembered(_ now: Date) -> [String] {
        guard let memory = identity.override else { return [identity.sure, "chosen before"].compactMap(\.self) }
        let chosen = "chosen by \(memory.by) \(Ages.ago(memory.at, now))"
        return [identity.sure, chosen, unconfirmed].compactMap(\.self)
    }

    private var matched: String {
        let people = candidates.count > 1 ? "\(candidates.count) accounts on the number" : "by number"
        guard let rule = identity.rule else { return people }
        if isSwitchboard { return "one of \(candidates.count), \(rule.words)" }
        return rule == .onlyOne ? "the only one on this number" : "\(rule.words), \(candidates.count) accounts"
    }

    private var phaseOne: String? { phase1Ms.map { Ages.took($0) } }

    /// The CRM has not said for this call that it is so.
    private var unconfirmed: String? { identity.phase == 1 ? "unconfirmed" : nil }
}

extension IdentityView {
    fileprivate var sure: String? { confidence?.rawValue }

    /// What a confidence rests on: where somebody chose, on them and on no rule.
    func words(for sure: Confidence) -> String {
        switch resolvedBy {
        case .switch: "\(sure.rawValue): chosen by \(actor?.named ?? "the phone menu")"
        case .override: "\(sure.rawValue): chosen for this number before"
        case .recent: "\(sure.rawValue): an earlier call of this number was matched"
        case .crm, .phone, .unknown, .reconciled: sure.words(rule)
        }
    }

    /// Who chose the account.
    var switchedBy: String { actor?.switching ?? "chosen by the phone menu" }
}

extension ResolvedBy {
    /// What an identity comes from, in words.
    func words(_ actor: ActorView?) -> String {
        switch self {
        case .recent: "from an earlier call"
        case .crm: "by the CRM"
        case .phone: "by number only"
        case .unknown: "no number to go by"
        case .reconciled: "healed by reconciliation"
        case .override: "by a choice made before"
        case .switch: actor?.switching ?? "chosen by the phone menu"
        }
    }
}

extension ActorView {
    var named: String { role == .flow ? "the phone menu" : name ?? id }

    fileprivate var switching: String {
        switch role {
        case .flow: "chosen by the phone menu"
        case .agent: "switched by \(named)"
        case .supervisor: "switched by supervisor \(named)"
        }
    }
}

extension MatchRule {
    /// What decided, in words.
    var words: String {
        switch self {
        case .onlyOne: "nobody else has the number"
        case .verifiedEmail: "verified e-mail decides"
        case .openCase: "open case decides"
        case .latestContact: "latest contact decides"
        case .kindOrder: "told apart by kind only"
        case .lowestID: "told apart by ID only"
        }
    }
}

extension MatchRule {
    /// The words within a sentence.
    var sentence: String {
        switch self {
        case .verifiedEmail, .openCase, .latestContact: "the \(words)"
        case .onlyOne, .kindOrder, .lowestID: words
        }
    }
}

extension Confidence {
    /// What it means for the agent, and what it rests on.
    func words(_ rule: MatchRule?) -> String {
        switch self {
        case .certain: "certain: \(rule.map { $0 == .onlyOne ? Self.onlyOne : $0.sentence } ?? Self.onlyOne)"
        case .likely: "likely: \(rule.map(\.sentence) ?? "an earlier choice or call decides")"
        case .ambiguous: "ambiguous: only a convention decided, so ask the caller"
        }
    }

    private static let onlyOne = "exactly one person has the number"

    var role: Role {
        switch self {
        case .certain: .ok
        case .likely: .text
        case .ambiguous: .warning
        }
    }
}

extension SyncView {
    /// How often the platform was asked to take it.
    var tries: String { attempts == 1 ? "1 try" : "\(attempts) tries" }

    /// Whether the platform's record holds what the screen shows.
    func words(_ glyphs: Glyphs, _ now: Date) -> (text: String, role: Role) {
        switch state {
        case .pending: ("\(glyphs.reconnecting) platform pending", .pending)
        case .confirmed: ("\(glyphs.tick) platform confirmed", .ok)
        case .retrying: ("\(glyphs.retry) platform: \(tries)", .warning)
        case .failed: ("\(glyphs.cross) platform failed: \(error ?? "unknown why")", .error)
        }
    }
}
