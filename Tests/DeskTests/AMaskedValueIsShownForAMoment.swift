import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("A masked value is shown for a moment, and to nobody else")
struct AMaskedValueIsShownForAMoment {
    private static let value = "+15550199999"

    private func asking() -> Stage {
        var stage = Stage(calls: [People.ringing("call-2"), People.answered()], after: 60)
        stage.press("r", "1", "2")
        return stage
    }

    private func showing() -> Stage {
        var stage = asking()
        stage.send(.revealAnswered(callID: "call-1", .number, .success(RevealAnswer(value: Self.value))))
        return stage
    }

    @Test("a field and a reason are sent, and the value stays ten seconds")
    func shown() {
        var stage = asking()
        #expect(stage.taken() == [.reveal(callID: "call-1", RevealRequest(.number, reason: "call back"))])
        #expect(stage.shows("Asking for the number"))
        stage.send(.revealAnswered(callID: "call-1", .number, .success(RevealAnswer(value: Self.value))))
        #expect(stage.shows(Self.value) && stage.shows("10 s more"))
        stage.wait(9.9)
        #expect(stage.shows(Self.value))
        stage.wait(0.2)
        #expect(!stage.shows(Self.value))
    }

    @Test("the desk wakes to mask it again")
    func wakes() {
        var stage = showing()
        let until = stage.now.addingTimeInterval(10)
        while let next = nextWake(stage.model, now: stage.now), next < until {
            stage.now = next
            stage.send(.tick)
        }
        #expect(nextWake(stage.model, now: stage.now) == until)
    }

    @Test("a typed reason is sent; an empty one is none")
    func typed() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("r", "2", "4", "Enter")
        #expect(stage.taken().isEmpty)
        stage.type("spells it for a form")
        stage.press("Enter")
        #expect(stage.taken() == [.reveal(callID: "call-1", RevealRequest(.email, reason: "spells it for a form"))])
    }

    @Test("a key that is no answer says what the bar waits for, and a word that is typed over it is none")
    func insists() {
        var stage = Stage(calls: [People.ringing("call-2"), People.answered()], after: 60)
        stage.press("r", "Enter")
        #expect(stage.shows("First what to show: 1 or 2; Esc leaves it"))
        stage.press("2")
        #expect(!stage.shows("First what to show"))
        for key in ["Enter", "j", "v", "/"] {
            stage.wait(6)
            stage.press(key)
            #expect(stage.shows("First a reason: 1 to 4; Esc leaves it"), "\(key)")
        }
        stage.type("line 2")
        #expect(stage.model.place == .revealReason && stage.taken().isEmpty)
    }

    /// What hides a value, and what makes one that is still to come worthless.
    private static let endings: [(name: String, happens: @Sendable (inout Stage) -> Void)] = [
        ("focus lost", { $0.send(.focus(false)) }),
        ("stopped and gone on", { $0.send(.resumed) }),
        ("resized", { $0.send(.resized(Size(columns: 100, rows: 30))) }),
        (
            "the call ends",
            { stage in
                var call = People.answered()
                (call.state, call.endedAt) = (.wrapup, stage.now)
                stage.change("ended", call)
            }
        ),
        ("the call leaves the feed", { $0.send(.feed(.removed(callId: "call-1"), id: 99)) }),
        ("another call is opened", { $0.press("j", "Enter") }),
        ("privacy", { $0.press("p") }),
        ("Esc", { $0.press("Esc") }),
        (
            "another person's number",
            { stage in
                var call = People.answered()
                call.number = "+1•••••••143"
                stage.change("updated", call)
            }
        ),
    ]

    @Test("it is masked again, and an answer that comes later shows nothing", arguments: endings.indices)
    func hidden(_ index: Int) {
        let ending = Self.endings[index]
        var stage = showing()
        ending.happens(&stage)
        #expect(!stage.shows(Self.value), "\(ending.name)")
        #expect(stage.model.revealed == nil, "\(ending.name)")
        stage = asking()
        ending.happens(&stage)
        stage.send(.revealAnswered(callID: "call-1", .number, .success(RevealAnswer(value: Self.value))))
        #expect(!stage.shows(Self.value), "late: \(ending.name)")
    }

    @Test("one value at a time")
    func one() {
        var stage = showing()
        stage.press("r", "2", "1")
        stage.send(.revealAnswered(callID: "call-1", .email, .success(RevealAnswer(value: "john@example.com"))))
        #expect(stage.shows("john@example.com") && !stage.shows(Self.value))
    }

    @Test("a digit meant for an account does not give a reason, and the other way round")
    func shield() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("r")
        stage.send(.key(.character("1")))
        #expect(stage.model.place == .revealField)
        #expect(stage.taken().isEmpty)
    }

    @Test("the value is printed nowhere")
    func printed() {
        let stage = showing()
        let text = "\(String(describing: stage.model)) \(String(describing: stage.model.revealed))"
        #expect(!text.contains(Self.value))
    }

    @Test(
        "who may not, or can't, is told why",
        arguments: [
            ("may", "You may not see masked values: ask whoever runs the broker"),
            ("stale", "Nothing can be shown in clear while the broker is away"),
            ("ended", "The call has ended: nothing is shown in clear any more"),
            ("withheld", "Nothing is masked on this call: no number, no e-mail"),
        ]
    )
    func refused(_ why: String, _ sentence: String) {
        var call = why == "withheld" ? People.ringing(number: nil) : People.answered()
        if why == "ended" { (call.state, call.endedAt) = (.ended, People.after(50)) }
        var stage = Stage(calls: [call], after: 60)
        if why == "may" { stage.model.me?.may = [.switch] }
        if why == "stale" { stage.send(.linkLost(reason: "gone")) }
        stage.press("r")
        #expect(stage.model.toast?.text == sentence)
        #expect(stage.taken().isEmpty)
    }
}
