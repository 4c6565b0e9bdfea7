import BrokerAPI
import Foundation
import Identity

/// Events as a broker writes them.
enum FeedWords {
    static let start = Date(timeIntervalSince1970: 1_795_424_460)

    static func me(_ role: MeView.Role = .agent) -> MeView {
        MeView(uid: 1, agentId: "u2", name: "R. Ortiz", role: role, scope: .all, may: [.switch, .undo])
    }

    static func snapshot(_ calls: [CallView], _ role: MeView.Role = .agent) throws -> String {
        let broker = BrokerView(version: "1", startedAt: start)
        return try json(Snapshot(calls: calls, me: me(role), sources: [], broker: broker))
    }

    static func change(_ kind: String, _ call: CallView) throws -> String {
        try json(CallChange(kind: kind, call: call))
    }

    static func json(_ value: some Encodable) throws -> String {
        String(decoding: try WireDate.encoder().encode(value), as: UTF8.self)
    }

    /// A call in which an agent talks with somebody of this name.
    static func call(_ id: String, _ name: String, account: String = "CRM:500245678") -> CallView {
        CallView(
            callId: id,
            direction: .inbound,
            state: .connected,
            queueId: "q1",
            queueName: "Billing",
            userId: "u2",
            agentName: "R. Ortiz",
            number: "+1•••••••999",
            startedAt: start,
            answeredAt: start,
            endedAt: nil,
            identity: identity(name, account),
            crm: CRMView(
                state: .ready,
                source: "salesforce",
                caseId: nil,
                caseStatus: nil,
                caseSubject: nil,
                loyaltyTier: "Gold",
                accountName: name,
                tookMs: 8,
                asOf: start,
                error: nil,
                nextRetryAt: nil
            ),
            erp: ERPView(
                state: .missing,
                source: "sap",
                accountStatus: nil,
                balanceDue: nil,
                overdue: nil,
                creditHold: nil,
                tookMs: nil,
                asOf: start,
                error: nil,
                nextRetryAt: nil
            ),
            candidates: [candidate(1, account, name), candidate(2, "CRM:2", "Somebody Else")],
            sync: SyncView(state: .confirmed, attempts: 1, error: nil, nextRetryAt: nil, confirmedAt: start),
            timeline: [TimelineView(at: start, kind: "identified", text: "known by number", tookMs: 12)],
            interaction: [:],
            previousInteractionCount: 0,
            orphan: false,
            undo: nil,
            phase1Ms: 12,
            phase2Ms: 20
        )
    }

    private static func identity(_ name: String, _ account: String) -> IdentityView {
        IdentityView(
            externalId: account,
            name: name,
            email: nil,
            phase: 2,
            resolvedBy: .crm,
            rule: .onlyOne,
            confidence: .certain,
            source: "salesforce",
            asOf: start,
            actor: nil,
            reason: nil,
            runnerUp: nil,
            override: nil
        )
    }

    private static func candidate(_ digit: Int, _ account: String, _ name: String) -> CandidateView {
        CandidateView(digit: digit, externalId: account, name: name, kind: nil, tier: nil, caseId: nil, erp: nil)
    }
}
