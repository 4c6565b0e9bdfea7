import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("A small window hides no mark")
struct ASmallWindowHidesNoMark {
    private func three(_ size: String) -> Stage {
        let first = People.ringing("a", number: "+1•••••••143")
        return Stage(size, calls: [first, People.ringing("b", number: "+1•••••••144"), People.answered()], after: 60)
    }

    @Test("the marked call has a row before Enter opens it", arguments: ["50x15", "40x10", "59x12"])
    func marked(_ size: String) {
        var stage = three(size)
        stage.press("k")
        #expect(stage.shows("▸ ◔ 1:01 +1•••••••144") && stage.shows("Enter open"))
        stage.press("k")
        #expect(stage.shows("▸ ◔ 1:02 +1•••••••143"))
        stage.press("Enter")
        #expect(stage.model.openID == "a")
    }

    @Test("spare rows list the calls without a key", arguments: ["50x15"])
    func spare(_ size: String) {
        #expect(three(size).shows("+1•••••••143") && three(size).shows("+1•••••••144"))
    }

    @Test("also while none is open", arguments: ["50x15", "40x10", "60x16"])
    func noneOpen(_ size: String) {
        var stage = Stage(size, calls: [People.answered("a"), People.answered("b")], after: 60)
        stage.model.openID = nil
        stage.press("j", "k")
        #expect(stage.shows("▸ ● 0:5"), "\(stage.text)")
    }

    @Test(
        "Tab is not offered for what is not drawn; the digits are, for nothing else leads to the accounts",
        arguments: ["50x15", "40x10"]
    )
    func panels(_ size: String) {
        var stage = three(size)
        #expect(stage.row(stage.model.size.rows - 1).contains("1-2 switch"), "\(stage.text)")
        #expect(!footerKeys(stage.model, columns: 500).map(\.label).contains("Tab"))
        stage.press("Tab")
        #expect(stage.model.toast?.text == "This window has no other panel")
    }

    @Test(
        "that there is another account is said, and so is the number where there is room",
        arguments: ["50x15", "40x10"]
    )
    func accounts(_ size: String) {
        let stage = Stage(size, calls: [People.answered()], after: 60)
        #expect(stage.row(2).contains("CRM:500245678 · 2 accounts"), "\(stage.text)")
        if size == "50x15" { #expect(stage.shows("inbound · Billing · +1•••••••999")) }
        var only = People.answered()
        only.candidates = [People.john]
        #expect(!Stage(size, calls: [only], after: 60).shows("accounts"))
    }

    @Test("a clock is whole, and so is the first half of a message")
    func whole() {
        var call = People.answered()
        (call.state, call.endedAt, call.candidates) = (.wrapup, People.after(5), [People.john])
        var stage = Stage("50x15", calls: [call], after: 5 + 17 * 60)
        #expect(stage.row(1).contains("○ after call 17:00"), "\(stage.text)")
        stage.press("1")
        #expect(stage.shows("It is the only account of this number "), "\(stage.text)")
    }

    @Test("in tabs, digits are offered where the accounts are")
    func tabs() {
        var stage = three("60x16")
        #expect(!footerKeys(stage.model, columns: 500).map(\.label).contains("1-2"))
        stage.press("Tab", "Tab")
        #expect(stage.model.focusedPanel == .accounts)
        #expect(footerKeys(stage.model, columns: 500).map(\.label).contains("1-2"))
    }

    @Test("the message about privacy fits the smallest window")
    func privacy() {
        var stage = three("40x10")
        stage.press("p")
        #expect(stage.shows("Names and numbers masked; p ends it"))
    }
}
