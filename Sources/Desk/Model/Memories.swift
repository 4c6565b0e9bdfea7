package import BrokerAPI
import FoundationEssentials

/// The remembered choices, as the desk lists them.
package struct Memories: Sendable, Hashable {
    /// How far the list has come.
    package enum Progress: Sendable, Hashable {
        case asked
        case failed(String)
        case answered([OverridesAnswer.Item])
    }

    /// How far the list has come.
    package var progress = Progress.asked
    /// The one that is marked, by its ID.
    package var selected: String?
    /// The one that is asked about before it is forgotten.
    package var asking: String?
    /// Those that the broker was told to forget.
    package var leaving: Set<String> = []

    /// What the list shows.
    package var items: [OverridesAnswer.Item] { if case .answered(let items) = progress { items } else { [] } }
}

extension Model {
    mutating func beginOverrides() -> [Effect] {
        mode = .overrides(Memories())
        return [.overrides]
    }

    mutating func overridesAnswered(_ answer: Answer<[OverridesAnswer.Item]>) {
        changeMemories { memories in
            guard memories.progress == .asked else { return }
            switch answer {
            case .success(let items): memories.progress = .answered(items)
            case .failure(let failure): memories.progress = .failed(failure.reason)
            }
            memories.selected = memories.items.first?.id
        }
    }

    mutating func askRevoke() { changeMemories { $0.asking = $0.selected } }
    mutating func keepMemory() { changeMemories { $0.asking = nil } }

    /// Forgets the one that was asked about, and no other.
    mutating func revoke() -> [Effect] {
        guard case .overrides(let memories) = mode, let id = memories.asking else { return [] }
        changeMemories {
            $0.asking = nil
            $0.leaving.insert(id)
        }
        return [.revoke(id: id)]
    }

    mutating func revokeAnswered(_ id: String, _ failure: RequestFailure?) {
        changeMemories { memories in
            memories.leaving.remove(id)
            guard failure == nil, case .answered(var items) = memories.progress else { return }
            let index = items.firstIndex { $0.id == id }
            items.removeAll { $0.id == id }
            memories.progress = .answered(items)
            if memories.asking == id { memories.asking = nil }
            if memories.selected == id, let index {
                memories.selected = items.isEmpty ? nil : items[min(index, items.count - 1)].id
            }
        }
        guard let failure else { return say("Forgotten: the number is matched again next time", .ok) }
        say("Not forgotten: \(failure.reason)", .error)
    }

    mutating func changeMemories(_ change: (inout Memories) -> Void) {
        guard case .overrides(var memories) = mode else { return }
        change(&memories)
        mode = .overrides(memories)
    }
}
