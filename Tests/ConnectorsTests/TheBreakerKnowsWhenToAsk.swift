import Testing

@testable import Connectors

/// Scripts of events; what each leads to stands behind the arrow.
///
/// Times in seconds, `a`, `b`, … are requests; chance is 0, so a delay is the half that is fixed: 0.5 s, then 1 s,
/// then 2 s.
@Suite struct TheBreakerKnowsWhenToAsk {
    static let scripts = [
        "five failures in a row": """
        0.00 ask a    -> asked a, closed
        0.01 fail a   -> closed
        0.02 ask b    -> asked b, closed
        0.03 fail b   -> closed
        0.04 ask c    -> asked c, closed
        0.05 fail c   -> closed
        0.06 ask d    -> asked d, closed
        0.07 fail d   -> closed
        0.08 ask e    -> asked e, closed
        0.09 ask f    -> asked f, closed
        0.10 fail e   -> open until 0.6
        0.11 ask g    -> refused until 0.6, open until 0.6
        0.12 fail f   -> open until 0.6
        """,
        "an answer in between starts the count again": """
        0.00 ask a    -> asked a, closed
        0.01 fail a   -> closed
        0.02 ask b    -> asked b, closed
        0.03 fail b   -> closed
        0.04 ask c    -> asked c, closed
        0.05 fail c   -> closed
        0.06 ask d    -> asked d, closed
        0.07 fail d   -> closed
        0.08 ask e    -> asked e, closed
        0.09 answer e -> closed
        0.10 ask f    -> asked f, closed
        0.11 fail f   -> closed
        """,
        "a second of nothing but failures": """
        0.0 ask a    -> asked a, closed
        0.1 fail a   -> closed
        0.5 ask b    -> asked b, closed
        1.0 fail b   -> open until 1.5
        """,
        "one request that hangs for a second": """
        0.0 ask a    -> asked a, closed
        1.0 late a   -> open until 1.5
        3.0 fail a   -> open until 1.5
        """,
        "a request that hangs while others are answered": """
        0.0 ask a    -> asked a, closed
        0.1 ask b    -> asked b, closed
        0.5 answer b -> closed
        1.0 late a   -> closed
        1.2 ask c    -> asked c, closed
        1.4 answer c -> closed
        3.0 fail a   -> closed
        """,
        "the last answer begins the second": """
        0.0 ask a    -> asked a, closed
        0.4 ask b    -> asked b, closed
        0.5 answer b -> closed
        0.6 ask c    -> asked c, closed
        1.0 late a   -> closed
        1.6 late c   -> open until 2.1
        """,
        "one probe at a time, and its answer closes": """
        0.0 ask a    -> asked a, closed
        1.0 late a   -> open until 1.5
        1.4 ask b    -> refused until 1.5, open until 1.5
        1.5 ask c    -> asked c, probing c
        1.6 ask d    -> refused until 2.5, probing c
        1.7 answer c -> closed
        1.8 ask e    -> asked e, closed
        """,
        "each probe that fails doubles the delay, an answer forgets it": """
        0.0 ask a    -> asked a, closed
        1.0 late a   -> open until 1.5
        1.5 ask b    -> asked b, probing b
        1.6 fail b   -> open until 2.6
        2.6 ask c    -> asked c, probing c
        3.6 late c   -> open until 5.6
        5.6 ask d    -> asked d, probing d
        5.7 answer d -> closed
        6.0 ask e    -> asked e, closed
        7.0 late e   -> open until 7.5
        """,
        "the delay grows to the longest and no further": """
        0 ask a    -> asked a, closed
        1 late a   -> open until 1.5
        10 ask b   -> asked b, probing b
        10 fail b  -> open until 11
        20 ask c   -> asked c, probing c
        20 fail c  -> open until 22
        30 ask d   -> asked d, probing d
        30 fail d  -> open until 34
        40 ask e   -> asked e, probing e
        40 fail e  -> open until 48
        50 ask f   -> asked f, probing f
        50 fail f  -> open until 65
        70 ask g   -> asked g, probing g
        70 fail g  -> open until 85
        """,
        "a late answer to anything closes, an old failure says nothing": """
        0.0 ask a    -> asked a, closed
        0.2 ask b    -> asked b, closed
        1.0 late a   -> open until 1.5
        1.5 ask c    -> asked c, probing c
        1.6 fail b   -> probing c
        1.7 late b   -> probing c
        1.8 answer a -> closed
        """,
        "a probe that nobody waits for gives its place to the next": """
        0.0 ask a    -> asked a, closed
        1.0 late a   -> open until 1.5
        1.5 ask b    -> asked b, probing b
        1.6 drop a   -> probing b
        1.7 drop b   -> open until 1.7
        1.7 ask c    -> asked c, probing c
        """,
        "what nobody waits for counts neither way": """
        0.0 ask a    -> asked a, closed
        0.1 drop a   -> closed
        5.0 ask b    -> asked b, closed
        5.1 fail b   -> closed
        """,
        "Retry-After is kept, within the longest delay": """
        0.0 ask a      -> asked a, closed
        1.0 fail a 7   -> open until 8
        8.0 ask b      -> asked b, probing b
        8.5 fail b 900 -> open until 38.5
        """,
    ]

    @Test(arguments: scripts.keys.sorted()) func asInTheTable(_ name: String) {
        var player = Player()
        for line in (Self.scripts[name] ?? "").split(separator: "\n") {
            let halves = line.split(separator: "->").map { $0.split(separator: " ").joined(separator: " ") }
            #expect("\(halves[0]) -> \(player.play(halves[0]))" == halves.joined(separator: " -> "))
        }
    }

    @Test func theCheckSaysWhatAskingWould() {
        var breaker = CircuitBreaker(BreakerSettings())
        guard case .ask(let attempt) = breaker.ask(at: .zero) else {
            return #expect(Bool(false), "closed lets through")
        }
        #expect(breaker.refusal(at: .seconds(1)) == nil)
        breaker.unanswered(attempt, at: .seconds(1), chance: 0)
        #expect(breaker.refusal(at: .milliseconds(1_400)) == .milliseconds(1_500))
        #expect(breaker.refusal(at: .milliseconds(1_500)) == nil)
        _ = breaker.ask(at: .seconds(2))
        #expect(breaker.refusal(at: .seconds(2)) == .seconds(3))
        #expect(breaker.refusal(at: .seconds(9)) == .seconds(9), "a probe that takes its time is still the only one")
    }

    @Test(arguments: [0, 0.25, 0.5, 0.999]) func chanceSpreadsProbesOverTheSecondHalfOfTheDelay(_ chance: Double) {
        var breaker = CircuitBreaker(BreakerSettings())
        guard case .ask(let attempt) = breaker.ask(at: .zero) else {
            return #expect(Bool(false), "closed lets through")
        }
        breaker.failed(attempt, at: .seconds(1), chance: chance)
        guard case .open(let until) = breaker.state else { return #expect(Bool(false), "it has failed for a second") }
        #expect(abs((until - .seconds(1)) / .seconds(1) - (0.5 + chance / 2)) < 0.000_001)
    }

    /// Every sequence of six events, against what must hold after any of them.
    @Test func whateverHappensNeverMoreThanOneProbeIsOut() {
        var walks = 0
        explore(CircuitBreaker(Self.hasty), out: [], step: 0, walks: &walks)
        #expect(walks > 500)
    }

    private static var hasty: BreakerSettings {
        var settings = BreakerSettings()
        settings.failures = 2
        return settings
    }

    private func explore(_ breaker: CircuitBreaker, out: [CircuitBreaker.Attempt], step: Int, walks: inout Int) {
        guard step < 6 else {
            walks += 1
            return
        }
        let now = Duration.milliseconds(400 * step)
        var asked = breaker
        switch asked.ask(at: now) {
        case .ask(let attempt):
            if case .probing(let probe) = asked.state {
                #expect(probe == attempt)
                var again = asked
                #expect(again.ask(at: now) == .refused(until: now + .seconds(1)))
            }
            explore(asked, out: out + [attempt], step: step + 1, walks: &walks)
        case .refused(let until):
            #expect(until >= now)
            #expect(asked == breaker, "a refusal changes nothing")
        }
        for attempt in out { end(breaker, attempt, out.filter { $0 != attempt }, step, now, &walks) }
    }

    private func end(
        _ breaker: CircuitBreaker,
        _ attempt: CircuitBreaker.Attempt,
        _ out: [CircuitBreaker.Attempt],
        _ step: Int,
        _ now: Duration,
        _ walks: inout Int
    ) {
        var (answered, failed, dropped) = (breaker, breaker, breaker)
        answered.answered(attempt, at: now)
        #expect(answered.state == .closed)
        failed.failed(attempt, at: now, chance: 0)
        if breaker.state != .closed { #expect(failed.state != .closed, "a failure closes nothing") }
        dropped.abandoned(attempt, at: now)
        #expect((dropped.state == .closed) == (breaker.state == .closed))
        for next in [answered, failed, dropped] { explore(next, out: out, step: step + 1, walks: &walks) }
    }
}

private struct Player {
    var breaker = CircuitBreaker(BreakerSettings())
    var attempts: [String: CircuitBreaker.Attempt] = [:]

    /// A line such as `1.5 ask b` or `1.6 fail b 7`, which came with a Retry-After.
    mutating func play(_ line: String) -> String {
        let words = line.split(separator: " ").map(String.init)
        let now = Duration.milliseconds(Int(((Double(words[0]) ?? -1) * 1_000).rounded()))
        if words[1] == "ask" { return ask(words[2], now) }
        guard let attempt = attempts[words[2]] else { return "no such request" }
        switch words[1] {
        case "answer": breaker.answered(attempt, at: now)
        case "late": breaker.unanswered(attempt, at: now, chance: 0)
        case "drop": breaker.abandoned(attempt, at: now)
        case "fail":
            let wanted = words.count > 3 ? Int(words[3]).map { Duration.seconds($0) } : nil
            breaker.failed(attempt, at: now, retryAfter: wanted, chance: 0)
        default: return "no such event"
        }
        return state
    }

    private mutating func ask(_ name: String, _ now: Duration) -> String {
        switch breaker.ask(at: now) {
        case .ask(let attempt):
            attempts[name] = attempt
            return "asked \(name), \(state)"
        case .refused(let until): return "refused until \(text(until)), \(state)"
        }
    }

    private var state: String {
        switch breaker.state {
        case .closed: "closed"
        case .open(let until): "open until \(text(until))"
        case .probing(let probe): "probing \(attempts.first { $0.value == probe }?.key ?? "")"
        }
    }

    private func text(_ moment: Duration) -> String {
        let seconds = moment / .seconds(1)
        return seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    }
}
