import BrokerAPI
import FoundationEssentials
import Identity
import Screen

/// The line above a source's fields: who is asked, how far it has come, and what is being done where it failed.
struct SourceLine: Hashable {
    var text: String
    var age: String
    var role: Role
}

extension CallView {
    func crmLine(_ now: Date, _ sources: [SourceView]) -> SourceLine {
        switch crm.state {
        case .pending:
            SourceLine(text: Self.asking(crm.source), age: Ages.rough(now.timeIntervalSince(startedAt)), role: .pending)
        case .ready: SourceLine(text: crm.source ?? "", age: age(crm.asOf, now), role: .muted)
        case .missing: SourceLine(text: missingWords, age: age(crm.asOf, now), role: .muted)
        case .failed: failed(crm.error, retryAt: sources.retry(crm.nextRetryAt, of: "crm", crm.source), now)
        }
    }

    func erpLine(_ now: Date, _ sources: [SourceView]) -> SourceLine {
        switch erp.state {
        case .pending where crm.state == .pending || crm.state == .failed:
            SourceLine(text: "after the CRM", age: "", role: .muted)
        case .pending:
            SourceLine(
                text: Self.asking(erp.source),
                age: Ages.rough(now.timeIntervalSince(crm.asOf ?? startedAt)),
                role: .pending
            )
        case .ready: SourceLine(text: erp.source ?? "", age: age(erp.asOf, now), role: .muted)
        case .missing:
            SourceLine(
                text: orphan ? "no person, no account" : "no account linked",
                age: age(erp.asOf, now),
                role: .muted
            )
        case .failed: failed(erp.error, retryAt: sources.retry(erp.nextRetryAt, of: "erp", erp.source), now)
        }
    }

    /// What became of the question to the CRM, in words; it fits beside `by number only`.
    var crmFailure: String {
        guard let error = crm.error else { return "the CRM has not answered" }
        if error.hasPrefix("down ("), let status = error.dropFirst(6).split(separator: ")").first {
            return "the CRM failed (\(status))"
        }
        let words = [
            ("answered with", "the CRM answered nonsense"), ("down", "the CRM is down"),
            ("can't be reached", "the CRM can't be reached"), ("refuse", "the CRM refused us"),
            ("too many", "the CRM is too busy"),
        ]
        return words.first { error.hasPrefix($0.0) }?.1 ?? "the CRM has not answered"
    }

    /// The age of what an earlier call left, while the CRM has not answered for this one; nil once it has.
    func unconfirmedAge(_ now: Date) -> String? {
        switch crm.state {
        case .ready, .missing: nil
        case .pending, .failed: Ages.ago(crm.asOf ?? identity.asOf, now)
        }
    }

    /// Nobody has the number, or there is no number to ask with.
    var missingWords: String { number == nil ? "not asked: no number" : "nobody has this number" }

    private static func asking(_ source: String?) -> String { source.map { "asking \($0)" } ?? "asking" }

    private func age(_ date: Date?, _ now: Date) -> String {
        date.map { Ages.ago($0, now, since: startedAt) } ?? ""
    }

    /// What failed is asked again for as long as the call is on, though its time may not be set yet; after that, only at one.
    func isAskedAgain(at retryAt: Date?) -> Bool { retryAt != nil || endedAt == nil }

    private func failed(_ error: String?, retryAt: Date?, _ now: Date) -> SourceLine {
        let error = shortReason(error)
        guard let retryAt else {
            let age = isAskedAgain(at: nil) ? "asked again soon" : "not retried"
            return SourceLine(text: error, age: age, role: .error)
        }
        let wait = Int(max(0, retryAt.timeIntervalSince(now)).rounded(.up))
        return SourceLine(text: error, age: wait > 0 ? "again in \(wait) s" : "asking again", role: .error)
    }
}

extension [SourceView] {
    /// When a source is asked again: the call's own time, but not before one that is down is tried again.
    func retry(_ retryAt: Date?, of role: String, _ name: String?) -> Date? {
        let source = first { $0.role == role && (name == nil || $0.name == name) }
        guard let retryAt, let probe = source?.nextProbeAt, source?.state == "down" else { return retryAt }
        return Swift.max(retryAt, probe)
    }
}

/// The broker's reason in a word or two: a heading has no room for a sentence.
private func shortReason(_ reason: String?) -> String {
    guard let reason else { return "no answer" }
    let short = [
        ("no answer", "no answer"), ("answered with", "nonsense"), ("down", "down"), ("can't be reached", "down"),
        ("refuse", "refused us"), ("too many", "too busy"),
    ]
    return short.first { reason.hasPrefix($0.0) }?.1 ?? reason
}
