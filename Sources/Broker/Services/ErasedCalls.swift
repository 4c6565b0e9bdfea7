import Identity
import Synchronization

/// Calls that were erased since the start, so that an event that comes late does not bring one back: it would be a call
/// that goes on, of nobody, for hours.
///
/// Known by their hashes, which this process alone can make, and only for a while: a newer erasure takes an older one's place.
package final class ErasedCalls: Sendable {
    /// Most calls known.
    static let capacity = 10_000
    private let hashes = Mutex<Set<Int>>([])

    /// None.
    package init() {}

    func remember(_ calls: Set<CallID>) {
        hashes.withLock { hashes in
            if hashes.count + calls.count > Self.capacity { hashes.removeAll() }
            hashes.formUnion(calls.prefix(Self.capacity).map(\.hashValue))
        }
    }

    func contains(_ call: CallID) -> Bool { hashes.withLock { $0.contains(call.hashValue) } }
}
