import Identity
import Screen
import BrokerAPI
import FoundationEssentials
import Testing

@testable import Desk

@Suite("Line mode says the same in sentences")
struct LineModeSaysTheSame {
    private var now: Date { People.after(60) }

    private func live(_ calls: [CallView]) -> LineDesk {
        var desk = LineDesk(model: Stage().model)
        let broker = BrokerView(version: "1", startedAt: People.start)
        _ = desk.receive(
            .feed(.snapshot(Snapshot(calls: calls, me: People.agent, sources: [], broker: broker)), id: 1),
            now: now
        )
        return desk
    }

    @Test("a call that rings, is known, and is enriched")
    func story() {
        var desk = live([])
        let rings = desk.receive(
            .feed(.call(CallChange(kind: "identified", call: People.ringing())), id: 2),
            now: People.after(0.1)
        )
        let who = "WHO 1 Unknown so far, PHONE:9f2c…e41a, phase 1, by number only, 12 ms"
        #expect(rings.lines == ["CALL 1 ringing, +1•••••••999, inbound, Billing", who])
        let known = desk.receive(
            .feed(.call(CallChange(kind: "enriched", call: People.answered())), id: 3),
            now: People.after(3)
        )
        #expect(known.lines.contains("CRM 1 CASE-99812 open, Router keeps restarting, Gold"))
        #expect(known.lines.contains("ERP 1 Active, 42.10 USD due, 0.00 USD overdue, credit ok"))
        #expect(
            known.lines.contains(
                "ACCOUNTS 1 1 John Doe personal Gold CRM:500245678 (on this call); 2 John Doe Business business Platinum CRM:500245679"
            )
        )
        #expect(known.lines.contains("SYNC 1 platform confirmed"))
        let again = desk.receive(
            .feed(.call(CallChange(kind: "synced", call: People.answered())), id: 4),
            now: People.after(4)
        )
        #expect(again.lines.isEmpty, "what did not change is not said again")
    }

    @Test("a switch asks before it does")
    func switches() {
        var desk = live([People.answered()])
        _ = desk.command("open 1", now: now)
        let asked = desk.command("switch 2 caller asked", now: now)
        #expect(asked.effects == [.review(callID: "call-1", externalID: "CRM:500245679")])
        #expect(
            asked.lines == [
                "SWITCH? call 1: from John Doe (CRM:500245678) to John Doe Business (CRM:500245679), reason: caller asked, the number's next calls go there, too. yes or no"
            ]
        )
        let done = desk.command("yes", now: now)
        let request = SwitchRequest(
            newExternalId: "CRM:500245679",
            reason: "caller asked",
            expectedExternalId: "CRM:500245678"
        )
        #expect(done.effects == [.switchContext(callID: "call-1", request)])
        let problem = Problem(.unknownAccount, status: 422, detail: "", externalId: "CRM:500245678")
        let refused = desk.receive(.switchAnswered(callID: "call-1", .failure(.problem(problem))), now: now)
        #expect(refused.lines == ["ERROR 1 CRM has no account CRM:500245679: still John Doe"])
    }

    @Test("a yes that crosses a change is not an answer to it")
    func crossed() {
        var desk = live([People.answered()])
        _ = desk.command("open 1", now: now)
        _ = desk.command("switch 2 verified", now: now)
        var moved = People.answered()
        moved.put(
            on: CandidateView(
                digit: nil,
                externalId: "CRM:9",
                name: "Jane",
                kind: nil,
                tier: nil,
                caseId: nil,
                erp: nil
            ),
            by: .switch,
            at: now
        )
        _ = desk.receive(.feed(.call(CallChange(kind: "switched", call: moved)), id: 5), now: now)
        #expect(desk.command("yes", now: now).effects.isEmpty)
        #expect(desk.command("yes", now: now.addingTimeInterval(1)).effects.count == 1)
    }

    @Test("words that are not commands, and commands that can't be done, say what to do")
    func unclear() {
        var desk = live([People.ringing()])
        #expect(desk.command("dance", now: now).lines == ["NOTE Not understood; type: help"])
        #expect(
            desk.command("switch 2", now: now).lines == [
                "NOTE Say why, too: switch 2 caller asked (or: verified by question, wrong match, or your own words)"
            ]
        )
        #expect(desk.command("undo", now: now).lines == ["NOTE call 1: There is no switch to undo on this call"])
        #expect(desk.command("open 7", now: now).lines == ["NOTE There is no call 7"])
        #expect(desk.command("yes", now: now).lines == ["NOTE There is nothing to confirm"])
        #expect(desk.command("help", now: now).lines.count == LineCommand.words.count)
        #expect(desk.command("quit", now: now).effects == [.quit])
        #expect(desk.command("  ", now: now).lines.isEmpty)
    }

    @Test("a bare account number is switched to with the call's prefix")
    func bareNumber() {
        var desk = live([People.answered()])
        let asked = desk.command("switch 500245679 verified", now: now)
        #expect(asked.effects == [.review(callID: "call-1", externalID: "CRM:500245679")])
        #expect(asked.lines.first?.contains("to John Doe Business (CRM:500245679), reason: verified") == true)
        let unknown = desk.command("switch 500000000 verified", now: now)
        #expect(unknown.effects == [.review(callID: "call-1", externalID: "CRM:500000000")])
    }

    @Test("a search by an account number that is not there says so")
    func nobody() {
        var desk = live([People.answered()])
        _ = desk.command("search 500000000", now: now)
        let again = desk.receive(.searchAnswered(query: "500000000", .success([])), now: now)
        #expect(again.effects == [.search(query: "CRM:500000000")] && again.lines.isEmpty)
        let found = desk.receive(.searchAnswered(query: "CRM:500000000", .success([])), now: now)
        #expect(found.lines == ["FOUND nobody: CRM has no account CRM:500000000: still John Doe"])
    }

    @Test("no broker yet: how to start one, once")
    func noBroker() {
        var desk = LineDesk(model: Stage().model)
        let words =
            "STALE no broker yet at /run/user/1000/ringside/desk.sock; "
            + "start one with: ringside serve --sandbox (Ctrl-C leaves)"
        #expect(desk.receive(.linkLost(reason: "nothing there"), now: now).lines == [words])
        #expect(desk.receive(.linkLost(reason: "refused"), now: now).lines.isEmpty)
    }

    @Test("a search names what it found, and an external ID from it can be switched to")
    func search() {
        var desk = live([People.answered()])
        _ = desk.command("open 1", now: now)
        #expect(desk.command("search smith", now: now).effects == [.search(query: "smith")])
        let jane = CandidateView(
            digit: nil,
            externalId: "CRM:500999999",
            name: "Jane Smith",
            kind: .business,
            tier: "Silver",
            caseId: nil,
            erp: nil
        )
        let found = desk.receive(.searchAnswered(query: "smith", .success([jane])), now: now)
        #expect(found.lines == ["FOUND CRM:500999999 Jane Smith business Silver"])
        let asked = desk.command("switch CRM:500999999 she said so", now: now)
        #expect(asked.lines.first?.contains("to Jane Smith (CRM:500999999), reason: she said so") == true)
    }

    @Test("a lost broker is said once, and that it is back")
    func stale() {
        var desk = live([People.answered()])
        #expect(
            desk.receive(.linkLost(reason: "connection lost"), now: now).lines == [
                "STALE connection lost; what was said last may be out of date"
            ]
        )
        #expect(desk.receive(.linkLost(reason: "refused"), now: now).lines.isEmpty)
        #expect(desk.receive(.linkRestored, now: now).lines == ["LIVE connected to the broker, R. Ortiz, agent"])
    }
}
