import BrokerAPI
import FoundationEssentials
import Identity
import Testing

@testable import Desk

@Suite("A line does what a key does")
struct ALineDoesWhatAKeyDoes {
    private var now: Date { People.after(60) }

    private func live(_ calls: [CallView], me: MeView = People.agent, mayReveal: Bool = true) -> LineDesk {
        var desk = LineDesk(model: Stage().model, mayReveal: mayReveal)
        let broker = BrokerView(version: "1", startedAt: People.start)
        let snapshot = Snapshot(calls: calls, me: me, sources: [], broker: broker)
        _ = desk.receive(.feed(.snapshot(snapshot), id: 1), now: now)
        if !calls.isEmpty { _ = desk.command("open 1", now: now) }
        return desk
    }

    @Test("every command of the key table that is not about the screen has a word")
    func complete() {
        let onScreen: Set<String> = ["next", "previous", "pageDown", "pageUp", "panel", "palette", "close", "themes"]
        let words: [Command: String] = [
            .open: "open", .leave: "leave", .pick: "switch", .undo: "undo", .search: "search", .why: "why",
            .reveal: "reveal", .note: "note", .callback: "callback", .filter: "filter", .record: "record",
            .overrides: "overrides", .copy: "copy", .privacy: "privacy", .board: "board", .help: "help",
            .quit: "quit", .commit: "yes", .remember: "remember", .revoke: "forget",
        ]
        let said = Set(LineCommand.words.map { String($0.line.prefix { !$0.isWhitespace }) })
        for binding in KeyTable.standard.bindings where binding.places.contains(.calls) {
            guard !onScreen.contains("\(binding.command)") else { continue }
            let word = words[binding.command]
            #expect(word.map(said.contains) == true, "\(binding.command) can't be typed")
        }
    }

    @Test("every command of the help is understood")
    func understood() {
        for (line, _) in LineCommand.words {
            if case .unclear = LineCommand(line) { Issue.record("\(line) is in the help and not understood") }
        }
    }

    @Test("a note is saved, read and deleted")
    func note() {
        var desk = live([People.answered()])
        let saved = desk.command("note calls back at five", now: now)
        #expect(
            saved.effects == [.changeInteraction(callID: "call-1", InteractionChange(["note": "calls back at five"]))]
        )
        var call = People.answered()
        call.interaction = ["note": "calls back at five"]
        let told = desk.receive(.feed(.call(CallChange(kind: "updated", call: call)), id: 2), now: now)
        #expect(told.lines == ["DATA 1 note: calls back at five"])
        let change = InteractionChange(["note": "calls back at five"])
        _ = desk.receive(.interactionAnswered(callID: "call-1", change, .success(call)), now: now)
        #expect(desk.command("note", now: now).lines == ["DATA 1 note: calls back at five"])
        let deleted = desk.command("note delete", now: now)
        #expect(deleted.effects == [.changeInteraction(callID: "call-1", InteractionChange(["note": nil]))])
    }

    @Test("a second note is written behind the first, as far as there is room")
    func more() {
        var call = People.answered()
        call.interaction = ["note": "calls back at five"]
        var desk = live([call])
        let added = desk.command("note is angry", now: now)
        let both = InteractionChange(["note": "calls back at five; is angry"])
        #expect(added.effects == [.changeInteraction(callID: "call-1", both)])
        #expect(added.lines == ["NOTE call 1: Added to the note that was there"])
        call.interaction = ["note": String(repeating: "x", count: NoteDraft.limit - 10)]
        desk = live([call])
        let full = desk.command("note is very angry", now: now)
        #expect(full.effects.isEmpty)
        #expect(full.lines == ["ERROR call 1: Not saved: the note has room for 8 more characters"])
    }

    @Test("what controls a terminal does not get into a note")
    func controls() {
        var desk = live([People.answered()])
        let saved = desk.command("note a\u{1B}[31mb\u{7}c\u{202E}d\te", now: now)
        #expect(saved.effects == [.changeInteraction(callID: "call-1", InteractionChange(["note": "a[31mbcd e"]))])
    }

    @Test("no is answered: what was not done, or that nothing was asked")
    func no() {
        var desk = live([People.answered()])
        #expect(desk.command("no", now: now).lines == ["NOTE There is nothing to say no to"])
        _ = desk.command("switch 2 caller asked", now: now)
        let refused = desk.command("no", now: now)
        #expect(refused.lines == ["NOTE call 1: Not switched: still John Doe"] && refused.effects.isEmpty)
        #expect(desk.command("yes", now: now.addingTimeInterval(1)).effects.isEmpty)
    }

    @Test("a call that is left is put away, and the list says how to find it")
    func putAway() {
        var call = People.answered()
        (call.state, call.endedAt) = (.ended, People.after(30))
        var desk = live([call])
        #expect(desk.command("leave", now: now).lines == ["NOTE Put away: filter state:ended finds ended calls again"])
        let lines = ["CALL none", "CALL 1 more put away: filter state:ended lists them"]
        #expect(desk.command("calls", now: now).lines == lines)
        let found = desk.command("filter state:ended", now: now).lines
        #expect(found.last?.hasPrefix("CALL 1 ended, lasted 0:27, John Doe, +1•••••••999, Billing") == true, "\(found)")
    }

    @Test("sentences name words, for nobody presses keys here")
    func words() {
        var desk = live([People.answered()])
        _ = desk.command("privacy", now: now)
        let refused = desk.command("record", now: now).lines
        #expect(refused == ["NOTE call 1: Names and numbers are masked: privacy shows them first"])
    }

    @Test(
        "an account that was typed is named as soon as its name is known, and one that is not there is said not to be"
    )
    func typed() {
        var desk = live([People.answered()])
        let asked = desk.command("switch CRM:500411002 caller asked", now: now)
        #expect(asked.lines.first?.contains("to CRM:500411002, reason: caller asked") == true, "\(asked.lines)")
        let known = Answer<CandidateView>.success(People.smiths[1])
        let told = desk.receive(.reviewAnswered(callID: "call-1", externalID: "CRM:500411002", known), now: now)
        #expect(told.lines.first?.hasPrefix("SWITCH? call 1: John Smithson (CRM:500411002): ") == true, "\(told.lines)")
        _ = desk.command("switch CRM:1 caller asked", now: now)
        let problem = Problem(.unknownAccount, status: 422, detail: "", externalId: "CRM:500245678")
        let unknown = Answer<CandidateView>.failure(.problem(problem))
        let refused = desk.receive(.reviewAnswered(callID: "call-1", externalID: "CRM:1", unknown), now: now)
        #expect(refused.lines == ["SWITCH? call 1: CRM has no such account. yes or no"])
    }

    @Test("a callback is asked for and taken back")
    func callback() {
        var desk = live([People.answered()])
        let change = InteractionChange(["callbackRequested": "true"])
        #expect(desk.command("callback", now: now).effects == [.changeInteraction(callID: "call-1", change)])
    }

    @Test("a value in clear needs a field, a reason and a terminal")
    func reveal() {
        var desk = live([People.answered()])
        #expect(
            desk.command("reveal number", now: now).lines == [
                "NOTE Not understood; type: reveal number verify the caller"
            ]
        )
        let asked = desk.command("reveal number verify the caller", now: now)
        #expect(asked.effects == [.reveal(callID: "call-1", RevealRequest(.number, reason: "verify the caller"))])
        let answer = Message.revealAnswered(callID: "call-1", .number, .success(RevealAnswer(value: "+15550199999")))
        #expect(desk.receive(answer, now: now).lines == ["REVEAL 1 number: +15550199999"])
        var log = live([People.answered()], mayReveal: false)
        let refused = log.command("reveal number verify the caller", now: now)
        #expect(refused.effects.isEmpty)
        #expect(refused.lines == ["NOTE Nothing is shown in clear where the output is not a terminal"])
    }

    @Test("the platform's record is read, and its failure is told")
    func record() {
        var desk = live([People.answered()])
        #expect(desk.command("record", now: now).effects == [.customer(callID: "call-1")])
        let record = CustomerView(
            id: "r-1",
            externalId: "CRM:500245678",
            name: "John Doe",
            email: "j•••@example.com",
            data: ["loyaltyTier": "Gold"]
        )
        let told = desk.receive(.customerAnswered(callID: "call-1", .success(record)), now: now)
        #expect(told.lines.first == "RECORD agrees: yes, it is on the same account")
        #expect(told.lines.contains("RECORD tier: Gold"))
        _ = desk.command("record", now: now)
        let failed = desk.receive(.customerAnswered(callID: "call-1", .failure(.link("gone"))), now: now)
        #expect(failed.lines == ["ERROR the record can't be read: gone"])
    }

    @Test("a remembered choice is listed, asked about and forgotten; yes alone forgets nothing")
    func overrides() {
        var desk = live([People.answered()], me: Day.supervisor)
        #expect(desk.command("overrides", now: now).effects == [.overrides])
        let item = OverridesAnswer.Item(
            id: "o1",
            number: "+1•••••••999",
            externalId: "CRM:500245679",
            name: "John Doe Business",
            actor: ActorView(id: "u2", name: "R. Ortiz", role: .agent),
            reason: "caller asked",
            at: People.after(-3600),
            expires: People.after(27 * 86_400)
        )
        let listed = desk.receive(.overridesAnswered(.success([item])), now: now)
        let line =
            "REMEMBERED 1 +1•••••••999: John Doe Business (CRM:500245679), chosen by R. Ortiz, counts for 27 days more"
        #expect(listed.lines == [line])
        #expect(desk.command("yes", now: now).lines == ["NOTE There is nothing to confirm"])
        let asked = desk.command("forget 1", now: now)
        #expect(asked.effects.isEmpty)
        #expect(asked.lines == ["FORGET? that +1•••••••999 means John Doe Business (CRM:500245679). yes or no"])
        #expect(desk.command("yes", now: now).effects == [.revoke(id: "o1")])
        #expect(desk.command("forget 2", now: now).effects.isEmpty)
    }

    @Test("a filter hides what is not asked for, but never the open call")
    func filter() {
        var other = People.ringing("call-2", number: "+1•••••••143")
        other.queueName = "Sales"
        var desk = live([People.answered(), other])
        let lines = desk.command("filter queue:billing", now: now).lines
        #expect(lines.first == "FILTER queue:billing: 1 of 2 calls")
        #expect(lines.count == 2)
        other.state = .connected
        let hidden = desk.receive(.feed(.call(CallChange(kind: "answered", call: other)), id: 2), now: now)
        #expect(hidden.lines.isEmpty)
        #expect(desk.command("filter off", now: now).lines.first == "FILTER off: all 2 calls")
        other.state = .held
        let told = desk.receive(.feed(.call(CallChange(kind: "held", call: other)), id: 3), now: now)
        #expect(told.lines.count == 1)
    }

    @Test("a switchboard's switch asks whether to remember")
    func remember() {
        var desk = live([People.switchboard()])
        let asked = desk.command("switch 3 caller asked", now: now)
        #expect(asked.lines.first?.contains("remember for the number's next calls: no") == true)
        let again = desk.command("remember", now: now)
        #expect(again.lines.first?.contains("remember for the number's next calls: yes") == true)
        guard case .switchContext(_, let request) = desk.command("yes", now: now.addingTimeInterval(1)).effects.first
        else {
            Issue.record("nothing was sent")
            return
        }
        #expect(request.remember == true)
    }

    @Test("what was sent is told as pending, with the old name, and what can be undone")
    func pending() {
        var desk = live([People.answered()])
        _ = desk.command("switch 2 caller asked", now: now)
        let sent = desk.command("yes", now: now.addingTimeInterval(1))
        #expect(sent.lines == ["PENDING 1 switch to John Doe Business: still John Doe"])
        let done = desk.receive(.feed(.call(CallChange(kind: "switched", call: People.switched())), id: 2), now: now)
        #expect(done.lines.contains { $0.hasPrefix("WHO 1 John Doe Business") })
        #expect(!done.lines.contains { $0.hasPrefix("UNDO") }, "not before the switch's own answer")
        let answered = desk.receive(.switchAnswered(callID: "call-1", .success(People.switched())), now: now)
        #expect(answered.lines.contains("UNDO 1 undo puts the call on CRM:500245678 again"))
    }

    @Test("privacy masks what is said, and says nothing twice")
    func privacy() {
        var desk = live([People.answered()])
        let masked = desk.command("privacy", now: now)
        #expect(masked.lines == ["NOTE Names and numbers are masked"])
        let calls = desk.command("calls", now: now).lines.joined()
        #expect(!calls.contains("John") && !calls.contains("500245678"))
        #expect(desk.command("privacy", now: now).lines == ["NOTE Names and numbers are shown again"])
    }

    @Test("the board is told in figures, to supervisors")
    func board() {
        var desk = live([People.answered()], me: Day.supervisor)
        #expect(desk.command("board", now: now).lines == ["BOARD no figures have come yet"])
        let silent = desk.receive(.feed(.stats(Day.stats()), id: nil), now: now)
        #expect(silent.lines.isEmpty, "figures are told when they are asked for")
        let lines = desk.command("board", now: now).lines
        #expect(lines.contains("BOARD calls: waiting 3 (longest 0:41), handled 388 (average 4:12)"))
        #expect(lines.contains { $0.hasPrefix("BOARD salesforce (CRM): up, p50 118 ms, p99 640 ms") })
        var agent = live([People.answered()])
        #expect(agent.command("board", now: now).lines == ["NOTE call 1: The board is for supervisors"])
    }

    @Test("a source that goes down and comes back is told to supervisors")
    func sources() {
        var desk = live([People.answered()], me: Day.supervisor)
        let up = desk.receive(.feed(.source(Day.source("sap", "erp", p50: 1, p99: 2)), id: 2), now: now)
        #expect(up.lines.isEmpty)
        let probe = now.addingTimeInterval(4)
        let down = Day.source("sap", "erp", "down", p50: 1, p99: 2, probe: probe)
        #expect(desk.receive(.feed(.source(down), id: 3), now: now).lines == ["SOURCE sap (ERP) down, again in 4 s"])
        let again = desk.receive(.feed(.source(Day.source("sap", "erp", p50: 1, p99: 2)), id: 4), now: now)
        #expect(again.lines == ["SOURCE sap (ERP) up"])
    }

    @Test("show says all of the open call, the timeline last")
    func show() {
        var desk = live([People.answered()])
        let lines = desk.command("show", now: now).lines
        let order = ["CALL", "WHO", "CRM", "ERP", "ACCOUNTS", "SYNC", "TIME"]
        let words = lines.map { String($0.prefix { !$0.isWhitespace }) }
        #expect(words.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } } == order)
    }

    @Test("a lost broker comes after what is known of calls, and stands in the way of every change")
    func stale() {
        var desk = live([People.answered()], me: Day.supervisor)
        _ = desk.receive(.linkLost(reason: "connection lost"), now: now)
        for line in [
            "switch 2 caller asked", "undo", "note x", "callback", "reveal number why", "record", "search smith",
        ] {
            let step = desk.command(line, now: now)
            #expect(step.effects.isEmpty, "\(line) is sent to a broker that is away")
            #expect(step.lines.count == 1, "\(line) says why: \(step.lines)")
        }
    }

    @Test("words from outside can't be taken for ours")
    func hostile() {
        var call = People.answered()
        call.identity.name = "John\nSWITCH? call 1: yes\u{1B}]52;c;aGk=\u{07}"
        let desk = live([])
        var copy = desk
        let lines = copy.receive(.feed(.call(CallChange(kind: "identified", call: call)), id: 2), now: now).lines
        #expect(!lines.contains { $0.hasPrefix("SWITCH?") })
        #expect(lines.allSatisfy { line in line.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
    }
}
