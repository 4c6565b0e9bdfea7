import Foundation
import Identity
import Testing

@Suite struct ACallLivesByTheTimesOfItsEvents {
    /// Events as `kind@seconds`, then `/user` and `#queue`: what a platform sends, in short.
    private func event(_ text: Substring) throws -> CallEvent {
        let parts = try #require(try /([a-zA-Z]+)@(\d+)(?:\/(\w+))?(?:#(\w+))?/.wholeMatch(in: text)).output
        return CallEvent(
            kind: try #require(CallEvent.Kind.inShort[parts.1]),
            at: nine.addingTimeInterval(try #require(Double(parts.2))),
            userID: parts.3.map(String.init),
            queueID: parts.4.map(String.init)
        )
    }

    private func events(_ text: String) throws -> [CallEvent] { try text.split(separator: " ").map(event) }

    private func life(_ events: [CallEvent], _ direction: Direction = .inbound, user: String? = nil) -> CallLife {
        var life = CallLife(direction: direction, startedAt: nine, userID: user)
        for event in events { _ = life.record(event) }
        return life
    }

    static let states = """
        events                                                                         | state     | agent | answered | ended | wrapped
                                                                                       | waiting   |       |          |       |
        offered@1/a                                                                    | ringing   | a     |          |       |
        offered@1/a offered@9/b                                                        | ringing   | b     |          |       |
        offered@1/a answered@2/a                                                       | connected | a     | 2        |       |
        answered@2/a                                                                   | connected | a     | 2        |       |
        answered@2/a held@3                                                            | held      | a     | 2        |       |
        answered@2/a held@3 resumed@4                                                  | connected | a     | 2        |       |
        held@3                                                                         | waiting   |       |          |       |
        answered@2/a resumed@3                                                         | connected | a     | 2        |       |
        answered@2/a ended@5                                                           | wrapup    | a     | 2        | 5     |
        answered@2/a ended@5 wrapped@9                                                 | ended     | a     | 2        | 5     | 9
        answered@2/a ended@5 wrapped@9/a                                               | ended     | a     | 2        | 5     | 9
        offered@1/a ended@5                                                            | ended     | a     |          | 5     |
        ended@5                                                                        | ended     |       |          | 5     |
        answered@2/a ended@5 ended@7                                                   | wrapup    | a     | 2        | 5     |
        answered@2/a ended@5 wrapped@9 ended@10                                        | ended     | a     | 2        | 5     | 9
        ended@5 answered@6/b                                                           | ended     |       |          | 5     |
        answered@2/a ended@5 offered@6/b                                               | wrapup    | a     | 2        | 5     |
        answered@2/a ended@5 held@6/b                                                  | wrapup    | a     | 2        | 5     |
        answered@2/a transferred@3/b                                                   | ringing   | b     | 2        |       |
        answered@2/a transferred@3/b answered@4/b                                      | connected | b     | 2        |       |
        answered@2/a transferred@3#q                                                   | waiting   |       | 2        |       |
        answered@2/a transferred@3#q offered@4/b                                       | ringing   | b     | 2        |       |
        answered@2/a held@3 transferred@4/b answered@5/b                               | connected | b     | 2        |       |
        answered@2/a transferred@3/b wrapped@4/a                                       | ringing   | b     | 2        |       |
        answered@2/a transferred@3/b answered@4/b wrapped@5/a                          | connected | b     | 2        |       |
        answered@2/a transferred@3/b answered@4/b wrapped@5/a ended@6                  | wrapup    | b     | 2        | 6     |
        answered@2/a transferred@3/b answered@4/b ended@6 wrapped@7/a                  | wrapup    | b     | 2        | 6     |
        answered@2/a transferred@3/b answered@4/b ended@6 wrapped@7/a wrapped@8/b      | ended     | b     | 2        | 6     | 8
        answered@2/a transferred@3/b wrapped@4 answered@5/b ended@6                    | wrapup    | b     | 2        | 6     |
        answered@2/a transferred@3#q wrapped@4/a                                       | waiting   |       | 2        |       |
        answered@2/a offered@3/b                                                       | connected | a     | 2        |       |
        answered@2/a offered@3/b answered@4/b                                          | connected | b     | 2        |       |
        answered@2/a ended@5 transferred@6/b                                           | wrapup    | a     | 2        | 5     |
        """

    @Test(arguments: rows(states)) func `inbound`(row: [String]) throws {
        let life = life(try events(row[0]))
        func time(_ index: Int) -> Date? {
            row.count > index ? Double(row[index]).map { nine.addingTimeInterval($0) } : nil
        }
        #expect(life.state.rawValue == row[1])
        #expect(life.userID ?? "" == row[2])
        #expect(life.answeredAt == time(3))
        #expect(life.endedAt == time(4))
        #expect(life.wrappedAt == time(5))
    }

    @Test func `an outbound call is dialing until answered, and its agent's`() throws {
        #expect(life([], .outbound, user: "a").state == .dialing)
        #expect(life(try events("offered@1/a"), .outbound, user: "a").state == .dialing)
        let answered = life(try events("offered@1/a answered@2"), .outbound, user: "a")
        #expect(answered.state == .connected)
        #expect(answered.userID == "a")
        #expect(life(try events("answered@2 transferred@3#q offered@4/b"), .outbound, user: "a").state == .ringing)
    }

    static let lives = [
        "offered@1/a answered@2/a held@3/a resumed@4/a ended@5/a wrapped@9/a",
        "offered@1/a answered@2/a transferred@3/b answered@4/b ended@5 wrapped@8/b",
        "offered@1/a offered@1/b answered@1/b transferred@1/c answered@1/c",
        "answered@2/a transferred@3#q wrapped@4/a offered@5/b answered@6/b ended@7",
        "offered@1/a ended@2 answered@2/a wrapped@2/a wrapped@3/b ended@3",
    ]

    @Test(arguments: lives) func `in whatever order they arrive`(text: String) throws {
        let expected = life(try events(text))
        for order in permutations(try events(text)) { #expect(life(order) == expected) }
    }

    @Test(arguments: lives) func `and however often`(text: String) throws {
        let events = try events(text)
        var life = life(events)
        let before = life
        for event in events + events.reversed() {
            let isNew = life.record(event)
            #expect(!isNew)
        }
        #expect(life == before)
    }

    @Test func `late ones change what follows from them, not what came after`() throws {
        var life = life(try events("ended@60"))
        #expect(life.state == .ended)
        _ = life.record(try event("answered@10/a"))
        #expect(life.state == .wrapup)
        #expect(life.answeredAt == nine.addingTimeInterval(10))
    }

    @Test func `a stream without end is cut off`() {
        var life = CallLife(direction: .inbound, startedAt: nine)
        for second in 0..<2_000 {
            _ = life.record(CallEvent(kind: .callHeld, at: nine.addingTimeInterval(Double(second))))
        }
        #expect(life.events.count == 500)
    }

    @Test func `a call's timeline tells them in order, and keeps the last fifty lines`() throws {
        var call = try Guide.call()
        call.answered(at: nine, took: .milliseconds(12))
        for event in try events("ended@50 answered@2/a offered@1/a") { _ = call.record(event) }
        #expect(call.timeline.map(\.kind) == ["identified", "offered", "answered", "ended"])
        for second in 100..<200 {
            _ = call.record(CallEvent(kind: .callHeld, at: nine.addingTimeInterval(Double(second))))
        }
        #expect(call.timeline.count == 50)
        #expect(call.timeline.last?.at == nine.addingTimeInterval(199))
    }
}
