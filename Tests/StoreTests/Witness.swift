import Broker
import Synchronization

/// Remembers what it was told of commits.
final class Witness: Sendable {
    private let batches = Mutex<[[Committed]]>([])

    @Sendable func observe(_ changes: [Committed]) { batches.withLock { $0.append(changes) } }

    var batchSizes: [Int] { batches.withLock { $0.map(\.count) } }
    var changes: [Committed] { batches.withLock { $0.flatMap { $0 } } }
}
