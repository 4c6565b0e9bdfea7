import Foundation
import Identity
import Testing

@Suite struct ACallIsPutOnPeople {
    private func enriched(
        _ call: Call,
        _ people: [Account],
        hasMore: Bool = false,
        readAt: Date = nine.addingTimeInterval(1),
        check: OverrideCheck = .notNeeded
    ) -> (call: Call, steps: [IdentityStep]) {
        var call = call
        let steps = call.enrich(
            with: Guide.people(people, hasMore: hasMore),
            readAt: readAt,
            check: check,
            policy: MatchingPolicy(),
            at: nine.addingTimeInterval(1),
            took: .milliseconds(812)
        )
        return (call, steps)
    }

    private func switched(_ call: Call, to account: Account, remembering override: Override? = nil) -> Call {
        var call = call
        _ = call.switch(
            to: account,
            source: salesforce,
            actor: agent,
            reason: "said so",
            at: nine.addingTimeInterval(5),
            remembering: override,
            before: nil
        )
        return call
    }

    @Test func `2.1 phase 1 by number knows nobody, and says so`() throws {
        let call = try Guide.call()
        #expect(call.identity.resolvedBy == .phone)
        #expect(call.identity.phase == 1)
        #expect(call.isOrphan)
        #expect(call.crm.progress.state == .pending)
    }

    @Test func `3.8 a withheld number is phase 2 at once, the CRM missing`() throws {
        let call = try Guide.call(number: nil)
        #expect(call.identity.externalID.text == "UNKNOWN:abc-123")
        #expect(call.identity.resolvedBy == .unknown)
        #expect(call.identity.phase == 2)
        #expect(call.crm.progress.state == .missing)
        #expect(call.erp.progress.state == .missing)
    }

    @Test func `3.2 the only person is certain`() throws {
        let (call, steps) = enriched(try Guide.call(), [try Guide.jane()])
        #expect(call.identity.confidence == .certain)
        #expect(call.identity.rule == .onlyOne)
        #expect(call.identity.runnerUp == nil)
        #expect(call.erp.progress.state == .pending, "no ERP account is linked: it is asked by her number, hers alone")
        #expect(steps.map(\.identity) == [call.identity])
        #expect(call.phase2 == .seconds(1))
    }

    @Test func `3.2 of two the rule, the runner-up and the count are told`() throws {
        let (call, _) = enriched(try Guide.call(), [try Guide.johnsBusiness(), try Guide.john()])
        #expect(call.identity.name?.text == "John Doe")
        #expect(call.identity.rule == .openCase)
        #expect(call.identity.confidence == .likely)
        #expect(call.identity.runnerUp?.name?.text == "John Doe Business")
        #expect(call.candidates.map(\.digit) == [1, 2])
        #expect(call.candidates.map(\.account.name.text) == ["John Doe", "John Doe Business"])
        #expect(call.previousInteractionCount == 4)
        #expect(call.erp.progress.state == .pending)
        #expect(call.timeline.last?.text.text == "CRM: 2 people, the open case picks John Doe")
    }

    @Test func `3.8 nobody leaves it an orphan in phase 2`() throws {
        let (call, _) = enriched(try Guide.call(), [])
        #expect(call.isOrphan)
        #expect(call.identity.phase == 2)
        #expect(call.identity.resolvedBy == .phone)
        #expect(call.crm.progress.state == .missing)
    }

    @Test func `3.1 more than fifty are reported, and from the tenth on there are no digits`() throws {
        let (call, _) = enriched(try Guide.call(), try Guide.switchboard(50), hasMore: true)
        #expect(call.candidates.map(\.digit) == Array(1...9) + Array(repeating: nil, count: 41))
        #expect(call.isSwitchboard)
        #expect(call.timeline.last?.text.text.contains("more than 50 people") == true)
    }

    @Test func `2.4 the larger count wins`() throws {
        let id = try #require(CallID("x"))
        let number = try number(Guide.johnsNumber)
        var call = Call(id: id, direction: .inbound, number: number, phoneHash: .sha256, at: nine, callsBefore: 9)
        #expect(call.previousInteractionCount == 9)
        call = enriched(call, [try Guide.john()]).call
        #expect(call.previousInteractionCount == 9)
    }

    @Test func `5 what was chosen before is known at once, with its case and tier`() throws {
        var call = try Guide.call()
        call.recall(try Guide.override(try Guide.johnsBusiness()), at: nine)
        #expect(call.identity.resolvedBy == .override)
        #expect(call.identity.confidence == .likely)
        #expect(call.identity.asOf == nine.addingTimeInterval(-3 * 86_400))
        #expect(call.identity.override?.actor.name == "R. Ortiz")
        #expect(call.crm.account?.tier == "Platinum")
        #expect(call.crm.progress.state == .pending)
    }

    @Test func `5 and wins over the rules, ranks first, and is certain where it is the only one`() throws {
        var call = try Guide.call()
        call.recall(try Guide.override(try Guide.johnsBusiness()), at: nine)
        let (both, _) = enriched(call, [try Guide.john(), try Guide.johnsBusiness()])
        #expect(both.identity.name?.text == "John Doe Business")
        #expect(both.identity.resolvedBy == .override)
        #expect(both.identity.confidence == .likely)
        #expect(both.identity.runnerUp?.name?.text == "John Doe")
        #expect(both.candidates.first?.account.name.text == "John Doe Business")
        #expect(enriched(call, [try Guide.johnsBusiness()]).call.identity.confidence == .certain)
    }

    @Test func `5 an account that is not among the number's people is read by ID`() throws {
        var call = try Guide.call()
        call.recall(try Guide.override(try Guide.jane()), at: nine)
        let johns = [try Guide.john(), try Guide.johnsBusiness()]
        #expect(call.overrideToCheck(given: Guide.people(johns)) == (try Guide.jane().id))
        #expect(call.overrideToCheck(given: Guide.people(johns + [try Guide.jane()])) == nil)
        let found = enriched(call, johns, check: .found(try Guide.jane())).call
        #expect(found.identity.name?.text == "Jane Smith")
        #expect(found.candidates.map(\.account.name.text) == ["Jane Smith", "John Doe", "John Doe Business"])
    }

    @Test func `5 gone from the CRM, it is matched again and the timeline says so`() throws {
        var call = try Guide.call()
        call.recall(try Guide.override(try Guide.jane()), at: nine)
        let matched = enriched(call, [try Guide.john()], check: .vanished).call
        #expect(matched.identity.name?.text == "John Doe")
        #expect(matched.identity.resolvedBy == .crm)
        #expect(matched.identity.override == nil)
        #expect(matched.timeline.contains { $0.text.text == "the account chosen before is gone from the CRM" })
        #expect(enriched(call, [], check: .vanished).call.isOrphan)
    }

    @Test func `4.4 chosen on a switchboard, it stays ambiguous`() throws {
        var call = try Guide.call()
        let people = try Guide.switchboard(8)
        call.recall(try Guide.override(people[5], isSwitchboard: true), at: nine)
        #expect(call.identity.confidence == .ambiguous)
        let (enriched, _) = enriched(call, people)
        #expect(enriched.identity.externalID == people[5].id)
        #expect(enriched.identity.confidence == .ambiguous)
        #expect(enriched.candidates.first?.account == people[5])
    }

    @Test func `3.7 a switch stands: the CRM's late answer is a step that was not taken`() throws {
        let chosen = switched(try Guide.call(), to: try Guide.jane())
        let (call, steps) = enriched(chosen, [try Guide.john(), try Guide.johnsBusiness()])
        #expect(call.identity == chosen.identity)
        #expect(call.crm == chosen.crm)
        #expect(steps.map(\.superseded) == [true])
        #expect(steps.first?.identity.name?.text == "John Doe")
        #expect(call.candidates.map(\.account.name.text) == ["Jane Smith", "John Doe", "John Doe Business"])
        #expect(enriched(chosen, [try Guide.jane()]).steps.isEmpty, "the same account is no other choice")
    }

    @Test func `3.7 that nobody has the number is a step that was not taken either`() throws {
        let chosen = switched(try Guide.call(), to: try Guide.jane())
        let (call, steps) = enriched(chosen, [])
        #expect(call.identity == chosen.identity)
        #expect(steps.map(\.superseded) == [true])
        #expect(steps.first?.identity.externalID == call.proxy)
    }

    @Test func `3.1 facts are as old as their reading, steps as their taking`() throws {
        for people in [[try Guide.john()], []] {
            let (call, steps) = enriched(try Guide.call(), people, readAt: nine.addingTimeInterval(-30))
            #expect(call.identity.asOf == nine.addingTimeInterval(-30))
            #expect(call.crm.progress.asOf == nine.addingTimeInterval(-30))
            #expect(steps.map(\.at) == [nine.addingTimeInterval(1)])
        }
    }

    @Test func `3.1 more than were read is said whoever is chosen`() throws {
        var recalled = try Guide.call()
        recalled.recall(try Guide.override(try Guide.john()), at: nine)
        let cases = [
            enriched(recalled, try Guide.switchboard(49) + [try Guide.john()], hasMore: true),
            enriched(try Guide.call(), [try Guide.john()], hasMore: true),
            enriched(try Guide.call(), [], hasMore: true),
        ]
        let said = cases.map { $0.call.timeline.last?.text.text }
        #expect(
            said == [
                "CRM: John Doe, as chosen before, one of more than 50 people",
                "CRM: more people than were read, of those only John Doe",
                "CRM: nobody of those read has this number",
            ]
        )
    }

    @Test func `4.3 a switch names who, why and whom it was before`() throws {
        let before = enriched(try Guide.call(), [try Guide.john()]).call
        let call = switched(before, to: try Guide.jane())
        #expect(call.identity.resolvedBy == .switch)
        #expect(call.identity.actor == agent)
        #expect(call.identity.reason?.text == "said so")
        #expect(call.identity.runnerUp?.name?.text == "John Doe")
        #expect(switched(try Guide.call(), to: try Guide.jane()).identity.runnerUp == nil, "a proxy is nobody")
    }

    @Test func `4.5 undo gives back identity and context, once`() throws {
        let before = enriched(try Guide.call(), [try Guide.john()]).call
        var call = switched(before, to: try Guide.jane())
        let steps = call.undoSwitch(by: agent, at: nine.addingTimeInterval(9))
        #expect(steps?.map(\.identity.actor) == [agent])
        #expect(call.identity == before.identity)
        #expect(call.crm == before.crm)
        #expect(call.erp == before.erp)
        #expect(call.sync.state == .pending)
        let again = call.undoSwitch(by: agent, at: nine.addingTimeInterval(10))
        #expect(again == nil)
        #expect(call.candidates.map(\.digit) == [1, 2], "a digit once given stays")
    }

    @Test func `4.5 a switch can be undone while the call lives and a minute longer`() throws {
        var call = switched(try Guide.call(), to: try Guide.jane())
        #expect(call.canUndo(at: nine.addingTimeInterval(99_999), window: 60))
        _ = call.record(CallEvent(kind: .callEnded, at: nine.addingTimeInterval(100)))
        #expect(call.canUndo(at: nine.addingTimeInterval(160), window: 60))
        #expect(!call.canUndo(at: nine.addingTimeInterval(160.1), window: 60))
        #expect(try !Guide.call().canUndo(at: nine, window: 60))
    }

    @Test func `3.3 the ERP's answer counts for the account that it is of`() throws {
        var call = enriched(try Guide.call(), [try Guide.john(), try Guide.johnsBusiness()]).call
        let business = try Guide.johnsBusiness().id
        let isCurrent = call.enrich(with: Samples.standing, of: business, source: sap, at: nine, took: nil)
        #expect(!isCurrent)
        #expect(call.erp.standing == nil)
        #expect(call.candidates[1].standing == Samples.standing)
        _ = call.syncConfirmed(call.identity.externalID, at: nine)
        _ = call.enrich(with: Samples.standing, of: try Guide.john().id, source: sap, at: nine, took: nil)
        #expect(call.erp.standing == Samples.standing)
        #expect(call.sync.state == .pending, "the platform's record has not got the status yet")
    }

    @Test func `3.6 failures are said once, and the identity stays`() throws {
        var call = try Guide.call()
        for second in 1...3 {
            let until = nine.addingTimeInterval(Double(second))
            call.crmFailed(.breakerOpen(until: until), source: salesforce, retryAt: until, at: nine)
        }
        #expect(call.timeline.map(\.text.text) == ["CRM down"])
        #expect(call.crm.progress.state == .failed)
        #expect(call.crm.progress.nextRetryAt == nine.addingTimeInterval(3))
        #expect(call.identity.resolvedBy == .phone)
        let (healed, _) = enriched(call, [try Guide.john()])
        #expect(healed.crm.progress.failure == nil)
    }

    @Test func `3.4 what is confirmed is what is current`() throws {
        var call = enriched(try Guide.call(), [try Guide.john()]).call
        let john = call.identity.externalID
        call = switched(call, to: try Guide.jane())
        let isCurrent = call.syncConfirmed(john, at: nine)
        #expect(!isCurrent)
        #expect(call.sync.state == .pending)
        _ = call.syncConfirmed(call.identity.externalID, at: nine)
        #expect(call.sync.state == .confirmed)
        call.syncFailed(.timedOut, retryAt: nil)
        #expect(call.sync.state == .failed)
    }

    @Test func `a call heard of by its events keeps them when it is looked up`() throws {
        var early = try Guide.call(number: nil)
        _ = early.record(CallEvent(kind: .callOffered, at: nine.addingTimeInterval(-2), userID: "a"))
        var call = try Guide.call()
        call.inherit(early)
        #expect(call.life.state == .ringing)
        #expect(call.life.userID == "a")
        #expect(call.identity.resolvedBy == .phone)
    }

    @Test func `and the account that an agent has put it on already`() throws {
        var early = switched(try Guide.call(number: nil), to: try Guide.jane())
        var call = try Guide.call()
        call.inherit(early)
        #expect(call.identity == early.identity)
        #expect(call.candidates == early.candidates)
        _ = call.undoSwitch(by: agent, at: nine)
        #expect(call.identity.externalID == call.proxy, "back to what the lookup would have found")
        early = switched(early, to: try Guide.john())
        call = try Guide.call()
        call.inherit(early)
        _ = call.undoSwitch(by: agent, at: nine)
        #expect(call.identity.name?.text == "Jane Smith", "only the latest switch is undone")
    }
}
