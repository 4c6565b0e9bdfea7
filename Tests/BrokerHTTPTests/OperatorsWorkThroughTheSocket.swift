import Broker
import BrokerAPI
import BrokerClient
import FoundationEssentials
import Glibc
import Identity
import Synchronization
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct OperatorsWorkThroughTheSocket {
    private static let hourAgo = Moment.start.addingTimeInterval(-3600)

    private func bench(owner: UInt32? = getuid()) throws -> Bench { try Bench(nil, staff: Staff([], owner: owner)) }

    private func lookUp(_ bench: Bench, _ id: String) async throws {
        let request = LookUp.Request(
            call: try #require(CallID(id)),
            direction: .inbound,
            number: CallerNumber(e164: "+15550199999")
        )
        _ = try await LookUp.run(request, with: bench.parts)
    }

    /// All lines of an answer.
    private final class Lines<Line: Sendable>: Sendable {
        private let lines = Mutex<[Line]>([])
        var all: [Line] { lines.withLock { $0 } }
        func take(_ line: Line) { lines.withLock { $0.append(line) } }
    }

    @Test("A report comes line by line, masked, the result last, with no desk needed")
    func report() async throws {
        let bench = try bench()
        for index in 0..<1_200 { try await lookUp(bench, "c\(index)") }
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let lines = Lines<ReportLine>()
                try await client.report(ReportRequest(report: "interactions", since: Self.hourAgo)) { lines.take($0) }
                #expect(lines.all.count == 1_201)
                #expect(lines.all.last == .result(ReportResult(rows: 1_200, hasMore: false)))
                guard case .interaction(let row) = lines.all[0] else { throw NoRow() }
                #expect(row.interactionId == "c0" && row.externalId.hasSuffix("••••"))
                let times = Lines<ReportLine>()
                let request = ReportRequest(report: "handle-time", since: Self.hourAgo, by: "agent")
                try await client.report(request) { times.take($0) }
                #expect(times.all == [.result(ReportResult(rows: 0, hasMore: false))])
            }
        }
    }

    private struct NoRow: Error {}

    @Test("What makes no report is refused by its field")
    func refused() async throws {
        let bench = try bench()
        let wrong: [(ReportRequest, field: String, status: Int)] = [
            (ReportRequest(report: "calls", since: Self.hourAgo), "report", 400),
            (ReportRequest(report: "interactions", since: Moment.start.addingTimeInterval(60)), "since", 400),
            (ReportRequest(report: "interactions", since: Self.hourAgo, tier: "Glod"), "tier", 404),
            (ReportRequest(report: "interactions", since: Self.hourAgo, by: "tier"), "by", 400),
            (ReportRequest(report: "handle-time", since: Self.hourAgo, by: "colour"), "by", 400),
            (ReportRequest(report: "handle-time", since: Self.hourAgo, tier: "Gold"), "tier", 400),
        ]
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                for (request, field, status) in wrong {
                    do throws(ClientFailure) {
                        try await client.report(request) { _ in }
                        Issue.record("taken: \(request)")
                    } catch {
                        guard case .problem(let problem) = error else { throw error }
                        #expect(problem.status == status && problem.field == field, "\(request)")
                    }
                }
            }
        }
    }

    @Test("A reconciliation tells its progress and ends with its result; one at a time")
    func reconcile() async throws {
        let bench = try bench()
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let lines = Lines<ReconcileLine>()
                let request = ReconcileRequest(since: Self.hourAgo, dryRun: true)
                try await client.reconcile(request) { lines.take($0) }
                #expect(lines.all.last?.result?.counts.found == 0)
                #expect(lines.all.last?.result?.dryRun == true)
                #expect(bench.parts.reconciling.take(), "it is free again")
                await #expect(throws: ClientFailure.self) { try await client.reconcile(request) { _ in } }
                bench.parts.reconciling.giveBack()
                try await client.reconcile(request) { _ in }
            }
        }
    }

    @Test("Nobody else may, supervisors included; the owner's desk says that it may")
    func others() async throws {
        for staff in [Staff([.supervisor]), Staff([.supervisor], owner: getuid() + 1), Staff([])]
        where !staff.mayAdminister(uid: getuid()) {
            let bench = try Bench(nil, staff: staff)
            try await bench.withDesks { desk in
                try await desk.withClient { client in
                    let report = ReportRequest(report: "interactions", since: Self.hourAgo)
                    do throws(ClientFailure) {
                        try await client.report(report) { _ in }
                        Issue.record("anybody may")
                    } catch {
                        guard case .problem(let problem) = error else { throw error }
                        #expect(problem.status == 403)
                    }
                }
            }
        }
        let bench = try Bench(nil, staff: Staff([.supervisor], owner: getuid()))
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let me = try await client.me()
                #expect(me.may.contains(.administer))
            }
        }
    }
}
