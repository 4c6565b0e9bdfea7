import Identity
import BrokerAPI
import FoundationEssentials
import Screen

@testable import Desk

/// A desk that is played on: messages in, effects and frames out, and a clock that only the test moves.
struct Stage: CustomStringConvertible {
    var model: Model
    var now: Date
    var effects: [Effect] = []

    init(_ size: String = "80x24", at now: Date = People.start) {
        self.now = now
        model = Model(
            size: Size(size) ?? Size(columns: 80, rows: 24),
            secondsFromGMT: 0,
            socket: "/run/user/1000/ringside/desk.sock",
            now: now
        )
    }

    /// A desk that is live, knows these calls and has the last of them open.
    init(_ size: String = "80x24", calls: [CallView], after seconds: Double = 0.1) {
        self.init(size, at: People.after(seconds))
        snapshot(calls)
        if let last = calls.last { model.open(last.callId) }
        now = People.after(seconds)
    }

    mutating func send(_ message: Message) {
        effects += update(&model, message, now: now)
    }

    mutating func snapshot(_ calls: [CallView]) {
        let broker = BrokerView(version: "1.0.0", startedAt: People.start)
        send(.feed(.snapshot(Snapshot(calls: calls, me: People.agent, sources: [], broker: broker)), id: 1))
    }

    mutating func change(_ kind: String, _ call: CallView) {
        send(.feed(.call(CallChange(kind: kind, call: call)), id: (model.lastEventID ?? 0) + 1))
    }

    /// Presses keys by name, each a second after the other, so that no shield is in the way.
    mutating func press(_ keys: String...) {
        for name in keys {
            guard let key = Key(name: name) else { continue }
            wait(1)
            send(.key(key))
        }
    }

    mutating func type(_ text: String) {
        for character in text { send(.key(.character(character))) }
    }

    mutating func wait(_ seconds: Double) {
        now = now.addingTimeInterval(seconds)
        send(.tick)
    }

    /// The effects since the last time this was asked.
    mutating func taken() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    var description: String { text }
    var text: String { view(model).plainText() }
    func row(_ number: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[number]
    }
    func shows(_ words: String) -> Bool { text.contains(words) }
}
