import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import NIOCore

/// What operators ask for.
enum AdminWork {
    case report
    case reconcile

    init?(_ route: DeskRoute) {
        switch route {
        case .report: self = .report
        case .reconcile: self = .reconcile
        case .feed, .me, .calls, .call, .history, .search, .review, .context, .undo, .overrides, .override,
            .interaction, .reveal, .customer, .stats, .description:
            return nil
        }
    }
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

    func answer(_ work: AdminWork, body: ByteBuffer) async throws(Problem) -> any LinedAnswer {
        switch work {
        case .report: try await report(body)
        case .reconcile: try reconcile(body)
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
