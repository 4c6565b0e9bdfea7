import Screen
import BrokerAPI
import FoundationEssentials
import Identity
import Testing

@testable import Desk

@Suite("The desk sleeps unless something ages")
struct TheDeskSleepsUnlessSomethingAges {
    /// Wake-ups in so many seconds when nothing else happens.
    private func wakes(_ stage: Stage, in seconds: Double) -> Int {
        var stage = stage
        let end = stage.now.addingTimeInterval(seconds)
        var count = 0
        while let next = nextWake(stage.model, now: stage.now), next <= end {
            stage.now = next
            stage.send(.tick)
            count += 1
        }
        return count
    }

    @Test("no call: once a minute, for the clock")
    func idle() {
        #expect(wakes(Stage(calls: []), in: 600) == 10)
        #expect(wakes(Stage(), in: 600) == 10)
    }

    @Test("a call timer: once a second")
    func timer() {
        #expect(
            wakes(Stage(calls: [People.answered(), People.ringing("b", at: People.after(0.7))], after: 100), in: 60)
                == 60
        )
    }

    @Test("a finished call: seconds while its ages are in seconds, then minutes")
    func finished() {
        var call = People.answered()
        call.state = .ended
        call.endedAt = People.after(20)
        #expect(wakes(Stage(calls: [call], after: 120), in: 600) == 10)
    }

    @Test("the shield of a bar and the end of a mark wake it exactly then")
    func exact() {
        var stage = Stage(calls: [People.answered()], after: 60.5)
        stage.press("2")
        #expect(nextWake(stage.model, now: stage.now) == stage.now.addingTimeInterval(0.3))
        stage.press("Esc")
        stage.wait(0.25)
        stage.change("synced", People.switched())
        let end = stage.now.addingTimeInterval(2)
        #expect(stage.model.marks.values.allSatisfy { $0 == end })
        #expect(wakes(stage, in: 2.0) == 3)
    }
}
