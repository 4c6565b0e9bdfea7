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
    package private(set) var model: Model
    /// Calls by the numbers that `open` takes, given once.
    private var numbers: [String: Int] = [:]

    /// A desk without a window: no size stands in the way of a switch.
    package init(model: Model) {
        self.model = model
        self.model.size = Size(columns: 80, rows: 24)
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
        let old = model
        model.now = now
        model.expire()
        let scene = ToastScene(model)
        var extra: [String] = []
        let effects = run(LineCommand(line), &extra)
        model.leaveToast(of: scene)
        var step = step(since: old, effects)
        step.lines = extra.map { sanitised($0) } + step.lines
        return step
    }

    private mutating func step(since old: Model, _ effects: [Effect]) -> Step {
        number()
        let sentences = Sentences(old: old, new: model, numbers: numbers)
        return Step(lines: sentences.lines.map { sanitised($0) }, effects: effects)
    }

    private mutating func number() {
        for call in model.calls where numbers[call.callId] == nil {
            numbers[call.callId] = (numbers.values.max() ?? 0) + 1
        }
    }

    private mutating func run(_ command: LineCommand, _ lines: inout [String]) -> [Effect] {
        switch command {
        case .nothing: return []
        case .calls: lines = Sentences(old: model, new: model, numbers: numbers).overview
        case .open(let number): open(number)
        case .switchTo(let target, let reason): return review(target, reason)
        case .yes: return commit()
        case .no: model.mode = .calls
        case .undo: return allowed(.undo) ? model.beginUndo() : []
        case .why: return why(&lines)
        case .search(let query): return search(query)
        case .help: lines = LineCommand.words.map { "HELP \($0.line): \($0.meaning)" }
        case .quit: return [.quit]
        case .unclear(let example): model.say("Not understood; type: \(example)", .warning)
        }
        return []
    }

    private mutating func open(_ number: Int) {
        guard let id = numbers.first(where: { $0.value == number })?.key, model.call(id) != nil else {
            return model.say("There is no call \(number)", .warning)
        }
        model.mode = .calls
        model.open(id)
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

    /// A `yes` that was on its way while the call changed is not an answer to what is asked now.
    private mutating func commit() -> [Effect] {
        guard case .review(let review) = model.mode else {
            model.say("There is nothing to confirm", .warning)
            return []
        }
        if review.notice != nil, model.isShielded {
            model.say("The call has just changed: read SWITCH? and say yes again", .warning, about: review.callID)
            return []
        }
        return allowed(.commit) ? model.commit() : []
    }

    private mutating func why(_ lines: inout [String]) -> [Effect] {
        guard let call = model.openCall else {
            model.say("No call is open", .warning)
            return []
        }
        lines = whyLines(model, call).filter { $0.label != "Before" }.map { "WHY \($0.label.lowercased()): \($0.text)" }
        return model.isLive && model.histories[call.callId] == nil ? [.history(callID: call.callId)] : []
    }

    private mutating func search(_ query: String) -> [Effect] {
        guard allowed(.search), let id = model.openID else { return [] }
        model.mode = .search(Search(callID: id, query: query))
        return allowed(.find) ? model.find() : []
    }

    private mutating func allowed(_ command: Command) -> Bool {
        guard case .no(let reason) = model.availability(of: command) else { return true }
        model.say(reason, .warning, by: command, about: model.openID)
        return false
    }
}
