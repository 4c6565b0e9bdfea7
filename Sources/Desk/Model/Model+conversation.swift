import BrokerAPI
import FoundationEssentials

/// A note that is being written.
package struct NoteDraft: Sendable, Hashable {
    /// Which call it is on.
    package var callID: String
    /// As far as it is written.
    package var text: String

    /// The longest note, in characters.
    static let limit = 2_000
}

extension CallView {
    /// The customer asked to be called back.
    var isCallbackRequested: Bool { interaction[InteractionKey.callback] == "true" }
    var note: String? { interaction[InteractionKey.note].flatMap { $0.isEmpty ? nil : $0 } }

    /// What belongs to this conversation, in a line; nil where nothing does.
    var conversation: String? {
        let known = [InteractionKey.callback, InteractionKey.note]
        let others = interaction.filter { !known.contains($0.key) && !$0.value.isEmpty }.sorted { $0.key < $1.key }
        let parts =
            (isCallbackRequested ? ["callback requested"] : []) + (note.map { ["note: \($0)"] } ?? [])
            + others.map { "\(Self.words($0.key)): \($0.value)" }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    /// `queueWaitSeconds` is `queue wait seconds`.
    private static func words(_ key: String) -> String {
        key.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
    }
}

/// Keys of conversation data that the desk writes.
private enum InteractionKey {
    static let callback = "callbackRequested"
    static let note = "note"
}

extension Model {
    mutating func beginNote() {
        guard let call = openCall else { return }
        mode = .note(NoteDraft(callID: call.callId, text: drafts[call.callId] ?? call.note ?? ""))
    }

    /// Leaves the text field; what was typed waits for the next `n`.
    mutating func putNoteAside() {
        guard case .note(let draft) = mode else { return }
        mode = .calls
        let isUnchanged = draft.text.trimmingSpaces == (call(draft.callID)?.note ?? "")
        drafts[draft.callID] = isUnchanged ? nil : draft.text
        if !isUnchanged { say("The note is not saved; \(keys.label(of: .note)) goes on with it", about: draft.callID) }
    }

    mutating func saveNote() -> [Effect] {
        guard case .note(let draft) = mode else { return [] }
        mode = .calls
        return saveNote(draft.text, on: draft.callID)
    }

    /// Sends a note; an empty one is deleted.
    mutating func saveNote(_ text: String, on callID: String) -> [Effect] {
        let text = text.trimmingSpaces
        drafts[callID] = text
        return change([InteractionKey.note: text.isEmpty ? nil : text], of: callID)
    }

    mutating func toggleCallback() -> [Effect] {
        guard let call = openCall else { return [] }
        return change([InteractionKey.callback: call.isCallbackRequested ? nil : "true"], of: call.callId)
    }

    private mutating func change(_ values: [String: String?], of callID: String) -> [Effect] {
        let change = InteractionChange(values)
        saving[callID] = change
        return [.changeInteraction(callID: callID, change)]
    }

    mutating func interactionAnswered(_ callID: String, _ change: InteractionChange, _ answer: Answer<CallView>) {
        guard saving[callID] == change else { return }
        saving[callID] = nil
        switch answer {
        case .success(let call):
            if change.values.keys.contains(InteractionKey.note) { drafts[callID] = nil }
            takeConversation(call)
            say(words(of: change), .ok, about: callID)
        case .failure(let failure):
            let again =
                change.values.keys.contains(InteractionKey.note)
                ? "; \(keyWord(.note)) \(isInLines ? "writes it again" : "opens the text again")" : ""
            say("Not saved: \(failure.reason)\(again)", .error, about: callID)
        }
    }

    /// The call itself comes over the feed; what was just written is shown at once.
    private mutating func takeConversation(_ answer: CallView) {
        guard let index = calls.firstIndex(where: { $0.callId == answer.callId }) else { return }
        calls[index].interaction = answer.interaction
    }

    private func words(of change: InteractionChange) -> String {
        if let note = change.values[InteractionKey.note] { return note == nil ? "The note is deleted" : "Note saved" }
        let isWanted = change.values[InteractionKey.callback].flatMap(\.self) != nil
        return isWanted
            ? "Callback requested; \(keyWord(.callback)) takes it back" : "No callback is requested any more"
    }
}
