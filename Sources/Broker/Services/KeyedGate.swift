import Synchronization

/// One at a time for each key, in the order of arrival.
package final class KeyedGate: Sendable {
    private let queues = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    /// An open gate.
    package init() {}

    /// Runs `body` when everybody who came before with one of the keys is done.
    func pass<Answer, Failure: Error>(
        _ keys: Set<String>,
        _ body: () async throws(Failure) -> Answer
    ) async throws(Failure) -> Answer {
        // Always in one order: nobody holds a key and waits for somebody who waits for that key.
        for key in keys.sorted() { await enter(key) }
        defer { keys.forEach(leave) }
        return try await body()
    }

    private func enter(_ key: String) async {
        await withCheckedContinuation { continuation in
            let isFree = queues.withLock { queues -> Bool in
                guard queues[key] != nil else {
                    queues[key] = []
                    return true
                }
                queues[key]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func leave(_ key: String) {
        let next = queues.withLock { queues -> CheckedContinuation<Void, Never>? in
            guard var queue = queues[key], !queue.isEmpty else {
                queues[key] = nil
                return nil
            }
            let first = queue.removeFirst()
            queues[key] = queue
            return first
        }
        next?.resume()
    }
}
