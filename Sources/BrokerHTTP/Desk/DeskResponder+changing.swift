import Broker
import BrokerAPI
import Identity
import NIOCore

extension DeskResponder {
    func switchContext(_ id: CallID, _ body: ByteBuffer, _ viewer: Viewer) async throws(Problem) -> Answer {
        do throws(Problem) {
            let request = try SwitchContext.Request(try body.json(SwitchRequest.self), on: id, by: viewer)
            return .json(feed.telling.view(of: try await run(request)))
        } catch {
            throw await withCurrentIdentity(error, id, viewer)
        }
    }

    func undo(_ id: CallID, _ body: ByteBuffer, _ viewer: Viewer) async throws(Problem) -> Answer {
        if body.firstCharacter != nil { _ = try body.json(EmptyObject.self) }
        do throws(UndoSwitch.Failure) {
            return .json(feed.telling.view(of: try await UndoSwitch.run(id, by: viewer, with: parts)))
        } catch {
            throw Problem(error)
        }
    }

    func changeInteraction(_ id: CallID, _ body: ByteBuffer, _ viewer: Viewer) async throws(Problem) -> Answer {
        let wire = try body.json(InteractionChange.self)
        let values = wire.values.mapValues { $0.map { PersonalText($0) } }
        do throws(EditInteraction.Failure) {
            return .json(feed.telling.view(of: try await EditInteraction.run(values, of: id, by: viewer, with: parts)))
        } catch {
            throw Problem(error)
        }
    }

    func reveal(_ id: CallID, _ body: ByteBuffer, _ viewer: Viewer) async throws(Problem) -> Answer {
        let wire = try body.json(RevealRequest.self)
        guard let field = RevealValue.Field(rawValue: wire.field) else {
            throw .field("field", "must be number or email")
        }
        let reason = try FieldRules.reason(wire.reason)
        do throws(RevealValue.Failure) {
            let value = try await RevealValue.run(field, of: id, reason: reason, by: viewer, with: parts)
            return .json(RevealAnswer(value: value))
        } catch {
            throw Problem(error)
        }
    }

    func revoke(_ id: String, _ viewer: Viewer) async throws(Problem) -> Answer {
        let isRevoked = try await journal { () throws(JournalFailure) in
            try await ManageOverrides.revoke(id, by: viewer, with: parts)
        }
        guard isRevoked else {
            throw Problem(.notFound, status: 404, detail: "There is no such memory that you may revoke.")
        }
        return .nothing
    }

    private func run(_ request: SwitchContext.Request) async throws(Problem) -> Call {
        do throws(SwitchContext.Failure) { return try await SwitchContext.run(request, with: parts) } catch {
            throw Problem(error)
        }
    }

    /// A refusal tells whom the call is on, also where no use case has seen it; what the viewer may not see stays unsaid.
    private func withCurrentIdentity(_ problem: Problem, _ id: CallID, _ viewer: Viewer) async -> Problem {
        guard problem.status == 400, problem.externalId == nil else { return problem }
        var problem = problem
        // Without the journal the problem is told without the identity.
        problem.externalId = try? await ReadCalls.one(id, for: viewer, with: parts)?.identity.externalID.text
        return problem
    }
}

/// `{}`, and whatever a later version puts into it.
private struct EmptyObject: Decodable {
    private enum NoKeys: CodingKey {}

    init(from decoder: any Decoder) throws { _ = try decoder.container(keyedBy: NoKeys.self) }
}
