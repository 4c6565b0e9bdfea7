import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

/// Plays desks against a broker of its own, in any order, and looks at every step whose account is meant.
@Suite("No interleaving shows or switches the wrong account")
struct NothingShowsTheWrongAccount {
    @Test(
        "thousands of runs: feed, switches, undos, refusals, digits, ends, losses, the board, keys and clicks in any order"
    )
    func interleavings() {
        for seed in 1...4_000 as ClosedRange<UInt64> {
            var run = Run(seed: seed)
            if let wrong = run.play(steps: 40) {
                Issue.record("seed \(seed): \(wrong)")
                return
            }
        }
    }

    @Test("the runs do reach switches, conflicts, refusals, undos, ends, stale screens and the board")
    func reach() {
        var seen: Set<String> = []
        for seed in 1...1_500 as ClosedRange<UInt64> {
            var run = Run(seed: seed)
            _ = run.play(steps: 40)
            seen.formUnion(run.seen)
        }
        for what in [
            "switch sent", "switched", "conflict", "refused", "undo sent", "undone", "ended", "removed", "stale",
            "undo wanted while stale", "switch wanted while stale", "board", "board while stale",
            "changed under the board",
        ] {
            #expect(seen.contains(what), "\(what)")
        }
    }
}

/// One desk, one broker, and an order that only the seed knows.
private struct Run {
    var random: Seeded
    var stage: Stage
    var broker: [String: CallView] = [:]
    /// The account of each call after each change.
    var accounts: [String: [String]] = [:]
    /// The latest change of a call that the feed has told, and that anything has told.
    var told: [String: (feed: Int, any: Int)] = [:]
    /// Answers that are on their way, each with the change that it tells.
    var late: [(message: Message, callID: String, change: Int)] = []
    /// Which account each digit of a call was given to, once and for all.
    var digits: [String: [Int: String]] = [:]
    var asked: [Effect] = []
    var nextEvent: UInt64 = 1
    var isLost = false
    var seen: Set<String> = []
    /// Every other desk is a supervisor's, who has the board.
    let me: MeView

    init(seed: UInt64) {
        random = Seeded(seed)
        me = Bool.random(using: &random) ? People.agent : Day.supervisor
        stage = Stage(["80x24", "120x40", "60x16", "40x10"].randomElement(using: &random) ?? "80x24")
        for id in ["call-1", "call-2", "call-3"] {
            broker[id] = Bool.random(using: &random) ? People.ringing(id) : People.answered(id)
        }
        for call in broker.values { note(call) }
        snapshot()
    }

    mutating func play(steps: Int) -> String? {
        for _ in 0..<steps {
            stage.now = stage.now.addingTimeInterval([0, 0.1, 0.4, 1, 7].randomElement(using: &random) ?? 1)
            var before = stage.model
            before.now = stage.now
            _ = stage.taken()
            let message = step()
            if let message {
                notice(message, before)
                stage.send(message)
            }
            let effects = stage.taken()
            if let wrong = check(effects, before) ?? checkScreen() {
                return "\(message.map { "\($0)" } ?? "nothing"): \(wrong)"
            }
            asked += effects
        }
        return nil
    }

    // MARK: what happens

    private mutating func step() -> Message? {
        switch Int.random(in: 0..<21, using: &random) {
        case 20: return isLost || me.role == .agent ? nil : .feed(.stats(Day.stats()), id: nil)
        case 0...8: return .key(key())
        case 9...11: return change()
        case 12...14: return answer()
        case 15:
            return .mouse(
                .click(
                    row: .random(in: 0..<stage.model.size.rows, using: &random),
                    column: .random(in: 0..<60, using: &random)
                )
            )
        case 16: return isLost ? returns() : lose()
        case 17: return deliver()
        case 18: return .paste("qYYY2Y")
        default:
            return .resized(
                Size(["80x24", "40x10", "30x8", "120x40"].randomElement(using: &random) ?? "80x24") ?? stage.model.size
            )
        }
    }

    /// Any key; in a bar mostly those that lead on, so that many runs do.
    private mutating func key() -> Key {
        let anywhere = [
            "1", "2", "3", "4", "Y", "u", "Esc", "Enter", "j", "k", "Tab", "s", "w", "r", "n", "o", "p", "/", ":",
            "b", "b", "?",
        ]
        let names =
            switch stage.model.place {
            case .calls: anywhere + ["2", "2", "3", "4", "1", "u", "u"]
            case .review: ["1", "2", "Y", "Y", "Y", "Y", "Y", "Enter", "Esc", "p"]
            default: anywhere + ["Esc", "Esc", "Esc", "Esc", "Esc", "Esc"]
            }
        return names.randomElement(using: &random).flatMap { Key(name: $0) } ?? .escape
    }

    /// The broker changes a call: enriches it, switches it for another desk, gives it another account, ends it.
    private mutating func change() -> Message? {
        guard let id = broker.keys.sorted().randomElement(using: &random), var call = broker[id] else { return nil }
        switch Int.random(in: 0..<14, using: &random) {
        case 0: if call.identity.phase == 1 { call = enriched(call) }
        case 1, 7, 8, 9: if let other = call.candidates.randomElement(using: &random) { call = put(call, on: other) }
        case 2, 3: addAccount(&call)
        case 4:
            if call.state != .ended { (call.state, call.endedAt) = (.ended, stage.now) }
            seen.insert("ended")
        case 5:
            broker[id] = nil
            seen.insert("removed")
            nextEvent += 1
            return isLost ? nil : .feed(.removed(callId: id), id: nextEvent)
        case 6:
            call = People.ringing("call-\(accounts.count + 1)", at: stage.now)
        default: call.sync.attempts += 1
        }
        broker[call.callId] = call
        note(call)
        return feed(call)
    }

    /// Tells the desk of a call as it is now, unless the link is down.
    private mutating func feed(_ call: CallView) -> Message? {
        nextEvent += 1
        guard !isLost else { return nil }
        if case .board = stage.model.mode, call.callId == stage.model.openID { seen.insert("changed under the board") }
        let change = accounts[call.callId, default: []].count - 1
        told[call.callId] = (change, change)
        return .feed(.call(CallChange(kind: "updated", call: call)), id: nextEvent)
    }

    /// An answer that was on its way arrives, in whatever order.
    private mutating func deliver() -> Message? {
        guard !late.isEmpty else { return nil }
        let (message, id, change) = late.remove(at: .random(in: 0..<late.count, using: &random))
        let known = told[id] ?? (0, 0)
        told[id] = (known.feed, max(known.any, change))
        return message
    }

    /// The answer that a change leads to comes now, or after the feed has told of it and of more.
    private mutating func send(_ message: Message, _ call: CallView) -> Message? {
        late.append((message, call.callId, accounts[call.callId, default: []].count - 1))
        return Bool.random(using: &random) ? deliver() : feed(call)
    }

    private func enriched(_ call: CallView) -> CallView {
        var found = People.answered(call.callId)
        (found.state, found.endedAt, found.startedAt) = (call.state, call.endedAt, call.startedAt)
        return found
    }

    private func put(_ call: CallView, on account: CandidateView) -> CallView {
        var moved = call
        let from = call.identity.externalId
        moved.put(on: account, by: .switch, at: stage.now)
        moved.undo = UndoView(to: from, until: nil)
        moved.timeline.append(TimelineView(at: stage.now, kind: "switched", text: "switched", tookMs: nil))
        return moved
    }

    /// A new account gets a digit that no other of this call ever had; sometimes the order of the list changes.
    private mutating func addAccount(_ call: inout CallView) {
        let digit = (digits[call.callId]?.keys.max() ?? 0) + 1
        guard digit <= 9, call.identity.phase == 2 else { return }
        let id = "CRM:7000\(digit)\(call.callId.suffix(1))"
        let account = CandidateView(
            digit: digit,
            externalId: id,
            name: "Person \(digit)",
            kind: .personal,
            tier: nil,
            caseId: nil,
            erp: nil
        )
        call.candidates.append(account)
        if Bool.random(using: &random) { call.candidates.reverse() }
    }

    /// The broker answers something that it was asked, or nothing.
    private mutating func answer() -> Message? {
        // Sometimes another desk was first.
        if Int.random(in: 0..<4, using: &random) == 0, let id = asked.lazy.compactMap(\.switched).first,
            let call = broker[id], let other = call.candidates.randomElement(using: &random)
        {
            broker[id] = put(call, on: other)
            note(put(call, on: other))
        }
        guard !asked.isEmpty else { return nil }
        let writes = asked.indices.filter { asked[$0].isWrite }
        let index = writes.randomElement(using: &random) ?? Int.random(in: 0..<asked.count, using: &random)
        let effect = asked.remove(at: index)
        switch effect {
        case .review(let id, let account):
            let known = broker[id]?.candidates.first { $0.externalId == account }
            return .reviewAnswered(
                callID: id,
                externalID: account,
                known.map { .success($0) } ?? .failure(.link("no answer"))
            )
        case .switchContext(let id, let request): return answer(id, request)
        case .undo(let id): return answerUndo(id)
        case .history(let id): return .historyAnswered(callID: id, .success([]))
        default: return nil
        }
    }

    private mutating func answer(_ id: String, _ request: SwitchRequest) -> Message? {
        guard let call = broker[id], Int.random(in: 0..<4, using: &random) > 0 else {
            seen.insert("refused")
            let problem = Problem(
                .unknownAccount,
                status: 422,
                detail: "no",
                externalId: broker[id]?.identity.externalId
            )
            return .switchAnswered(
                callID: id,
                .failure(Bool.random(using: &random) ? .problem(problem) : .link("gone"))
            )
        }
        guard call.identity.externalId == request.expectedExternalId else {
            seen.insert("conflict")
            let problem = Problem(.conflict, status: 409, detail: "moved", externalId: call.identity.externalId)
            return .switchAnswered(callID: id, .failure(.problem(problem)))
        }
        seen.insert("switched")
        let account = call.candidates.first { $0.externalId == request.newExternalId }
        let moved = put(call, on: account ?? People.business)
        broker[id] = moved
        note(moved)
        return send(.switchAnswered(callID: id, .success(moved)), moved)
    }

    private mutating func answerUndo(_ id: String) -> Message? {
        guard let call = broker[id], let undo = call.undo,
            let account = (call.candidates + [People.john]).first(where: { $0.externalId == undo.to })
        else {
            return .undoAnswered(
                callID: id,
                .failure(.problem(Problem(.nothingToUndo, status: 409, detail: "nothing")))
            )
        }
        seen.insert("undone")
        var back = put(call, on: account)
        back.undo = nil
        broker[id] = back
        note(back)
        return send(.undoAnswered(callID: id, .success(back)), back)
    }

    private mutating func lose() -> Message {
        isLost = true
        seen.insert("stale")
        return .linkLost(reason: "connection lost")
    }

    private mutating func returns() -> Message? {
        isLost = false
        snapshot()
        return nil
    }

    private mutating func snapshot() {
        nextEvent += 1
        let info = BrokerView(version: "1", startedAt: People.start)
        let calls = broker.values.sorted { $0.callId < $1.callId }
        for call in calls { told[call.callId] = { ($0, $0) }(accounts[call.callId, default: []].count - 1) }
        stage.send(.feed(.snapshot(Snapshot(calls: calls, me: me, sources: [], broker: info)), id: nextEvent))
    }

    private mutating func note(_ call: CallView) {
        accounts[call.callId, default: []].append(call.identity.externalId)
        for account in call.candidates {
            if let digit = account.digit { digits[call.callId, default: [:]][digit] = account.externalId }
        }
    }

    // MARK: what must hold

    private mutating func check(_ effects: [Effect], _ before: Model) -> String? {
        for effect in effects {
            switch effect {
            case .switchContext(let id, let request):
                seen.insert("switch sent")
                if let wrong = checkSwitch(id, request, before) { return wrong }
            case .undo(let id):
                seen.insert("undo sent")
                if let wrong = checkUndo(id, before) { return wrong }
            case .review(let id, let account):
                if !before.isLive { return "a review on a stale screen" }
                if id != before.openID { return "a review of a call that is not open" }
                if before.call(id)?.identity.externalId == account { return "a review of where the call is already" }
            default: break
            }
        }
        return nil
    }

    /// What is taken back is what the call on the screen says, and only while that is so.
    private func checkUndo(_ id: String, _ before: Model) -> String? {
        if before.mode != .calls { return "an undo from elsewhere than the call's screen" }
        if id != before.openID || before.openCall?.undo == nil { return "an undo that the screen did not offer" }
        if before.pending[id] != nil { return "an undo while another change is on its way" }
        if !before.isLive { return "an undo on a stale screen" }
        return before.openIsGone ? "an undo of a call that has left the feed" : nil
    }

    /// What the agent wanted, whether they got it or not.
    private mutating func notice(_ message: Message, _ before: Model) {
        let isBoard = if case .board = before.mode { true } else { false }
        if isBoard { seen.insert(before.isLive ? "board" : "board while stale") }
        guard !before.isLive, !before.isShielded, case .key(let key) = message else { return }
        switch before.keys.binding(of: key, at: before.place)?.command {
        case .undo where before.openCall?.undo != nil: seen.insert("undo wanted while stale")
        case .commit, .pick: seen.insert("switch wanted while stale")
        default: return
        }
    }

    /// What is sent is what the bar named, from where the screen said that the call is.
    private func checkSwitch(_ id: String, _ request: SwitchRequest, _ before: Model) -> String? {
        guard case .review(let review) = before.mode else { return "a switch without a bar" }
        if id != review.callID || id != before.openID { return "a switch of another call than the one on the screen" }
        if request.newExternalId != review.to.externalId { return "a switch to another account than the bar's" }
        // After a refusal the bar may know more than the feed has told; then it says so, and asks to look again.
        if request.expectedExternalId != review.from { return "a switch from another account than the bar's" }
        if review.from != before.openCall?.identity.externalId, review.notice == nil {
            return "a switch from where the call is not"
        }
        if before.pending[id] != nil { return "a second switch" }
        if !before.isLive { return "a switch on a stale screen" }
        if before.isShielded { return "a switch within the shield" }
        if before.isPrivate { return "a switch between masked names" }
        let text = view(before).plainText()
        let sides = [request.newExternalId, request.expectedExternalId].map { shortID($0, 40) }
        if before.size.columns >= 80, !sides.allSatisfy(text.contains) {
            return "a switch whose sides were not both on the screen"
        }
        if let digit = review.to.digit, digits[id]?[digit] != review.to.externalId {
            return "a digit of another account"
        }
        return nil
    }

    /// The header shows the account of the latest change that the feed has told, or of a later one that an answer has.
    private mutating func checkScreen() -> String? {
        guard let call = stage.model.openCall, let told = told[call.callId], let accounts = accounts[call.callId] else {
            return nil
        }
        let id = call.identity.externalId
        let allowed = accounts[min(told.feed, told.any)...max(told.feed, told.any)]
        guard allowed.contains(id) else { return "\(id) is shown for \(call.callId), but \(allowed) is true" }
        // Drawing takes most of a run's time: a sample is drawn.
        return Int.random(in: 0..<40, using: &random) == 0 ? checkDrawn(call) : nil
    }

    /// The caller's lines name the account that the model has, whatever is open below them.
    private func checkDrawn(_ call: CallView) -> String? {
        let model = stage.model
        switch model.mode {
        case .help, .board: return nil
        default: break
        }
        guard !model.isPrivate, Layout(model).tier != .tooSmall else { return nil }
        let area = Layout(model).caller
        let rows = view(model).plainText().split(separator: "\n", omittingEmptySubsequences: false)
        let lines = rows.dropFirst(area.row).prefix(area.rows).joined(separator: "\n")
        let id = call.identity.externalId.prefix(10)
        return lines.contains(id) ? nil : "\(id) is not in the caller's lines:\n\(lines)"
    }
}

extension Effect {
    /// The call that a switch was asked for.
    fileprivate var switched: String? { if case .switchContext(let id, _) = self { id } else { nil } }

    fileprivate var isWrite: Bool {
        switch self {
        case .switchContext, .undo: true
        default: false
        }
    }
}
