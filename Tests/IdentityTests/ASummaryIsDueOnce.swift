import Foundation
import Identity
import Testing

@Suite("6.4 A summary is due after wrap-up, once") struct ASummaryIsDueOnce {
    /// Seconds after nine; the wrap-up's time-out is 1,800, a switch can be undone for 60.
    private func due(_ kinds: [(CallEvent.Kind, Double)], _ edit: (inout Call) -> Void = { _ in }) throws -> Double? {
        var call = try Guide.call()
        for (kind, second) in kinds {
            _ = call.record(CallEvent(kind: kind, at: nine.addingTimeInterval(second), userID: "a"))
        }
        edit(&call)
        return call.summaryDue(wrapUp: 1_800, undo: 60)?.timeIntervalSince(nine)
    }

    @Test("never while the call goes on, nor where nobody took it") func notYet() throws {
        #expect(try due([]) == nil)
        #expect(try due([(.callOffered, 1), (.callEnded, 9)]) == nil)
        #expect(try due([(.callAnswered, 1)]) == nil)
    }

    @Test("after wrap-up, and not before the switch can be undone no more") func afterWrapUp() throws {
        #expect(try due([(.callAnswered, 1), (.callEnded, 9), (.wrapUpEnded, 20)]) == 69)
        #expect(try due([(.callAnswered, 1), (.callEnded, 9), (.wrapUpEnded, 200)]) == 200)
    }

    @Test("or after the wrap-up's time-out") func timeOut() throws {
        #expect(try due([(.callAnswered, 1), (.callEnded, 9)]) == 1_809)
    }

    @Test("once it is written, given up or dropped, never again") func once() throws {
        let kinds: [(CallEvent.Kind, Double)] = [(.callAnswered, 1), (.callEnded, 9), (.wrapUpEnded, 20)]
        #expect(try due(kinds) { $0.summaryWritten(to: salesforce, at: nine) } == nil)
        #expect(try due(kinds) { $0.summaryDropped("why", at: nine) } == nil)
        #expect(try due(kinds) { $0.summaryFailed(.timedOut, at: nine) } == nil)
    }

    @Test("it tells what the CRM should keep") func contents() throws {
        var call = try Guide.call()
        _ = call.enrich(
            with: Guide.people([try Guide.john()]),
            readAt: nine,
            check: .notNeeded,
            policy: MatchingPolicy(),
            at: nine,
            took: nil
        )
        for (kind, second) in [(CallEvent.Kind.callAnswered, 5.0), (.callEnded, 100), (.wrapUpEnded, 120)] {
            _ = call.record(CallEvent(kind: kind, at: nine.addingTimeInterval(second), userID: "u2"))
        }
        _ = try call.merge(["topic": "router", "note": "sends a new one"], by: DataTable())
        let summary = try #require(CallSummary(call, agent: "R. Ortiz"))
        #expect(summary.account.text == "CRM:500245678" && summary.call.text == "abc-123")
        #expect(summary.duration == .seconds(95))
        #expect(summary.handle.averageHandle == .seconds(115))
        #expect(summary.topic?.text == "router" && summary.note?.text == "sends a new one")
        #expect(CallSummary(try Guide.call(), agent: nil) == nil, "nobody is known")
    }
}
