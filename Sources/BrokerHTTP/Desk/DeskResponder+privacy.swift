import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import NIOCore

extension DeskResponder {
    /// Whoever gets the answer gives the turn back.
    func purge(_ body: ByteBuffer) async throws(Problem) -> any LinedAnswer {
        let wire = try body.json(PurgeRequest.self)
        let (limits, parts) = (parts.policy.limits(at: parts.ambience.now()), parts)
        guard !wire.dryRun else {
            return WholeAnswer(lines: [await PurgeLine.counted(limits, in: parts.records, parts.custody)])
        }
        guard parts.purging.take() else {
            throw Problem(.conflict, status: 409, detail: "A purge is under way already.")
        }
        return RunningAnswer(turn: parts.purging) { tell in
            await PurgeLine.purged(limits, in: parts.records, parts.custody, tell: tell)
        }
    }

    /// The erasure is done, or refused, before the first line.
    func forget(_ body: ByteBuffer, for uid: UInt32?) async throws(Problem) -> WholeAnswer<ForgetLine> {
        let person = try person(body)
        do throws(Forget.Failure) {
            let certificate = try await Forget.run(
                person,
                by: administrator(uid),
                in: parts.records,
                parts.backups,
                parts.ambience
            ) { parts.forgetByHeart($0) }
            return WholeAnswer(lines: [ForgetLine(certificate)])
        } catch {
            throw Problem(error)
        }
    }

    func export(_ body: ByteBuffer, for uid: UInt32?) async throws(Problem) -> ExportAnswer {
        let person = try person(body)
        let lines = ExportLines(person, in: parts.records, parts.ambience)
        do throws(JournalFailure) {
            let entry = ExportPerson.entry(person, by: administrator(uid), at: parts.ambience.now())
            try await parts.audit.record(entry)
            return ExportAnswer(lines: lines, first: try await lines.first())
        } catch {
            throw Problem(error)
        }
    }

    /// In the form that the CRM gives an ID: the same record must not be two people.
    private func person(_ body: ByteBuffer) throws(Problem) -> Person {
        let person = try Person(wire: try body.json(PersonRequest.self))
        guard case .externalID(let id) = person else { return person }
        return .externalID(parts.canonical(id))
    }

    private func administrator(_ uid: UInt32?) -> Actor { parts.staff.administrator(uid: uid ?? Self.nobody) }
}
