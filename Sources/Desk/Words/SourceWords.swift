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

    /// Nobody has the number, or there is no number to ask with.
    var missingWords: String { number == nil ? "not asked: no number" : "nobody has this number" }

    private static func asking(_ source: String?) -> String { source.map { "asking \($0)" } ?? "asking" }

    private static func age(_ date: Date?, _ now: Date) -> String { date.map { Ages.ago($0, now) } ?? "" }

    private static func failed(_ error: String?, retryAt: Date?, _ now: Date) -> SourceLine {
        let error = error ?? "no answer"
        guard let retryAt else { return SourceLine(text: error, age: "not retried", role: .error) }
        let wait = Int(max(0, retryAt.timeIntervalSince(now)).rounded(.up))
        return SourceLine(text: error, age: wait > 0 ? "again in \(wait) s" : "asking again", role: .error)
    }
}
