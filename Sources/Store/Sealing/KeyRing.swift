import Crypto
import FoundationEssentials

/// Master keys by their IDs, and the daily keys made from them, as far as they are needed again and again.
struct KeyRing {
    private struct Day: Hashable {
        let id: Data
        let number: UInt32
    }

    private static let daysCached = 64

    /// The current one first.
    private(set) var keys: [MasterKey]
    private var days: [Day: SymmetricKey] = [:]

    init(_ keys: StoreKeys) { self.keys = keys.all.map(MasterKey.init) }

    /// The one that seals.
    var current: MasterKey { keys[0] }

    /// Nil where there is no such master key.
    mutating func daily(_ number: UInt32, of id: Data) -> SymmetricKey? {
        let day = Day(id: id, number: number)
        if let key = days[day] { return key }
        guard let master = keys.first(where: { $0.id == id }) else { return nil }
        if days.count >= Self.daysCached { days.removeAll() }
        let key = master.derive("rows of day \(number)")
        days[day] = key
        return key
    }

    /// From now on it seals; the others stay.
    mutating func promote(_ key: MasterKey) { keys.insert(key, at: 0) }

    /// The current one is never dropped.
    mutating func drop(_ ids: Set<Data>) {
        keys = keys.prefix(1) + keys.dropFirst().filter { !ids.contains($0.id) }
        days.removeAll()
    }
}
