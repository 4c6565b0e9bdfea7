import Identity

extension CallSummary {
    /// What a CRM's free text says of the call: who handled it, for how long, and the agent's note.
    var lines: [String] {
        let seconds = Int((handle.handle / .seconds(1)).rounded())
        let handled = "Handle time \(seconds) s" + (handle.handled > 1 ? " over \(handle.handled) agents' legs" : "")
        return [agent.map { "Agent: \($0)" }, handled, note?.text].compactMap(\.self)
    }
}
