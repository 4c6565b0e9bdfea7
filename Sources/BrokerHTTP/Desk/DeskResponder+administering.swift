import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import NIOCore

/// What operators ask for.
enum AdminWork {
    case report
    case reconcile
    case backup
    case keys
    case rotation
    case purge
    case forget
    case export

    init?(_ route: DeskRoute) {
        switch route {
        case .report: self = .report
        case .reconcile: self = .reconcile
        case .purge: self = .purge
        case .forget: self = .forget
        case .export: self = .export
        case .backup: self = .backup
        case .keys: self = .keys
        case .rotation: self = .rotation
        case .feed, .me, .calls, .call, .history, .search, .review, .context, .undo, .overrides, .override,
            .interaction, .reveal, .customer, .stats, .description:
            return nil
        }
    }
}

/// What operators get.
enum AdminAnswer {
    case whole(Answer)
    case lines(any LinedAnswer)
}

extension DeskResponder {
    /// Whoever looks after the broker needs no desk of their own.
    func admitOperator(_ uid: UInt32?) throws(Problem) {
        if let uid, uid != Self.nobody, parts.staff.mayAdminister(uid: uid) { return }
        throw Problem(
            .forbidden,
            status: 403,
            detail: "Only the user whom the broker runs as may look after it; run the command as that user."
        )
    }

    func answer(
        _ work: AdminWork,
        body: ByteBuffer,
        for uid: UInt32?
    ) async throws(Problem) -> AdminAnswer {
        switch work {
        case .report: .lines(try await report(body))
        case .reconcile: .lines(try reconcile(body))
        case .backup: .lines(try await backup(body))
        case .keys: .whole(try await keys())
        case .rotation: .lines(try await rotation())
        case .purge: .lines(try await purge(body))
        case .forget: .lines(try await forget(body, for: uid))
        case .export: .lines(try await export(body, for: uid))
        }
    }

    private func report(_ body: ByteBuffer) async throws(Problem) -> ReportAnswer {
        let report = try ReportAsked(try body.json(ReportRequest.self), now: parts.ambience.now())
        let lines = ReportLines(report, in: parts.records, staff: parts.staff)
        return ReportAnswer(lines: lines, first: try await lines.first())
    }

    /// Whoever gets the answer gives the turn back.
    private func reconcile(_ body: ByteBuffer) throws(Problem) -> ReconcileAnswer {
        let wire = try body.json(ReconcileRequest.self)
        guard wire.since <= parts.ambience.now() else { throw .field("since", "must not be in the future") }
        guard parts.reconciling.take() else {
            throw Problem(.conflict, status: 409, detail: "A reconciliation is under way already.")
        }
        let request = Reconcile.Request(since: wire.since, isDryRun: wire.dryRun)
        return ReconcileAnswer(request: request, parts: parts)
    }
}
