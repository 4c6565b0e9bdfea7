import BrokerAPI
package import FoundationEssentials
import Screen

/// The desk without a screen: a sentence per change, commands by name; for screen readers, logs and pipes.
package struct LineDesk: Sendable, Equatable {
    /// What a message or a command led to.
    package struct Step: Sendable, Equatable {
        /// Sentences for standard output, clean of anything that controls a terminal.
        package var lines: [String]
        /// What the console does.
        package var effects: [Effect]
    }

    /// The same model as the screen's.
    package internal(set) var model: Model
    /// Whether values may be told in clear: only to a person at a terminal, never into a log or a pipe.
    package var mayReveal: Bool
    /// Calls by the numbers that `open` takes, given once.
    private var numbers: [String: Int] = [:]
    private var lastNumber = 0

    /// A desk without a window: no size stands in the way of a switch.
    package init(model: Model, mayReveal: Bool = false) {
        self.model = model
        self.mayReveal = mayReveal
        self.model.size = Size(columns: 80, rows: 24)
        self.model.isInLines = true
        number()
    }

    /// Takes a message in; what changed comes back as sentences.
    package mutating func receive(_ message: Message, now: Date) -> Step {
        if case .resized = message { return Step(lines: [], effects: []) }
        let old = model
        let effects = update(&model, message, now: now)
        return step(since: old, effects)
    }

    /// Takes a typed line in.
    package mutating func command(_ line: String, now: Date) -> Step {
        model.now = now
        model.expire()
        let old = model
        let scene = ToastScene(model)
        var extra: [String] = []
        let effects = run(LineCommand(line.asTyped), &extra)
        model.leaveToast(of: scene)
        var step = step(since: old, effects)
        step.lines = extra.map { sanitised($0) } + step.lines
        return step
    }

    private mutating func step(since old: Model, _ effects: [Effect]) -> Step {
        number()
        let sentences = Sentences(old: old, new: model, numbers: numbers, mayReveal: mayReveal)
        return Step(lines: sentences.lines.map { sanitised($0) }, effects: effects)
    }

    /// A number is never given twice, and not kept for a call that is gone.
    private mutating func number() {
        let unknown = model.calls.filter { numbers[$0.callId] == nil }
        for call in unknown {
            lastNumber += 1
            numbers[call.callId] = lastNumber
        }
        guard numbers.count > 2 * model.calls.count + 64 else { return }
        let known = Set(model.calls.map(\.callId))
        numbers = numbers.filter { known.contains($0.key) }
    }

    private mutating func run(_ command: LineCommand, _ lines: inout [String]) -> [Effect] {
        switch command {
        case .nothing: return []
        case .calls: lines = Sentences(new: shown, numbers: numbers).overview
        case .open(let number): lines = open(number)
        case .show: lines = Sentences(new: shown, numbers: numbers).openCall
        case .leave: if allowed(.leave) { model.leaveOpenCall() }
        case .copy: lines = model.openCall.map { ["ID \($0.identity.externalId)"] } ?? ["NOTE No call is open"]
        case .board: if allowed(.board) { lines = boardSentences(model) }
        case .filter(let text): lines = filter(text)
        case .help: lines = LineCommand.words.map { "HELP \($0.line): \($0.meaning)" }
        case .quit: return [.quit]
        case .unclear(let example): model.say("Not understood; type: \(example)", .warning)
        case .switchWhy(let target): model.say(Self.reasons(target), .warning)
        case .switchTo(let target, let reason): return review(target, reason)
        case .yes: return confirm()
        case .no: refuse()
        case .remember: if allowed(.remember) { model.changeReview { $0.remember = $0.remember.map { !$0 } } }
        case .undo: return allowed(.undo) ? model.beginUndo() : []
        case .why: return why(&lines)
        case .search(let query): return search(query)
        case .note(let text): return note(text, &lines)
        case .deleteNote: return saveNote(nil)
        case .callback: return allowed(.callback) ? model.toggleCallback() : []
        case .reveal(let field, let reason): return reveal(field, reason)
        case .record: return record()
        case .overrides: return allowed(.overrides) ? model.beginOverrides() : []
        case .forget(let number): forget(number)
        case .privacy: togglePrivacy()
        }
        return []
    }

    private var shown: Model { model.isPrivate ? model.veiled : model }

    /// A call that is opened is told as a change; one that is open already is told again.
    private mutating func open(_ number: Int) -> [String] {
        guard let id = numbers.first(where: { $0.value == number })?.key, model.call(id) != nil else {
            model.say("There is no call \(number)", .warning)
            return []
        }
        let wasOpen = model.openID == id
        model.mode = .calls
        model.open(id)
        return wasOpen ? Sentences(new: shown, numbers: numbers).openCall : []
    }

    private static func reasons(_ target: String) -> String {
        "Say why, too: switch \(target) caller asked (or: verified by question, wrong match, or your own words)"
    }

    private mutating func filter(_ text: String) -> [String] {
        model.filter = CallFilter(text)
        guard !model.filter.isEmpty else { return ["FILTER off: all \(model.calls.count) calls"] }
        return ["FILTER \(model.isPrivate ? Veil.text : model.filter.text): \(model.filterCount)"]
            + Sentences(new: shown, numbers: numbers).overview
    }

    /// Opens the bar with its reason; `yes` commits it.
    private mutating func review(_ target: String, _ reason: String) -> [Effect] {
        guard allowed(.search), let call = model.openCall else { return [] }
        var offers: [CandidateView] = []
        if case .search(let search) = model.mode { offers = search.offers.map(\.account) }
        model.mode = .calls
        let effects: [Effect]
        if let digit = Int(target), target.count < 3 || call.candidates.contains(where: { $0.digit == digit }) {
            effects = model.pick(digit: digit)
        } else {
            let target = externalID(of: target, prefix: call.accountSystem) ?? target
            let known = (call.candidates + offers).first { $0.externalId == target }
            effects = model.pick(known ?? Offer(typed: target).account)
        }
        let reason = Review.Reason(words: reason)
        model.changeReview { $0.reason = reason }
        return effects
    }

    private mutating func confirm() -> [Effect] {
        switch model.mode {
        case .review(let review): return commit(review)
        case .overrides(let memories) where memories.asking != nil: return allowed(.revokeNow) ? model.revoke() : []
        default:
            model.say("There is nothing to confirm", .warning)
            return []
        }
    }

    /// What was asked is not done, and that is said.
    private mutating func refuse() {
        switch model.mode {
        case .review(let review):
            model.mode = .calls
            model.say("Not switched: still \(model.stillOn(review.callID))", about: review.callID)
        case .overrides(let memories) where memories.asking != nil:
            model.keepMemory()
            model.say("Not forgotten: the choice still counts")
        default: model.say("There is nothing to say no to", .warning)
        }
    }

    /// A `yes` that was on its way while the call changed is not an answer to what is asked now.
    private mutating func commit(_ review: Review) -> [Effect] {
        if review.notice != nil, model.isShielded {
            model.say("The call has just changed: read SWITCH? and say yes again", .warning, about: review.callID)
            return []
        }
        return allowed(.commit) ? model.commit() : []
    }

    private mutating func why(_ lines: inout [String]) -> [Effect] {
        guard allowed(.why), let call = model.openCall else { return [] }
        lines = Sentences(new: shown, numbers: numbers).why
        return model.isLive && model.histories[call.callId] == nil ? [.history(callID: call.callId)] : []
    }

    private mutating func search(_ query: String) -> [Effect] {
        guard allowed(.search), let id = model.openID else { return [] }
        model.mode = .search(Search(callID: id, query: query))
        return allowed(.find) ? model.find() : []
    }

    private mutating func note(_ text: String?, _ lines: inout [String]) -> [Effect] {
        if let text { return saveNote(text) }
        lines = shown.openCall.map { ["DATA \(numbers[$0.callId] ?? 0) \($0.conversation ?? "no note")"] } ?? []
        if lines.isEmpty { model.say("No call is open", .warning) }
        return []
    }

    /// Writes behind the note that is there, so that no line takes away what another said; nil deletes all of it.
    private mutating func saveNote(_ text: String?) -> [Effect] {
        guard allowed(.note), let call = model.openCall else { return [] }
        let whole = text.map { text in call.note.map { "\($0); \(text)" } ?? text } ?? ""
        guard whole.count <= NoteDraft.limit else {
            let room = NoteDraft.limit - (call.note.map { $0.count + 2 } ?? 0)
            model.say("Not saved: the note has room for \(max(0, room)) more characters", .error, about: call.callId)
            return []
        }
        if text != nil, call.note != nil { model.say("Added to the note that was there", about: call.callId) }
        return model.saveNote(whole, on: call.callId)
    }

    private mutating func reveal(_ field: RevealRequest.Field, _ reason: String) -> [Effect] {
        guard mayReveal else {
            model.say("Nothing is shown in clear where the output is not a terminal", .warning, by: .reveal)
            return []
        }
        guard allowed(.reveal) else { return [] }
        guard model.maskedFields.contains(field) else {
            model.say("This call has no \(field.word)", .warning, by: .reveal, about: model.openID)
            return []
        }
        return model.reveal(field, reason: reason)
    }

    private mutating func record() -> [Effect] {
        guard allowed(.record) else { return [] }
        defer { model.mode = .calls }
        return model.beginRecord()
    }

    private mutating func forget(_ number: Int) {
        guard case .overrides(let memories) = model.mode, memories.items.indices.contains(number - 1) else {
            return model.say("There is no remembered choice \(number); type: overrides", .warning)
        }
        model.changeMemories { $0.selected = memories.items[number - 1].id }
        if allowed(.revoke) { model.askRevoke() }
    }

    private mutating func togglePrivacy() {
        model.hideRevealed()
        model.isPrivate.toggle()
        model.say(model.isPrivate ? "Names and numbers are masked" : "Names and numbers are shown again")
    }

    private mutating func allowed(_ command: Command) -> Bool {
        guard case .no(let reason) = model.availability(of: command) else { return true }
        model.say(reason, .warning, by: command, about: model.openID)
        return false
    }
}
