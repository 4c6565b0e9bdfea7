import NIOCore

/// Runs tasks on the client's one event loop.
///
/// The usual pool is Dispatch's, which wakes the process once a second for as long as it lives: a desk that shows
/// nothing that ages must sleep.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
