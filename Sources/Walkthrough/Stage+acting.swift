import BrokerAPI
import BrokerClient
import Console
import Desk
import FoundationEssentials
import Identity
import Screen
import Synchronization

/// What people do: the agent, the caller at the phone menu, the operator.
extension Stage {
    /// The agent's own keys, at a pace that can be followed.
    func press(_ keys: [Key]) async throws(Failure) {
        for key in keys {
            try await rest(.milliseconds(900))
            mailbox.post(.desk(.key(key)))
        }
    }

    /// The switch as the agent's desk asks for it.
    func switchNow(to externalID: String, _ reason: String) async throws(Failure) {
        guard let id = current.withLock({ $0?.id }) else { return }
        _ = try await answered {
            let call = try await self.desk.call(id)
            let request = SwitchRequest(
                newExternalId: externalID,
                reason: reason,
                expectedExternalId: call.identity.externalId
            )
            return try await self.desk.switchContext(id, request)
        }
    }

    /// What the platform's phone menu would send, and what came of it.
    func attempt(_ externalID: String, _ facts: inout Scene.Facts) async throws(Failure) {
        guard let id = current.withLock({ $0?.id }) else { return }
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

    func run(_ command: Scene.Command, _ facts: inout Scene.Facts) async throws(Failure) {
        let (premises, number) = (premises, facts.number)
        switch command {
        case .reconcile: facts.printed = try await answered { try await premises.reconcile() }
        case .report: facts.printed = try await answered { try await premises.report() }
        case .purge: facts.printed = try await answered { try await premises.purge() }
        case .forget:
            facts.printed = try await answered { try await premises.forget(number) }
            // There is no such call any more.
            current.withLock { $0 = nil }
        }
    }

    func lookAtFiles(_ facts: inout Scene.Facts) {
        let texts = [facts.name, facts.number, String(facts.externalID.drop { $0 != ":" }.dropFirst())]
        facts.paper = PaperTrail(log: premises.log(), files: premises.files(), for: texts)
    }

    /// A picture shows no marks of what has just changed: they are gone after two seconds.
    func takePicture(_ name: String) async throws(Failure) {
        guard isPictured else { return }
        try await rest(.milliseconds(2600))
        mailbox.post(.picture(name))
        try await rest(.milliseconds(200))
    }
}
