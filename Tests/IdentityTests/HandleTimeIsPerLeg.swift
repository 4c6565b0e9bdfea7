import Foundation
import Identity
import Testing

@Suite("6.3 Handle time is per agent leg") struct HandleTimeIsPerLeg {
    /// `kind@seconds/agent#leg{talk,held,acw,dialing,contacting}`, the last in milliseconds, `-` where the platform says
    /// nothing.
    private func event(_ text: Substring) throws -> CallEvent {
        let form = /([a-z]+)@([\d.]+)(?:\/(\w+))?(?:#(\w+))?(?:\{([\d,-]+)\})?/
        let parts = try #require(try form.wholeMatch(in: text)).output
        return CallEvent(
            kind: try #require(CallEvent.Kind.inShort[parts.1]),
            at: nine.addingTimeInterval(try #require(Double(parts.2))),
            userID: parts.3.map(String.init),
            legID: parts.4.map(String.init),
            metrics: parts.5.map(metrics)
        )
    }

    private func metrics(_ text: Substring) -> LegMetrics {
        let times = text.split(separator: ",").map { Int($0).map { Duration.milliseconds($0) } }
        return LegMetrics(talk: times[0], held: times[1], afterCall: times[2], dialing: times[3], contacting: times[4])
    }

    private func events(_ text: String) throws -> [CallEvent] { try text.split(separator: " ").map(event) }

    private func legs(_ events: [CallEvent], _ direction: Direction = .inbound, user: String? = nil) -> [AgentLeg] {
        var life = CallLife(direction: direction, startedAt: nine, userID: user)
        for event in events { _ = life.record(event) }
        return life.legs
    }

    /// `agent talk+held+acw+dialing+contacting`, in seconds, a star where the leg does not count.
    private func told(_ legs: [AgentLeg]) -> String {
        legs.map { leg in
            let times = [leg.talk, leg.held, leg.afterCall, leg.dialing, leg.contacting]
            let seconds = times.map { String(Int($0 / .seconds(1))) }.joined(separator: "+")
            return "\(leg.userID ?? "-") \(seconds)\(leg.isHandled ? "" : "*")"
        }.joined(separator: ", ")
    }

    static let arithmetic = """
        events                                                                                | legs
                                                                                              |
        offered@1/a                                                                           | a 0+0+0+0+0*
        offered@1/a answered@2/a                                                              | a 0+0+0+0+0*
        offered@1/a answered@2/a ended@60/a                                                   | a 58+0+0+0+0
        answered@2/a ended@60 wrapped@90/a                                                    | a 58+0+30+0+0
        answered@2 ended@60 wrapped@90                                                        | - 58+0+30+0+0
        answered@2/a held@10/a resumed@30/a ended@60 wrapped@61/a                             | a 38+20+1+0+0
        answered@2/a held@10 held@12 resumed@30 held@40 ended@60                              | a 18+40+0+0+0
        offered@1/a ended@9                                                                   | a 0+0+0+0+0*
        offered@1/a offered@9/b answered@10/b ended@20 wrapped@25/b                           | a 0+0+0+0+0*, b 10+0+5+0+0
        answered@2/a transferred@12/b answered@15/b ended@20 wrapped@25/b wrapped@40/a        | a 10+0+28+0+0, b 5+0+5+0+0
        answered@2/a transferred@12/b wrapped@14/a answered@15/b ended@20                     | a 10+0+2+0+0, b 5+0+0+0+0
        answered@2/a transferred@12 answered@15/b transferred@18/a answered@20/a ended@30     | a 10+0+0+0+0, b 3+0+0+0+0, a 10+0+0+0+0
        answered@2/a held@5 offered@6/b answered@10/b ended@20                                | a 3+5+0+0+0, b 10+0+0+0+0
        answered@2/a transferred@12/b answered@15 ended@20                                    | a 10+0+0+0+0, b 5+0+0+0+0
        answered@2/a#1 transferred@9/a#1 answered@10/a#2 ended@12 wrapped@20/a#1 wrapped@22/a#2 | a 7+0+11+0+0, a 2+0+10+0+0
        ended@60 answered@61/a wrapped@70/a                                                   |
        """

    @Test("by arithmetic on the times of events", arguments: rows(arithmetic))
    func byArithmetic(row: [String]) throws { #expect(told(legs(try events(row[0]))) == row[1]) }

    static let outbound = """
        events                                    | legs
        answered@8 ended@20                       | a 12+0+0+8+0
        offered@1/a answered@8/a ended@20         | a 12+0+0+8+0
        ended@20                                  | a 0+0+0+20+0
        """

    @Test("dialing counts from the call's start until its answer", arguments: rows(outbound))
    func dialing(row: [String]) throws {
        #expect(told(legs(try events(row[0]), .outbound, user: "a")) == row[1])
    }

    static let measured = """
        events                                                                     | legs
        answered@2/a ended@60 wrapped@90/a{50000,4000,3000,1000,2000}              | a 50+4+3+1+2
        answered@2/a ended@60/a{-,-,7000,-,-} wrapped@90/a                         | a 58+0+7+0+0
        answered@2/a ended@60/a{50000,8000,-,-,-} wrapped@90/a{-,-,3000,-,-}       | a 50+8+3+0+0
        answered@2/a transferred@12/b{9000,1000,-,-,-} answered@15/b ended@20      | a 9+1+0+0+0, b 5+0+0+0+0
        offered@1/a offered@9/b answered@10/b ended@20 wrapped@50/a{0,0,30000,-,-} | a 0+0+30+0+0, b 10+0+0+0+0
        wrapped@50/a{9000,0,30000,-,-}                                             | a 9+0+30+0+0
        """

    @Test("the platform's own timings win over arithmetic, each for itself", arguments: rows(measured))
    func ownTimings(row: [String]) throws { #expect(told(legs(try events(row[0]))) == row[1]) }

    static let lives = [
        "offered@1/a answered@2/a held@3/a resumed@4/a ended@5/a wrapped@9/a{-,-,3000,-,-}",
        "offered@1/a answered@2/a transferred@3/b answered@4/b ended@5 wrapped@8/b wrapped@9/a",
        "answered@2/a transferred@3 wrapped@4/a offered@5/b answered@6/b ended@7{2000,-,-,-,-}",
    ]

    @Test("in whatever order the events arrive", arguments: lives) func anyOrder(text: String) throws {
        let expected = legs(try events(text))
        for order in permutations(try events(text)) { #expect(legs(order) == expected) }
    }

    @Test("the real record comes out as its platform had it") func golden() throws {
        let vector = try HandleTimeVector.read()
        var events = try events("offered@5/A offered@12/B answered@13/B ended@400")
        for (index, leg) in vector.legs.enumerated() {
            let metrics = LegMetrics(
                talk: .milliseconds(leg.tTalk),
                held: .milliseconds(leg.tHeld),
                afterCall: .milliseconds(leg.tAcw),
                dialing: nil,
                contacting: nil
            )
            let at = nine.addingTimeInterval(404 + Double(index))
            events.append(CallEvent(kind: .wrapUpEnded, at: at, userID: leg.agent, metrics: metrics))
        }
        let legs = legs(events)
        #expect(legs.map(\.userID) == vector.legs.map(\.agent))
        #expect(legs.map(\.handle) == vector.legs.map { .milliseconds($0.tHandle) })
        let times = HandleTimes(legs)
        #expect(times.handled == vector.handledLegs)
        #expect(times.averageHandle == .milliseconds(vector.averageHandleTime))
        #expect(times.averageHold == vector.averageHold.map { .milliseconds($0) })
    }

    @Test("average handle time divides by handled legs, average hold by legs that had a hold") func averages() throws {
        let held = try events("answered@0/a held@10 resumed@30 transferred@40/b answered@50/b ended@60 wrapped@80/b")
        let times = HandleTimes(legs(held))
        #expect(times.handled == 2 && times.withHold == 1)
        #expect(times.averageHandle == .seconds(35))
        #expect(times.averageHold == .seconds(20))
        #expect(HandleTimes([]).averageHandle == nil)
    }

    @Test("what is added can be taken back") func adding() throws {
        var times = HandleTimes(legs(try events("answered@0/a held@10 resumed@30 ended@60")))
        let before = times
        times += HandleTimes(legs(try events("answered@0/a ended@7")))
        #expect(times.handled == 2 && times.handle == .seconds(67))
        times -= HandleTimes(legs(try events("answered@0/a ended@7")))
        #expect(times == before)
    }
}
