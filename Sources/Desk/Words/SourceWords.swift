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
    func crmLine(_ now: Date) -> SourceLine {
        switch crm.state {
        case .pending:
            SourceLine(text: Self.asking(crm.source), age: Ages.rough(now.timeIntervalSince(startedAt)), role: .pending)
        case .ready: SourceLine(text: crm.source ?? "", age: Self.age(crm.asOf, now), role: .muted)
        case .missing: SourceLine(text: missingWords, age: Self.age(crm.asOf, now), role: .muted)
        case .failed: Self.failed(crm.error, retryAt: crm.nextRetryAt, now)
        }
    }

    func erpLine(_ now: Date) -> SourceLine {
        switch erp.state {
        case .pending where crm.state == .pending || crm.state == .failed:
            SourceLine(text: "after the CRM", age: "", role: .muted)
        case .pending:
            SourceLine(
                text: Self.asking(erp.source),
                age: Ages.rough(now.timeIntervalSince(crm.asOf ?? startedAt)),
                role: .pending
            )
        case .ready: SourceLine(text: erp.source ?? "", age: Self.age(erp.asOf, now), role: .muted)
        case .missing:
            SourceLine(
                text: orphan ? "no person, no account" : "no account linked",
                age: Self.age(erp.asOf, now),
                role: .muted
            )
        case .failed: Self.failed(erp.error, retryAt: erp.nextRetryAt, now)
        }
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

    private static func age(_ date: Date?, _ now: Date) -> String { date.map { Ages.ago($0, now) } ?? "" }

    private static func failed(_ error: String?, retryAt: Date?, _ now: Date) -> SourceLine {
        let error = shortReason(error)
        guard let retryAt else { return SourceLine(text: error, age: "not retried", role: .error) }
        let wait = Int(max(0, retryAt.timeIntervalSince(now)).rounded(.up))
        return SourceLine(text: error, age: wait > 0 ? "again in \(wait) s" : "asking again", role: .error)
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
