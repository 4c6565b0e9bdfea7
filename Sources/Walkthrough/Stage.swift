package import BrokerAPI
package import BrokerClient
package import Console
import Desk
package import FoundationEssentials
import Identity
package import Sandbox
import Screen
import Synchronization

/// The real parts that scenes are played on: the sandbox's systems, the broker's two listeners, the agent's desk.
package final class Stage: Sendable {
    /// Why a scene stops.
    package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The audience went on.
        case ended
        /// Something did not come in time.
        case waited(for: String)
        /// A part said no.
        case refused(String)

        /// In words.
        package var description: String {
            switch self {
            case .ended: "the story went on"
            case .waited(let what): "waited 20 s for \(what)"
            case .refused(let why): why
            }
        }
    }

    /// Who plays the agent.
    package struct Agent: Sendable {
        let userID: String
        let queueID: String

        /// The platform's IDs of the agent at this desk, and of their queue.
        package init(userID: String, queueID: String) {
            self.userID = userID
            self.queueID = queueID
        }
    }

    /// What a platform gives its middleware, and where the naive one loses.
    static let platformPatience: Duration = .milliseconds(500)
    /// No step of a scene takes longer on systems that answer as they are told.
    static let patience: Duration = .seconds(20)
    /// For what the audience does, when it likes.
    static let audiencePatience: Duration = .seconds(86_400)

    private let sandbox: SandboxClient
    private let platform: PlatformClient
    private let desk: SocketClient
    private let mailbox: Mailbox
    private let agent: Agent
    private let now: @Sendable () -> Date
    private let newName: @Sendable () -> String
    private let watch = CallWatch()
    private let current = Mutex<String?>(nil)
    private let newcomers = Mutex(0)

    /// A stage; the feed's events must be given to `hear`.
    package init(
        sandbox: SandboxClient,
        platform: PlatformClient,
        desk: SocketClient,
        mailbox: Mailbox,
        agent: Agent,
        now: @escaping @Sendable () -> Date,
        newName: @escaping @Sendable () -> String
    ) {
        self.sandbox = sandbox
        self.platform = platform
        self.desk = desk
        self.mailbox = mailbox
        self.agent = agent
        self.now = now
        self.newName = newName
    }

    /// What the desk's feed says: scenes wait for it.
    package func hear(_ event: FeedEvent) { watch.take(event) }

    /// Ends the call of the scene before, and leaves it on the desk.
    func clear() async throws(Failure) {
        guard let call = current.withLock({ $0.take() }) else { return }
        let end = now()
        _ = try await answered {
            try await self.platform.events([
                PlatformEvent(type: "callEnded", callId: call, at: end, userId: self.agent.userID),
                PlatformEvent(
                    type: "wrapUpEnded",
                    callId: call,
                    at: end.addingTimeInterval(0.001),
                    userId: self.agent.userID
                ),
            ])
        }
        _ = try await wait(call, for: "the end of the call") { $0.state == .ended }
        mailbox.post(.desk(.key(.escape)))
    }

    /// Waits; `ended` where the story goes on meanwhile.
    func rest(_ duration: Duration) async throws(Failure) {
        do { try await Task.sleep(for: duration) } catch { throw .ended }
    }

    func take(_ step: Scene.Step, _ patience: Duration, _ facts: inout Scene.Facts) async throws(Failure) {
        guard !Task.isCancelled else { throw .ended }
        switch step {
        case .calm: try await calm()
        case .slowCRM(let milliseconds):
            try await answered { try await self.sandbox.fault(.slow, on: .crm, latencyMilliseconds: milliseconds) }
        case .newcomer: try await addNewcomer()
        case .call(let caller, let answerAfter): try await call(number(of: caller), answerAfter, &facts)
        case .naiveLookup(let caller): await naiveLookup(number(of: caller), &facts)
        case .until(let milestone): try await until(milestone, patience, &facts)
        case .switchTo(let externalID, let digit, let reason): try await switchCall(to: externalID, digit, reason)
        case .attempt(let externalID): try await attempt(externalID, &facts)
        case .tell: return
        }
    }

    private func calm() async throws(Failure) {
        for system in SandboxSystem.allCases { try await answered { try await self.sandbox.fault(.ok, on: system) } }
        let overrides = try await answered { try await self.desk.overrides() }
        for override in overrides.overrides { try await answered { try await self.desk.revoke(override.id) } }
    }

    /// Numbers that are kept for stories; after fifty they begin anew, long after the links of the first are forgotten.
    private func number(of caller: Scene.Caller) -> String {
        switch caller {
        case .number(let number): number
        case .newcomer: "+12025550\(150 + newcomers.withLock { $0 } % 50)"
        }
    }

    private func addNewcomer() async throws(Failure) {
        let count = newcomers.withLock { count in
            count += 1
            return count
        }
        try await answered {
            try await self.sandbox.addPerson(
                name: "Jane Smith",
                number: self.number(of: .newcomer),
                id: "\(500_990_000 + count)",
                erpAccount: "\(10_990_000 + count)"
            )
        }
    }

    private func call(_ number: String, _ answerAfter: Int, _ facts: inout Scene.Facts) async throws(Failure) {
        let placed = try await answered {
            try await self.sandbox.place(
                number: number,
                userID: self.agent.userID,
                queueID: self.agent.queueID,
                answerAfterMilliseconds: answerAfter
            )
        }
        current.withLock { $0 = placed.callID }
        facts.lookupMilliseconds = placed.lookupMilliseconds
        facts.isRemembered = placed.externalID?.hasPrefix("PHONE:") == false
    }

    private func naiveLookup(_ number: String, _ facts: inout Scene.Facts) async {
        let result = await sandbox.naiveLookup(number: number, callID: newName(), timeout: Self.platformPatience)
        facts.naiveGaveUp = !result.answered
        facts.naiveMilliseconds = Int(result.took / .milliseconds(1))
    }

    private func until(
        _ milestone: Scene.Milestone,
        _ patience: Duration,
        _ facts: inout Scene.Facts
    ) async throws(Failure) {
        guard let id = current.withLock({ $0 }) else { return }
        let call = try await wait(id, for: milestone.words, patience) { milestone.isReached(by: $0) }
        facts.name = call.identity.name ?? call.identity.externalId
        facts.phase2Milliseconds = call.phase2Ms ?? 0
    }

    private func wait(
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

    /// The agent's own keys, at a pace that can be followed; where there is no screen, the same request.
    private func switchCall(to externalID: String, _ digit: Character, _ reason: Character) async throws(Failure) {
        for key in [digit, reason, "Y"] {
            mailbox.post(.desk(.key(.character(key))))
            try await rest(.milliseconds(900))
        }
        guard let id = current.withLock({ $0 }) else { return }
        _ = try await wait(id, for: "the switch") { $0.identity.externalId == externalID }
    }

    /// What the platform's phone menu would send, and what came of it.
    private func attempt(_ externalID: String, _ facts: inout Scene.Facts) async throws(Failure) {
        guard let id = current.withLock({ $0 }) else { return }
        do throws(ClientFailure) {
            _ = try await platform.updateContext(
                UpdateContextRequest(callId: id, newExternalId: externalID, reason: "Typed into the phone menu")
            )
            facts.verdicts.append("\(externalID): accepted")
        } catch {
            guard case .problem(let problem) = error else { throw .refused("the broker did not answer") }
            facts.verdicts.append("\(externalID): refused, \(problem.title)")
        }
    }

    private func answered<Answer: Sendable>(
        _ request: @Sendable () async throws -> Answer
    ) async throws(Failure) -> Answer {
        do { return try await request() } catch {
            throw Task.isCancelled ? .ended : .refused("\(error)")
        }
    }
}

extension Scene.Milestone {
    var words: String {
        switch self {
        case .identified: "the identity"
        case .crm: "the CRM"
        case .whole: "CRM and ERP"
        case .on(let externalID): externalID
        case .confirmed: "the platform's confirmation"
        }
    }

    func isReached(by call: CallView) -> Bool {
        switch self {
        case .identified: true
        case .crm: call.crm.state == .ready
        case .whole: call.crm.state == .ready && call.erp.state == .ready
        case .on(let externalID): call.identity.externalId == externalID
        case .confirmed: call.sync.state == .confirmed
        }
    }
}
