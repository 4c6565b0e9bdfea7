import FoundationEssentials
import Screen
import BrokerAPI
import Identity
import Testing

@testable import Desk

@Suite("The newest call opens by itself, and nothing steals the screen")
struct TheNewestCallOpensByItself {
    @Test("the newest that waits, rings or is dialed, where none is open")
    func opens() {
        var stage = Stage()
        #expect(stage.shows("Connecting to the broker…") && !stage.shows("ringside serve"))
        stage.send(.linkLost(reason: "nothing listens there"))
        #expect(stage.shows("No broker yet.") && stage.shows("ringside serve --sandbox"))
        var talking = People.answered("talking")
        talking.startedAt = People.after(50)
        stage.snapshot([talking, People.ringing("old"), People.ringing("new", at: People.after(10))])
        #expect(stage.model.openID == "new")
        stage.change("identified", People.ringing("newer", at: People.after(20)))
        #expect(stage.model.openID == "new")
    }

    @Test("a call that was answered before the desk heard of it opens, too; one that has long been going on does not")
    func answeredAtOnce() {
        var stage = Stage(calls: [], after: 3)
        stage.change("identified", People.answered("new"))
        #expect(stage.model.openID == "new")
        stage = Stage(calls: [], after: 60)
        stage.change("identified", People.answered("old"))
        #expect(stage.model.openID == nil)
    }

    @Test("a call that ends stays, also off the feed, until it is left; then the next opens")
    func stays() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.change("identified", People.ringing("next", at: People.after(61)))
        var over = People.answered()
        over.state = .wrapup
        over.endedAt = People.after(62)
        stage.change("ended", over)
        #expect(stage.model.openID == "call-1")
        stage.send(.feed(.removed(callId: "call-1"), id: 50))
        #expect(stage.model.openID == "call-1")
        #expect(stage.shows("off the list") && stage.shows("John Doe"))
        stage.press("Esc")
        #expect(stage.model.openID == "next")
        #expect(stage.model.call("call-1") == nil)
    }

    @Test("where panels are tabs, it opens on its case and balance")
    func tabs() {
        var over = People.answered()
        (over.state, over.endedAt) = (.ended, People.after(61))
        var stage = Stage("60x16", calls: [People.answered()], after: 60)
        stage.press("Tab", "Tab", "Tab")
        #expect(stage.shows("▸Timeline"))
        stage.change("wrapped", over)
        stage.press("Esc")
        stage.change("identified", People.ringing("next", at: People.after(62)))
        #expect(stage.model.openID == "next" && stage.shows("▸CRM and ERP"), "\(stage.text)")
    }

    @Test("a call of somebody erased goes at once, whatever of it is looked at", arguments: ["", "w", "n", "v"])
    func erased(_ key: String) {
        var over = People.answered()
        (over.state, over.endedAt) = (.wrapup, People.after(62))
        var stage = Stage(calls: [over], after: 63)
        if !key.isEmpty { stage.press(key) }
        stage.send(.feed(.erased(callId: "call-1"), id: 50))
        #expect(stage.model.openID == nil && stage.model.call("call-1") == nil && stage.model.mode == .calls)
        #expect(!stage.shows("John") && stage.shows("This caller was erased"), "\(stage.text)")
    }

    @Test("a desk that starts while its agent talks shows that call; later snapshots open nothing")
    func mine() {
        var (mine, other) = (People.answered("mine"), People.answered("other"))
        other.userId = "u9"
        other.startedAt = People.after(5)
        var stage = Stage()
        stage.snapshot([mine, other])
        #expect(stage.model.openID == "mine")
        mine.userId = "u9"
        stage = Stage()
        stage.snapshot([mine, other])
        #expect(stage.model.openID == nil, "whose call it is can't be told")
        #expect(stage.model.markedID == "mine" && stage.shows("Enter open"))
        stage = Stage()
        stage.snapshot([other])
        #expect(stage.model.openID == "other", "the only live one")
        stage = Stage()
        stage.snapshot([])
        stage.snapshot([People.answered()])
        #expect(stage.model.openID == nil)
    }

    @Test(
        "whoever sits at a desk that nobody is configured for finds the newest that is talked on, and else the first marked"
    )
    func anybody() {
        var (first, second, over) = (People.answered("first"), People.answered("second"), People.answered("over"))
        second.startedAt = People.after(5)
        (over.state, over.endedAt, over.startedAt) = (.ended, People.after(40), People.after(20))
        var me = People.agent
        me.agentId = nil
        let broker = BrokerView(version: "1.0.0", startedAt: People.start)
        var stage = Stage(at: People.after(60))
        let all = Snapshot(calls: [over, second, first], me: me, sources: [], broker: broker)
        stage.send(.feed(.snapshot(all), id: 1))
        #expect(stage.model.openID == "second" && stage.model.markedID == "second")
        stage = Stage(at: People.after(60))
        stage.send(.feed(.snapshot(Snapshot(calls: [over], me: me, sources: [], broker: broker)), id: 1))
        #expect(stage.model.openID == nil && stage.model.markedID == "over" && stage.shows("Enter open"))
    }

    @Test("a resumed feed has no duplicates: an event that was seen is not taken again")
    func duplicates() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.send(.feed(.call(CallChange(kind: "switched", call: People.switched())), id: 10))
        stage.send(.feed(.call(CallChange(kind: "enriched", call: People.answered())), id: 9))
        #expect(stage.model.openCall == People.switched())
    }

    @Test("a lost feed keeps the last screen, marked with its age, and goes on by itself")
    func stale() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.send(.linkLost(reason: "connection lost"))
        stage.wait(12)
        #expect(stage.shows("reconnecting 12 s") && stage.shows("John Doe"))
        stage.send(.linkLost(reason: "still nothing"))
        #expect(stage.shows("reconnecting 12 s"))
        stage.send(.linkRestored)
        #expect(stage.shows("● live"))
    }

    @Test("a broker that has been reached and not heard yet is no broker without calls")
    func unheard() {
        var stage = Stage()
        stage.send(.linkRestored)
        #expect(stage.shows("Connecting to the broker") && !stage.shows("● live"), "\(stage.text)")
        stage.snapshot([])
        #expect(stage.shows("No call.") && stage.shows("● live"))
    }
}
