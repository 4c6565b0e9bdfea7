import Broker
import Foundation
import Identity
import Testing

/// Random lives of a broker: what is asked, what fails, what hangs, and in which order all of that happens is decided
/// by a seed.
///
/// A failure names its seed; `SEED=n` runs that one alone.
@Suite struct AnyOrderOfThingsIsSafe {
    static var seeds: [UInt64] {
        if let seed = ProcessInfo.processInfo.environment["SEED"].flatMap(UInt64.init) { return [seed] }
        return Array(1...300)
    }

    @Test(arguments: seeds) func `whatever happens, each call has one identity, and the platform has it too`(
        seed: UInt64
    )
        throws
    {
        var life = try RandomLife(seed: seed)
        for _ in 0..<40 { try life.step() }
        try life.heal()
        try life.expectConsistent()
    }
}

private struct RandomLife {
    let world: World
    let seed: UInt64
    private var dice: SplitMix64
    private let numbers: [String?] = [Guide.johnsNumber, Guide.janesNumber, Guide.switchboard, "+15550160000", nil]
    private let targets = [Guide.john, Guide.business, Guide.jane, "CRM:500310004", "CRM:1", "../", "PHONE:00"]
    private var switches: [Pending<Result<Call, SwitchContext.Failure>>] = []

    init(seed: UInt64) throws {
        self.seed = seed
        dice = SplitMix64(seed: seed)
        world = try Guide.world(seed: seed)
    }

    private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }

    /// The number of a call is its own: as on a real platform.
    private func number(of call: Int) -> String? { numbers[call % numbers.count] }

    mutating func step() throws {
        let call = roll(8)
        let id = "call-\(call)"
        switch roll(14) {
        case 0...3: _ = try world.asks(id, from: number(of: call))
        case 4...5: try happen(to: id)
        case 6...7: try choose(for: id)
        case 8: try undo(id)
        case 9: world.crm.source.fail(roll(2) == 0 ? .timedOut : nil)
        case 10: [world.crm.source, world.erp.source, world.platform.source][roll(3)].hang()
        case 11: [world.crm.source, world.erp.source, world.platform.source][roll(3)].release()
        case 12: [world.erp.source, world.platform.source][roll(2)].fail(roll(2) == 0 ? .unreachable : nil)
        default: world.crm.source.become { $0.latency = .milliseconds(50 * Int64(call)) }
        }
        if roll(3) > 0 { world.pass(.milliseconds(Int64(roll(400)))) }
    }

    private mutating func happen(to id: String) throws {
        let kinds: [CallEvent.Kind] = [.callOffered, .callAnswered, .callHeld, .callTransferred]
        let (kind, at, user) = (kinds[roll(4)], world.time.now.addingTimeInterval(Double(-roll(3))), "u\(roll(3))")
        let item = ApplyEvents.Item(call: try callID(id), event: CallEvent(kind: kind, at: at, userID: user))
        let parts = world.parts
        _ = world.begin { try? await ApplyEvents.run([item], with: parts) }
    }

    private mutating func choose(for id: String) throws {
        let target = targets[roll(targets.count)]
        let actor = roll(4) == 0 ? Desks.flow : Desks.agent
        let current = try world.known(id).call?.identity.externalID.text
        let expected = roll(2) == 0 ? current : nil
        switches.append(
            try world.asksToSwitch(id, to: target, by: actor, expecting: expected, remember: roll(2) == 0)
        )
    }

    private func undo(_ id: String) throws {
        let (parts, call) = (world.parts, try callID(id))
        _ = world.begin { try? await UndoSwitch.run(call, by: Desks.everywhere, with: parts) }
    }

    /// All sources work again, and there is time for everything.
    func heal() throws {
        for source in [world.crm.source, world.erp.source, world.platform.source] {
            source.become { ($0.failure, $0.latency) = (nil, .zero) }
            source.release()
        }
        world.pass(.seconds(120))
    }

    func expectConsistent() throws {
        for lane in Job.Lane.allCases { #expect(try world.jobs(lane).isEmpty, "seed \(seed): \(lane) is not done") }
        #expect(world.parts.spool.count == 0)
        for pending in switches { #expect(pending.value != nil, "seed \(seed): a switch was never answered") }
        try expectPersonsChoicesStood()
        expectDigitsWereNeverReused()
        expectNoPersonBecameAnother()
        for call in 0..<8 { try expectSettled("call-\(call)", number: number(of: call)) }
    }

    /// Only a switch or an undo ends a switch.
    private func expectPersonsChoicesStood() throws {
        var last: [CallID: Identification] = [:]
        for commit in world.commits {
            if let before = last[commit.call.id], before.resolvedBy == .switch {
                let isOwnWish = commit.kind == .switched || commit.kind == .undone
                let isSame = commit.call.identity.externalID == before.externalID
                #expect(isOwnWish || isSame, "seed \(seed): the machine undid a switch of \(commit.call.id)")
            }
            last[commit.call.id] = commit.call.identity
        }
    }

    private func expectDigitsWereNeverReused() {
        var given: [String: ExternalID] = [:]
        for commit in world.commits {
            for candidate in commit.call.candidates {
                guard let digit = candidate.digit else { continue }
                let key = "\(commit.call.id) \(digit)"
                #expect(given[key] ?? candidate.account.id == candidate.account.id, "seed \(seed): digit \(key)")
                given[key] = candidate.account.id
            }
        }
    }

    private func expectNoPersonBecameAnother() {
        for write in world.platform.writes {
            guard let before = write.before?.externalID, !before.isProxy else { continue }
            #expect(before == write.after.externalID, "seed \(seed): a person's record was renamed")
        }
        #expect(Set(world.platform.externalIDs).count == world.platform.externalIDs.count)
    }

    private func expectSettled(_ id: String, number text: String?) throws {
        guard let call = try world.known(id).call else { return }
        #expect(call.sync.state == .confirmed, "seed \(seed): \(id) is not in sync")
        #expect(try world.record(of: id)?.externalID == call.identity.externalID, "seed \(seed): \(id) on the platform")
        let history = try world.history(id).filter { !$0.superseded }
        #expect(history.last?.identity.externalID ?? call.proxy == call.identity.externalID, "seed \(seed): \(id)")
        guard call.wasLookedUp, let text else { return }
        #expect(call.identity.phase == 2, "seed \(seed): \(id) was never enriched")
        let isChosen = call.identity.resolvedBy == .switch || call.identity.resolvedBy == .override
        let isKnown = try isChosen || !world.crm.accounts(BrokerTests.number(text)).isEmpty
        #expect(call.isOrphan != isKnown, "seed \(seed): \(id) has a person")
        #expect(call.erp.progress.state != .pending, "seed \(seed): \(id) waits for the ERP")
    }
}
