import Broker
import Foundation
import Identity
import Testing

/// A life of a broker that a seed decides: who calls, what fails, what hangs, what comes late, twice or in the wrong order,
/// when it is restarted or its power is cut, and in which order all of that happens.
struct RandomLife {
    let world: World
    /// What must never be and was.
    private(set) var wrongs: [String] = []

    private typealias Answer = (result: Result<LookUp.Outcome, LookUp.Failure>, at: Duration)
    private struct Question {
        let call: String
        let askedAt: Duration
        let answer: Pending<Answer>
    }
    private struct Wish {
        let switched: Pending<Result<Call, SwitchContext.Failure>>
    }
    private var dice: SplitMix64
    private let numbers: [String?] = [Guide.johnsNumber, Guide.janesNumber, Guide.switchboard, "+15550160000", nil]
    private let targets = [Guide.john, Guide.business, Guide.jane, "CRM:500310004", "CRM:1", "../", "PHONE:00"]
    private let calls = 6
    /// A summary may wait for the end of a wrap-up that nobody tells of.
    private let lanes: [Job.Lane] = [.crm, .erp, .platform]
    private var questions: [Question] = []
    private var wishes: [Wish] = []
    private var acknowledged: Set<String> = []
    private var events: [ApplyEvents.Item] = []

    init(seed: UInt64) throws {
        dice = SplitMix64(seed: seed)
        world = try Guide.world(seed: seed) { $0.retry.cap = 2 }
    }

    /// All of it; the same seed gives the same life.
    mutating func run(steps: Int) async throws {
        for _ in 0..<steps {
            try await step()
            noteAnswers()
        }
        world.settle()
        try await expectNothingForgotten()
        try await heal()
        try await expectConsistent()
    }

    private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }

    /// The number of a call is its own: as on a real platform.
    private func number(of call: Int) -> String? { numbers[call % numbers.count] }
    private var sources: [FakeSource] { [world.crm.source, world.erp.source, world.platform.source] }

    private mutating func step() async throws {
        let call = roll(calls)
        let id = "call-\(call)"
        switch roll(22) {
        case 0...4: try ask(call)
        case 5...7: try happen(to: id)
        case 8...10: try await choose(for: id)
        case 11: try undo(id)
        case 12: world.crm.source.fail(roll(2) == 0 ? .timedOut : nil)
        case 13: sources[roll(3)].hang()
        case 14: sources[roll(3)].release()
        case 15: sources[1 + roll(2)].fail(roll(2) == 0 ? .unavailable(status: 503, retryAfter: .seconds(1)) : nil)
        case 16: world.platform.lose(roll(2))
        case 17: world.crm.source.become { $0.latency = .milliseconds(50 * Int64(call)) }
        case 18: world.journal.become([.willing, .hangsOnWrites, .hangs][roll(3)])
        case 19: world.memory.refuseWrites(roll(2) == 0 ? .cannotWrite : nil)
        case 20: forgetUnanswered { $0.restart() }
        default: forgetUnanswered { $0.crash() }
        }
        if roll(3) > 0 { world.pass(.milliseconds(Int64(roll(400)))) }
    }

    private mutating func ask(_ call: Int) throws {
        let request = LookUp.Request(
            call: try callID("call-\(call)"),
            direction: .inbound,
            number: try number(of: call).map { try BrokerTests.number($0) }
        )
        let (parts, time) = (world.parts, world.time)
        let answer: Pending<Answer> = world.begin {
            let result = await attempt { () throws(LookUp.Failure) in try await LookUp.run(request, with: parts) }
            return (result, time.elapsed)
        }
        questions.append(Question(call: "call-\(call)", askedAt: time.elapsed, answer: answer))
    }

    private mutating func happen(to id: String) throws {
        let kinds: [CallEvent.Kind] = [
            .callOffered, .callAnswered, .callHeld, .callResumed, .callTransferred, .callEnded, .wrapUpEnded,
        ]
        let (kind, at, user) = (
            kinds[roll(kinds.count)], world.time.now.addingTimeInterval(Double(-roll(3))), "u\(roll(3))"
        )
        let isAgain = roll(4) == 0
        let new = ApplyEvents.Item(call: try callID(id), event: CallEvent(kind: kind, at: at, userID: user))
        let items = isAgain ? Array(events.suffix(3).reversed()) : [new]
        if !isAgain { events.append(new) }
        let parts = world.parts
        _ = world.begin { try? await ApplyEvents.run(items, with: parts) }
    }

    private mutating func choose(for id: String) async throws {
        let target = targets[roll(targets.count)]
        let actor = roll(4) == 0 ? Desks.flow : Desks.agent
        let current = try await known(id)?.identity.externalID.text
        let expected = roll(2) == 0 ? current : nil
        let wish = try world.asksToSwitch(id, to: target, by: actor, expecting: expected, remember: roll(2) == 0)
        wishes.append(Wish(switched: wish))
    }

    private func undo(_ id: String) throws {
        let (parts, call) = (world.parts, try callID(id))
        _ = world.begin { try? await UndoSwitch.run(call, by: Desks.everywhere, with: parts) }
    }

    /// Whoever has no answer when the broker ends never gets one.
    private mutating func forgetUnanswered(_ end: (World) -> Void) {
        world.settle()
        noteAnswers()
        (questions, wishes) = ([], [])
        end(world)
    }

    private mutating func noteAnswers() {
        questions.removeAll { question in
            guard let answer = question.answer.value else { return false }
            if answer.at - question.askedAt > world.parts.policy.deadline {
                wrongs.append("\(question.call) was answered after its deadline")
            }
            if case .success(let outcome) = answer.result, !outcome.isDegraded { acknowledged.insert(question.call) }
            return true
        }
    }

    /// All sources work again, and there is time for everything.
    private mutating func heal() async throws {
        world.memory.refuseWrites(nil)
        world.journal.become(.willing)
        world.platform.lose(0)
        for source in sources {
            source.become { ($0.failure, $0.nextFailure, $0.latency) = (nil, nil, .zero) }
            source.release()
        }
        for _ in 0..<40 {
            world.pass(.milliseconds(500))
            if try await isDone() { break }
        }
        // A summary waits for the wrap-up's time-out where nobody told its end.
        if try !world.jobs(.summary).isEmpty { world.pass(.seconds(world.parts.policy.stay.wrapUp + 120)) }
        noteAnswers()
    }

    /// What the journal has, asked without the broker: in a life of milliseconds, tasks would cost most.
    private func known(_ id: String) async throws -> Call? {
        try await world.memory.known(about: Subject(call: try callID(id))).call
    }

    private func jobs(_ lane: Job.Lane) async throws -> [Job] {
        try await world.memory.due(lane, at: .distantFuture, limit: 1_000, except: [])
    }

    private func isDone() async throws -> Bool {
        for lane in lanes where try await !jobs(lane).isEmpty { return false }
        return world.parts.spool.count == 0 && questions.allSatisfy { $0.answer.value != nil }
    }

    // MARK: - What must hold

    /// Whatever is broken at the moment: who was told that the call is known finds it, and who is nobody yet is still on the
    /// list of those to be found.
    private mutating func expectNothingForgotten() async throws {
        for index in 0..<calls {
            let id = "call-\(index)"
            let call = try await known(id)
            if call == nil, acknowledged.contains(id) { wrongs.append("\(id) was acknowledged and is lost") }
            guard let call, call.identity.phase == 1, call.number != nil, call.wasLookedUp else { continue }
            if try await !jobs(.crm).contains(where: { $0.call == call.id }) { wrongs.append("\(id) is forgotten") }
        }
    }

    private mutating func expectConsistent() async throws {
        for lane in lanes where try await !jobs(lane).isEmpty { wrongs.append("\(lane) is not done") }
        if world.parts.spool.count > 0 { wrongs.append("the spool is not empty") }
        if !questions.isEmpty { wrongs.append("a lookup was never answered") }
        if wishes.contains(where: { $0.switched.value == nil }) { wrongs.append("a switch was never answered") }
        expectPersonsChoicesStood()
        expectDigitsWereNeverReused()
        expectNoPersonBecameAnother()
        for call in 0..<calls { try await expectSettled("call-\(call)", number: number(of: call)) }
    }

    /// Only a switch or an undo ends a switch.
    private mutating func expectPersonsChoicesStood() {
        var last: [CallID: Identification] = [:]
        for commit in world.commits {
            if let before = last[commit.call.id], before.resolvedBy == .switch {
                let isOwnWish = commit.kind == .switched || commit.kind == .undone
                let isSame = commit.call.identity.externalID == before.externalID
                if !isOwnWish && !isSame { wrongs.append("the machine undid a switch of \(commit.call.id)") }
            }
            last[commit.call.id] = commit.call.identity
        }
    }

    private mutating func expectDigitsWereNeverReused() {
        var given: [String: ExternalID] = [:]
        for commit in world.commits {
            for candidate in commit.call.candidates {
                guard let digit = candidate.digit else { continue }
                let key = "\(commit.call.id) \(digit)"
                if given[key] ?? candidate.account.id != candidate.account.id { wrongs.append("digit \(key)") }
                given[key] = candidate.account.id
            }
        }
    }

    private mutating func expectNoPersonBecameAnother() {
        for write in world.platform.writes {
            guard let before = write.before?.externalID, !before.isProxy else { continue }
            if before != write.after.externalID { wrongs.append("a person's record was renamed") }
        }
        let all = world.platform.externalIDs
        if Set(all).count != all.count { wrongs.append("two records of one person") }
    }

    private mutating func expectSettled(_ id: String, number text: String?) async throws {
        guard let call = try await known(id) else {
            if acknowledged.contains(id) { wrongs.append("\(id) was acknowledged and is lost") }
            return
        }
        let first = world.commits.filter { $0.kind == .identified && $0.call.id == call.id }.count
        if first > 1 { wrongs.append("\(id) is there \(first) times") }
        if call.sync.state != .confirmed { wrongs.append("\(id) is not in sync") }
        if try world.record(of: id)?.externalID != call.identity.externalID { wrongs.append("\(id) on the platform") }
        let last = try await world.memory.history(of: call.id).last { !$0.superseded }?.identity.externalID
        if last ?? call.proxy != call.identity.externalID { wrongs.append("\(id) has two identities") }
        guard call.wasLookedUp, let text else { return }
        if call.identity.phase != 2 { wrongs.append("\(id) was never enriched") }
        let isChosen = call.identity.resolvedBy == .switch || call.identity.resolvedBy == .override
        let isKnown = try isChosen || !world.crm.accounts(BrokerTests.number(text)).isEmpty
        if call.isOrphan == isKnown { wrongs.append("\(id) has a person") }
        if call.erp.progress.state == .pending { wrongs.append("\(id) waits for the ERP") }
    }
}
