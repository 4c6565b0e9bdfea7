import Synchronization

/// Wakes one waiter; a ring while nobody waits is kept for the next.
package final class Bell: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())

    /// A silent bell.
    package init() {}

    /// Wakes the waiter, or the next one.
    package func ring() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.isRung = state.waiter == nil
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// Returns when the bell was rung since the last wait, or on cancellation.
    package func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state -> Bool in
                    guard !state.isRung, !Task.isCancelled else {
                        state.isRung = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume()
        }
    }

    /// Returns when rung, or after a while, whichever is first.
    package func wait(atMost limit: Duration, _ ambience: Ambience) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask {
                // Cancelled means rung: nothing to tell.
                try? await ambience.sleep(limit)
            }
            await group.next()
            group.cancelAll()
        }
    }
}

/// One bell for each lane.
package struct LaneBells: Sendable {
    private let crm = Bell()
    private let erp = Bell()
    private let platform = Bell()
    private let interaction = Bell()
    private let summary = Bell()

    /// Silent bells.
    package init() {}

    /// The bell of a lane.
    package subscript(lane: Job.Lane) -> Bell {
        switch lane {
        case .crm: crm
        case .erp: erp
        case .platform: platform
        case .interaction: interaction
        case .summary: summary
        }
    }
}
