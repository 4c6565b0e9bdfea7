import BrokerAPI
import FoundationEssentials
import Screen
import Testing

@testable import Desk

@Suite("A scene of the walkthrough has the screen")
struct ASceneHasTheScreen {
    private func shown(_ size: String, _ exhibit: Exhibit?) -> Stage {
        var stage = Stage(size, calls: [People.answered()], after: 20)
        stage.model.story = Story(
            title: "2 Slow",
            text: "It takes long.",
            progress: "2 of 9",
            keys: "",
            exhibit: exhibit
        )
        return stage
    }

    private let exhibit = Exhibit(
        title: "The same call elsewhere",
        since: People.start,
        lines: [Exhibit.Line("Unknown caller", .strong), Exhibit.Line("no answer within 500 ms", .error)]
    )

    @Test("beside the desk where both have room, else below it", arguments: ["120x40", "200x50", "80x24", "60x20"])
    func room(_ size: String) throws {
        let stage = shown(size, exhibit)
        #expect(stage.shows("Unknown caller") && stage.shows("no answer within 500 ms"), "\(stage)")
        #expect(stage.shows("John Doe") && stage.shows("CRM:500245678"), "\(stage)")
        let layout = Layout(stage.model)
        let isWide = stage.model.size.columns >= 120
        #expect(isWide == (layout.exhibit.row == 0))
        #expect(isWide ? layout.exhibit.column > layout.footer.columns : layout.exhibit.row > layout.footer.row)
    }

    @Test("a window without room for both keeps the desk", arguments: ["50x15", "40x10"])
    func noRoom(_ size: String) {
        let stage = shown(size, exhibit)
        #expect(!stage.shows("Unknown caller") && Layout(stage.model).tier == Layout(shown(size, nil).model).tier)
    }

    @Test(
        "a long one has more rows, and says how many of its lines have none",
        arguments: ["80x24", "60x20", "120x40"]
    )
    func long(_ size: String) {
        let lines = (1...11).map { Exhibit.Line("Line \($0).") }
        let stage = shown(size, Exhibit(title: "Certificate", lines: lines))
        let shown = (1...11).filter { stage.shows("Line \($0).") }.count
        #expect(shown == 11 || stage.shows("\(11 - shown) more lines: a larger window shows them"), "\(stage)")
        #expect(shown == (size == "120x40" ? 11 : size == "80x24" ? 7 : 3), "\(stage)")
        #expect(stage.shows("John Doe"))
    }

    @Test("its clock runs")
    func clock() {
        var stage = shown("80x24", exhibit)
        #expect(stage.shows("0:20"))
        let wake = nextWake(stage.model, now: stage.now)
        #expect(wake.map { $0.timeIntervalSince(stage.now) <= 1 } == true)
        stage.wait(5)
        #expect(stage.shows("0:25"))
    }

    @Test("until its call comes, none opens by itself; then that one does, whatever was open")
    func turning() {
        var stage = Stage("80x24", calls: [People.answered()], after: 20)
        stage.press("?")
        stage.send(.turnTo(callID: nil))
        #expect(stage.model.openID == nil && stage.model.mode == .calls)
        var other = People.ringing()
        other.callId = "somebody-else"
        stage.change("identified", other)
        #expect(stage.model.openID == nil)
        stage.send(.turnTo(callID: "the-scene"))
        #expect(stage.model.openID == nil)
        var scene = People.ringing()
        scene.callId = "the-scene"
        stage.change("identified", scene)
        #expect(stage.model.openID == "the-scene")
        stage.send(.turnTo(callID: "somebody-else"))
        #expect(stage.model.openID == "somebody-else")
    }
}
