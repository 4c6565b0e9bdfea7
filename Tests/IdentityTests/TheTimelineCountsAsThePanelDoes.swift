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

    private func enrich(
        _ call: inout Call,
        with account: Account,
        readAt: Date = nine.addingTimeInterval(1),
        at: Date = nine.addingTimeInterval(1)
    ) {
        _ = call.enrich(
            with: Guide.people([account]),
            readAt: readAt,
            check: .notNeeded,
            policy: MatchingPolicy(),
            at: at,
            took: .milliseconds(812)
        )
    }

    private func lines(_ call: Call) -> [String] { call.timeline.map(\.text.text) }

    @Test("what an earlier call was told is not told again as a fact: the CRM's own word is")
    func remembered() throws {
        var call = try call(callsBefore: 1)
        call.recall(try Guide.override(try Guide.john()), at: nine)
        call.answered(at: nine, took: .milliseconds(12))
        #expect(call.previousInteractionCount == 4)
        #expect(lines(call) == ["chosen before: John Doe"])
        enrich(&call, with: try Guide.john())
        #expect(lines(call) == ["chosen before: John Doe", "CRM: John Doe, as chosen before", "4 calls before"])
    }

    @Test("no name stands before a count: on 80 columns the line of a long one ends in the middle of it")
    func longNames() throws {
        let zoe = Account(
            id: try externalID("CRM:500245700"),
            name: "Zoë Ångström-O'Brien of the Northern Workshops",
            interactions: 2
        )
        var linked = try call(callsBefore: 1)
        linked.recall(
            RecentLink(number: try number(Guide.johnsNumber), account: zoe, source: salesforce, at: nine),
            at: nine
        )
        linked.answered(at: nine, took: .milliseconds(12))
        enrich(&linked, with: zoe)
        var chosen = try call(callsBefore: 1)
        chosen.recall(try Guide.override(zoe), at: nine)
        enrich(&chosen, with: zoe)
        chosen.answered(at: nine.addingTimeInterval(1), took: .milliseconds(12))
        for call in [linked, chosen] {
            #expect(lines(call).last == "2 calls before")
            #expect(!lines(call).contains { $0.contains("Zoë") && $0.contains("calls") })
        }
    }

    @Test("a CRM that answers within the grace counts for the lookup's own line")
    func atOnce() throws {
        var call = try call(callsBefore: 0)
        enrich(&call, with: try Guide.john())
        call.answered(at: nine.addingTimeInterval(1), took: .milliseconds(40))
        #expect(lines(call) == ["CRM: John Doe", "the CRM answered at once, 4 calls before"])
    }

    @Test("an answer that served another call of the number says how old it is, and measures no phase 2")
    func servedBefore() throws {
        var call = try call(callsBefore: 1)
        enrich(&call, with: try Guide.john(), readAt: nine.addingTimeInterval(-34), at: nine)
        call.answered(at: nine, took: .milliseconds(3))
        #expect(lines(call) == ["CRM: John Doe", "the CRM said so 34 s ago, 4 calls before"])
        #expect(call.phase2 == nil)
    }

    @Test(
        "while the CRM is asked, none is no fact; its larger count is told where it comes, its smaller one is none",
        arguments: [
            (0, ["known by number", "CRM: John Doe", "4 calls before"]),
            (1, ["known by number, 1 call before", "CRM: John Doe", "4 calls before"]),
            (9, ["known by number, 9 calls before", "CRM: John Doe"]),
        ]
    )
    func later(callsBefore: Int, told: [String]) throws {
        var call = try call(callsBefore: callsBefore)
        call.answered(at: nine, took: .milliseconds(12))
        enrich(&call, with: try Guide.john())
        #expect(call.previousInteractionCount == max(callsBefore, 4))
        #expect(lines(call) == told)
        #expect(call.phase2 == .seconds(1))
    }

    @Test("that there was none is told once the CRM has said so")
    func none() throws {
        var call = try call(callsBefore: 0)
        call.answered(at: nine, took: .milliseconds(12))
        enrich(&call, with: try Guide.jane())
        #expect(lines(call) == ["known by number", "CRM: Jane Smith", "no call before"])
    }
}
