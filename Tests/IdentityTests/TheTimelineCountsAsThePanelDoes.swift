import Foundation
import Identity
import Testing

/// The panel shows `previousInteractionCount`: the last count in the timeline is the same, whoever counted.
@Suite struct TheTimelineCountsAsThePanelDoes {
    private func call(callsBefore: Int) throws -> Call {
        Call(
            id: try #require(CallID("abc-123")),
            direction: .inbound,
            number: try number(Guide.johnsNumber),
            phoneHash: .sha256,
            at: nine,
            callsBefore: callsBefore
        )
    }

    private func enrich(_ call: inout Call, with account: Account) {
        _ = call.enrich(
            with: Guide.people([account]),
            readAt: nine.addingTimeInterval(1),
            check: .notNeeded,
            policy: MatchingPolicy(),
            at: nine.addingTimeInterval(1),
            took: .milliseconds(812)
        )
    }

    private func lines(_ call: Call) -> [String] { call.timeline.map(\.text.text) }

    @Test("what is remembered of a person counts in phase 1 already")
    func remembered() throws {
        var call = try call(callsBefore: 1)
        call.recall(try Guide.override(try Guide.john()), at: nine)
        call.answered(at: nine, took: .milliseconds(12))
        #expect(call.previousInteractionCount == 4)
        #expect(lines(call) == ["chosen before: John Doe, 4 calls before"])
        enrich(&call, with: try Guide.john())
        #expect(lines(call).last == "CRM: John Doe, as chosen before", "nothing new to count")
    }

    @Test("a CRM that answers within the grace counts for the lookup's own line")
    func atOnce() throws {
        var call = try call(callsBefore: 0)
        enrich(&call, with: try Guide.john())
        call.answered(at: nine.addingTimeInterval(1), took: .milliseconds(40))
        #expect(lines(call) == ["CRM: John Doe", "the CRM answered at once, 4 calls before"])
    }

    @Test(
        "the CRM's larger count is told where it comes, its smaller one is none",
        arguments: [
            (0, "known by number, no call before", "CRM: John Doe, 4 calls before"),
            (1, "known by number, 1 call before", "CRM: John Doe, 4 calls before"),
            (9, "known by number, 9 calls before", "CRM: John Doe"),
        ]
    )
    func later(callsBefore: Int, first: String, second: String) throws {
        var call = try call(callsBefore: callsBefore)
        call.answered(at: nine, took: .milliseconds(12))
        enrich(&call, with: try Guide.john())
        #expect(call.previousInteractionCount == max(callsBefore, 4))
        #expect(lines(call) == [first, second])
    }
}
