import Screen
import BrokerAPI
import FoundationEssentials
import Identity

/// The guide's people, and calls of theirs in every state that the screen knows.
enum People {
    /// Monday 23 November 2026, 09:01:00 UTC.
    static let start = Date(timeIntervalSince1970: 1_795_424_460)
    static let proxy = "PHONE:9f2c41aa07d9be4c39d8f3c4b0c55a1e0f6f7a8b9c0d1e2f3a4b5c6d7e8fe41a"

    static func after(_ seconds: Double) -> Date { start.addingTimeInterval(seconds) }

    static let john = CandidateView(
        digit: 1,
        externalId: "CRM:500245678",
        name: "John Doe",
        kind: .personal,
        tier: "Gold",
        caseId: "CASE-99812",
        erp: nil
    )
    static let business = CandidateView(
        digit: 2,
        externalId: "CRM:500245679",
        name: "John Doe Business",
        kind: .business,
        tier: "Platinum",
        caseId: "CASE-88120",
        erp: nil
    )

    static let agent = MeView(
        uid: 1000,
        agentId: "u2",
        name: "R. Ortiz",
        role: .agent,
        scope: .own,
        may: [.switch, .undo, .reveal, .revoke]
    )

    /// Phase 1: the number is known, the person is not.
    static func ringing(_ id: String = "call-1", number: String? = "+1•••••••999", at: Date = start) -> CallView {
        CallView(
            callId: id,
            direction: .inbound,
            state: .ringing,
            queueId: "q1",
            queueName: "Billing",
            userId: "u2",
            agentName: "R. Ortiz",
            number: number,
            startedAt: at,
            answeredAt: nil,
            endedAt: nil,
            identity: IdentityView(
                externalId: number == nil ? "UNKNOWN:\(id)" : proxy,
                name: nil,
                email: nil,
                phase: number == nil ? 2 : 1,
                resolvedBy: number == nil ? .unknown : .phone,
                rule: nil,
                confidence: nil,
                source: nil,
                asOf: at,
                actor: nil,
                reason: nil,
                runnerUp: nil,
                override: nil
            ),
            crm: crm(number == nil ? .missing : .pending),
            erp: erp(number == nil ? .missing : .pending),
            candidates: [],
            sync: SyncView(state: .pending, attempts: 0, error: nil, nextRetryAt: nil, confirmedAt: nil),
            timeline: [
                TimelineView(
                    at: at.addingTimeInterval(0.012),
                    kind: "identified",
                    text: number == nil ? "number withheld" : "known by number, 4 calls before",
                    tookMs: 12
                )
            ],
            interaction: [:],
            previousInteractionCount: number == nil ? 0 : 4,
            orphan: true,
            undo: nil,
            phase1Ms: 12,
            phase2Ms: nil
        )
    }

    /// Phase 2: John Doe with everything.
    static func answered(_ id: String = "call-1") -> CallView {
        var call = ringing(id)
        call.state = .connected
        call.answeredAt = after(3)
        call.put(on: john, by: .crm, at: after(0.9))
        call.identity.email = "j•••@example.com"
        call.identity.rule = .openCase
        call.identity.confidence = .likely
        call.identity.runnerUp = RunnerUpView(externalId: business.externalId, name: business.name)
        call.candidates = [john, business]
        call.erp = erp(.ready)
        call.sync = SyncView(state: .confirmed, attempts: 1, error: nil, nextRetryAt: nil, confirmedAt: after(1.4))
        call.orphan = false
        call.phase2Ms = 812
        call.timeline += [
            TimelineView(
                at: after(0.824),
                kind: "crm",
                text: "CRM: 2 people, the open case picks John Doe",
                tookMs: 812
            ),
            TimelineView(at: after(1.310), kind: "erp", text: "ERP: Active", tookMs: 486),
            TimelineView(at: after(1.402), kind: "synced", text: "platform record confirmed", tookMs: nil),
            TimelineView(at: after(3), kind: "answered", text: "answered", tookMs: nil),
        ]
        return call
    }

    /// John's call after a switch to his company.
    static func switched(_ id: String = "call-1") -> CallView {
        var call = answered(id)
        call.put(on: business, by: .switch, at: after(30))
        call.identity.actor = ActorView(id: "u2", name: "R. Ortiz", role: .agent)
        call.identity.reason = "caller asked"
        call.erp = hold
        call.sync.state = .retrying
        call.sync.attempts = 3
        call.sync.nextRetryAt = after(36)
        call.undo = UndoView(to: john.externalId, until: nil)
        call.timeline.append(
            TimelineView(
                at: after(30),
                kind: "switched",
                text: "switched to John Doe Business by R. Ortiz: caller asked",
                tookMs: nil
            )
        )
        return call
    }

    /// Eight people on one number: only a convention decides.
    static func switchboard(_ id: String = "call-1") -> CallView {
        var call = answered(id)
        call.candidates = (1...8).map { number in
            CandidateView(
                digit: number,
                externalId: "CRM:50031\(100 + number)",
                name: "Person \(number)",
                kind: .personal,
                tier: number == 3 ? "Silver" : nil,
                caseId: nil,
                erp: nil
            )
        }
        call.put(on: call.candidates[0], by: .crm, at: after(0.9))
        call.identity.rule = .lowestID
        call.identity.confidence = .ambiguous
        call.identity.email = nil
        return call
    }

    static func crm(_ state: SourceState) -> CRMView {
        let isReady = state == .ready
        return CRMView(
            state: state,
            source: "salesforce",
            caseId: isReady ? "CASE-99812" : nil,
            caseStatus: isReady ? "open" : nil,
            caseSubject: isReady ? "Router keeps restarting" : nil,
            loyaltyTier: isReady ? "Gold" : nil,
            accountName: isReady ? "John Doe" : nil,
            tookMs: isReady ? 812 : nil,
            asOf: isReady ? after(0.9) : nil,
            error: state == .failed ? "no answer in time" : nil,
            nextRetryAt: state == .failed ? after(12) : nil
        )
    }

    static func erp(_ state: SourceState) -> ERPView {
        let isReady = state == .ready
        return ERPView(
            state: state,
            source: "sap",
            accountStatus: isReady ? "Active" : nil,
            balanceDue: isReady ? MoneyView(amount: "42.10", currency: "USD") : nil,
            overdue: isReady ? MoneyView(amount: "0.00", currency: "USD") : nil,
            creditHold: isReady ? false : nil,
            tookMs: isReady ? 486 : nil,
            asOf: isReady ? after(1.3) : nil,
            error: state == .failed ? "down (503)" : nil,
            nextRetryAt: state == .failed ? after(12) : nil
        )
    }

    static let hold = ERPView(
        state: .ready,
        source: "sap",
        accountStatus: "Credit hold",
        balanceDue: MoneyView(amount: "18250.00", currency: "USD"),
        overdue: MoneyView(amount: "9100.00", currency: "USD"),
        creditHold: true,
        tookMs: 300,
        asOf: after(30),
        error: nil,
        nextRetryAt: nil
    )
}

extension CallView {
    mutating func put(on account: CandidateView, by: ResolvedBy, at: Date) {
        identity = IdentityView(
            externalId: account.externalId,
            name: account.name,
            email: nil,
            phase: 2,
            resolvedBy: by,
            rule: nil,
            confidence: nil,
            source: "salesforce",
            asOf: at,
            actor: nil,
            reason: nil,
            runnerUp: nil,
            override: nil
        )
        crm = People.crm(.ready)
        crm.loyaltyTier = account.tier
        crm.caseId = account.caseId
    }
}
