import Glibc

/// Runs blocking work on a thread of its own: ncurses belongs to one thread, and `poll` must not hold up anybody's tasks.
func onOwnThread<Answer: Sendable>(_ work: @escaping @Sendable () -> Answer) async -> Answer {
    await withCheckedContinuation { continuation in
        let job = Unmanaged.passRetained(Job { continuation.resume(returning: work()) })
        var thread = pthread_t()
        let refused = pthread_create(&thread, nil, entry, job.toOpaque())
        // No thread to be had: better to hold up a task than not to run.
        if refused != 0 { job.takeRetainedValue().run() } else { pthread_detach(thread) }
    }
}

private final class Job: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func entry(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run() }
    return nil
}
