import BrokerAPI
import BrokerClient
import Console
import Desk
import FoundationEssentials
import Identity
import Sandbox
import Synchronization

/// Calls from their beginning to their end.
extension Stage {
    /// Ends the call of the scene before, and puts it off the screen.
    func clear() async throws(Failure) {
        mailbox.post(.desk(.turnTo(callID: nil)))
        try await hangUp()
        try await wrapUp()
        guard let call = current.withLock({ $0.take() }) else { return }
        _ = try await wait(call.id, for: "the end of the call") { $0.state == .ended }
    }

    func hangUp() async throws(Failure) {
        guard let call = current.withLock({ $0 }), !call.hasEnded else { return }
        try await tell("callEnded", of: call.id, at: moment)
        current.withLock { $0?.hasEnded = true }
    }

    func wrapUp() async throws(Failure) {
        guard let call = current.withLock({ $0 }), !call.isWrappedUp else { return }
        try await tell("wrapUpEnded", of: call.id, at: moment.addingTimeInterval(0.001))
        current.withLock { $0?.isWrappedUp = true }
    }

    private func tell(_ event: String, of call: String, at: Date) async throws(Failure) {
        _ = try await answered {
            try await self.platform.events([
                PlatformEvent(type: event, callId: call, at: at, userId: self.agent.userID)
            ])
        }
    }

    func place(
        _ caller: Scene.Caller,
        isOutbound: Bool = false,
        callID: String? = nil,
        _ answerAfter: Int,
        _ facts: inout Scene.Facts
    ) async throws(Failure) {
        let number = number(of: caller)
        let placed = try await answered {
            try await self.sandbox.place(
                number: number,
                callID: callID,
                isOutbound: isOutbound,
                userID: self.agent.userID,
                queueID: self.agent.queueID,
                answerAfterMilliseconds: answerAfter
            )
        }
        current.withLock { $0 = CurrentCall(id: placed.callID) }
        mailbox.post(.desk(.turnTo(callID: placed.callID)))
        facts.number = number
        facts.lookupMilliseconds = placed.lookupMilliseconds
        facts.isRemembered = placed.externalID?.hasPrefix("PHONE:") == false
    }

    /// The platform asks both at the same time about the same call.
    func placeBothWays(
        _ caller: Scene.Caller,
        _ answerAfter: Int,
        _ facts: inout Scene.Facts
    ) async throws(Failure) {
        let (name, number, sandbox) = (newName(), number(of: caller), sandbox)
        async let rival = sandbox.naiveLookup(number: number, callID: name, timeout: Self.platformPatience)
        try await place(caller, callID: name, answerAfter, &facts)
        let result = await rival
        facts.naiveGaveUp = !result.answered
        facts.naiveMilliseconds = Int(result.took / .milliseconds(1))
    }

    /// Each with a colleague of their own, and over before the scene goes on.
    func placeForColleagues(_ callers: [Scene.Caller]) async throws(Failure) {
        for (index, caller) in callers.enumerated() {
            let number = number(of: caller)
            let placed = try await answered {
                try await self.sandbox.place(
                    number: number,
                    userID: "user-2000\(index + 1)",
                    queueID: self.agent.queueID,
                    answerAfterMilliseconds: 200,
                    endAfterMilliseconds: 1200 + 900 * index
                )
            }
            _ = try await wait(placed.callID, for: "a colleague's call") {
                $0.state == .ended && $0.crm.state == .ready
            }
        }
    }

    func until(
        _ milestone: Scene.Milestone,
        _ patience: Duration,
        _ facts: inout Scene.Facts
    ) async throws(Failure) {
        guard let id = current.withLock({ $0?.id }) else { return }
        facts.take(try await wait(id, for: milestone.words, patience) { milestone.isReached(by: $0) })
    }

    func wait(
        _ id: String,
        for what: String,
        _ patience: Duration = Stage.patience,
        _ isTrue: @escaping @Sendable (CallView) -> Bool
    ) async throws(Failure) -> CallView {
        let found = await withTaskGroup(of: CallView?.self) { group in
            group.addTask { await self.watch.call(id, until: isTrue) }
            group.addTask {
                // Cancelled is as good as over: the check below tells which.
                try? await Task.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        if let found { return found }
        throw Task.isCancelled ? .ended : .waited(for: what)
    }
}

extension Scene.Milestone {
    var words: String {
        switch self {
        case .remembered: "the remembered choice"
        case .crm: "the CRM"
        case .whole: "CRM and ERP"
        case .fallback: "the answer without a CRM"
        case .orphan: "the CRM, which knows nobody"
        case .on(let externalID): externalID
        case .confirmed: "the platform's confirmation"
        case .talking: "somebody to answer"
        case .wrappingUp: "the hang-up"
        case .over: "the end of the call"
        case .reconciled: "the reconciliation"
        }
    }

    func isReached(by call: CallView) -> Bool {
        switch self {
        case .remembered: call.identity.resolvedBy == .override
        case .crm: call.crm.state == .ready
        case .whole: call.crm.state == .ready && call.erp.state == .ready
        case .fallback: call.crm.state == .failed && call.identity.externalId.hasPrefix("PHONE:")
        case .orphan: call.crm.state == .missing && call.orphan
        case .on(let externalID): call.identity.externalId == externalID
        case .confirmed: call.sync.state == .confirmed
        case .talking: call.state == .connected
        case .wrappingUp: call.state == .wrapup
        case .over: call.state == .ended
        case .reconciled: call.identity.resolvedBy == .reconciled
        }
    }
}
