import FoundationEssentials
import Identity

/// The orphans of the journal and those of the platform, each once.
enum OrphanList {
    /// A call to look at.
    struct Item: Sendable {
        let call: CallID
        let number: CallerNumber?
        /// As the platform remembers it; nil where only the journal knows it.
        let interaction: PastInteraction?
    }

    /// A platform that fails leaves the orphans of the journal.
    static func collect(
        _ known: [Orphan],
        since: Date,
        with parts: BrokerParts,
        failure: inout SourceFailure?
    ) async -> [Item] {
        var items = known.map { Item(call: $0.call, number: $0.number, interaction: nil) }
        guard let platform = parts.interactions else { return items }
        var seen = Set(known.map(\.call))
        var (place, isFirst) = (String?.none, true)
        while isFirst || place != nil, items.count < Reconcile.most, !Task.isCancelled {
            isFirst = false
            do throws(SourceFailure) {
                let page = try await parts.patiently { () throws(SourceFailure) in
                    try await platform.interactions(since: since, after: place)
                }
                items += page.interactions.filter { $0.customer?.isProxy ?? true && seen.insert($0.call).inserted }
                    .map { item($0, with: parts) }
                place = page.next
            } catch {
                failure = error
                return items
            }
        }
        return items
    }

    private static func item(_ interaction: PastInteraction, with parts: BrokerParts) -> Item {
        let number = interaction.number.flatMap { parts.phones.read($0.text, region: parts.policy.region) }
        return Item(call: interaction.call, number: number, interaction: interaction)
    }

    /// In the order of the first of each number; those without one are alone.
    static func byNumber(_ items: [Item]) -> [[Item]] {
        var (groups, places) = ([[Item]](), [CallerNumber: Int]())
        for item in items {
            if let number = item.number, let place = places[number] {
                groups[place].append(item)
            } else {
                if let number = item.number { places[number] = groups.count }
                groups.append([item])
            }
        }
        return groups
    }
}

extension BrokerParts {
    /// The longest a source may keep us waiting, in tries: with a minute each, that is an hour.
    private static let patience = 60

    /// Asks a source as late as its rate limit wants.
    func patiently<Value: Sendable>(
        _ ask: () async throws(SourceFailure) -> Value
    ) async throws(SourceFailure) -> Value {
        for _ in 1..<Self.patience {
            do throws(SourceFailure) { return try await ask() } catch {
                guard case .rateLimited(let pause) = error, !Task.isCancelled else { throw error }
                // Cancelled means that the next try fails.
                try? await ambience.sleep(max(pause ?? .seconds(1), .milliseconds(100)))
            }
        }
        return try await ask()
    }
}
