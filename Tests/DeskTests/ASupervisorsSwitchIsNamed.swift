import BrokerAPI
import Identity
import FoundationEssentials
import Testing

@testable import Desk

@Suite("A supervisor's switch is named on both desks")
struct ASupervisorsSwitchIsNamed {
    private var call: CallView {
        var call = People.switched()
        call.identity.actor = ActorView(id: "u9", name: "M. Keller", role: .supervisor)
        call.identity.reason = "wrong match"
        return call
    }

    @Test("the agent is told at once, and the line by the name keeps it")
    func agent() {
        var stage = Stage(calls: [People.answered()], after: 30)
        stage.change("switched", call)
        #expect(stage.shows("Supervisor M. Keller put this call on John Doe Business: wrong match"))
        stage.wait(60)
        #expect(stage.shows("switched by supervisor M. Keller: wrong match"))
        #expect(!stage.shows("put this call"))
    }

    @Test("also where the event came as another one, because a newer word has taken its place")
    func coalesced() {
        var stage = Stage(calls: [People.answered()], after: 30)
        stage.change("synced", call)
        #expect(stage.shows("Supervisor M. Keller put this call"))
    }

    @Test("the supervisor's own desk has the line, and is not told what it did itself")
    func supervisor() {
        var stage = Day.stage()
        stage.press("Enter")
        stage.change("switched", call)
        #expect(stage.shows("switched by supervisor M. Keller"))
        #expect(!stage.shows("put this call"))
    }

    @Test("a colleague's switch is theirs, also in the line that says how it is taken back")
    func colleague() {
        var theirs = call
        theirs.identity.actor = ActorView(id: "u7", name: "Zoë", role: .agent)
        theirs.erp = People.erp(.ready)
        var stage = Stage(calls: [People.answered()], after: 30)
        stage.change("switched", theirs)
        #expect(stage.shows("Zoë put this call on John Doe Business"))
        #expect(stage.shows("✓ Zoë, not you, switched this call to John Doe Business; u takes it back."))
        #expect(!stage.shows("✓ Switched to"))
    }

    @Test("an agent's own switch is not told as news")
    func own() {
        var stage = Stage(calls: [People.answered()], after: 30)
        stage.change("switched", People.switched())
        #expect(!stage.shows("put this call"))
    }
}
