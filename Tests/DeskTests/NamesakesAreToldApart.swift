import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("Calls of one name are told apart")
struct NamesakesAreToldApart {
    private func call(_ id: String, number: String = "+1•••••••999", account: CandidateView = People.john) -> CallView {
        var call = People.answered(id)
        call.number = number
        call.identity.externalId = account.externalId
        return call
    }

    private func marks(_ calls: CallView...) -> [String?] {
        let stage = Stage("120x40", calls: calls, after: 60)
        return calls.map { Namesakes(stage.model).mark(of: $0, .unicode) }
    }

    @Test("by the first that no namesake shares: number, account, queue, time")
    func ways() {
        #expect(marks(call("a")) == [nil])
        #expect(marks(call("a"), call("b", number: "+1•••••••143")) == ["…999", "…143"])
        #expect(marks(call("a"), call("b", account: People.business)) == ["…5678", "…5679"])
        var (sales, later) = (call("b"), call("c"))
        sales.queueName = "Sales"
        #expect(marks(call("a"), sales) == ["Billing", "Sales"])
        later.startedAt = People.after(-600)
        #expect(marks(call("a"), later) == ["09:01", "08:51"])
        later.startedAt = People.after(7)
        #expect(marks(call("a"), later) == ["09:01:00", "09:01:07"])
    }

    @Test("callers whose name is not known yet, too; a stand-in's ID tells nobody anything")
    func unknown() {
        var (first, second) = (People.ringing("a"), People.ringing("b"))
        second.queueName = "Sales"
        second.identity.externalId = "PHONE:0000000000000000000000001234"
        #expect(marks(first, second) == ["Billing", "Sales"])
        first.queueName = "Sales"
        first.startedAt = People.after(60)
        #expect(marks(first, second) == ["09:02", "09:01"])
    }

    @Test(
        "on the strip and the list the name is cut for it, not it for the name",
        arguments: ["80x24", "120x40", "50x15"]
    )
    func drawn(_ size: String) {
        var calls = [call("a"), call("b", number: "+1•••••••143"), call("c", number: "+1•••••••555")]
        for index in calls.indices { calls[index].identity.name = "Maximiliane von Hohenstein-Oettingen" }
        let stage = Stage(size, calls: calls, after: 60)
        for mark in ["… …999", "… …143"] { #expect(stage.shows(mark), "\(mark)\n\(stage.text)") }
    }

    @Test("behind the mask nothing in clear tells them apart")
    func masked() {
        var stage = Stage("120x40", calls: [call("a"), call("b", number: "+1•••••••143")], after: 60)
        stage.press("p")
        #expect(!stage.shows("999") && !stage.shows("143"), "\(stage.text)")
    }

    @Test("line mode names number and queue of each")
    func lines() {
        var desk = LineDesk(model: Stage().model)
        let broker = BrokerView(version: "1", startedAt: People.start)
        let calls = [call("a"), call("b", number: "+1•••••••143")]
        let snapshot = Snapshot(calls: calls, me: People.agent, sources: [], broker: broker)
        _ = desk.receive(.feed(.snapshot(snapshot), id: 1), now: People.after(60))
        let lines = desk.command("calls", now: People.after(60)).lines
        #expect(lines.first?.hasPrefix("CALL 1 talking 0:57, John Doe, +1•••••••999, Billing") == true, "\(lines)")
        #expect(lines.last?.contains("John Doe, +1•••••••143, Billing") == true)
    }
}
