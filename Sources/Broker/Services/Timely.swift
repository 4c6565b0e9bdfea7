/// Waits for an answer at most so long; nil where it did not come.
///
/// The work is cancelled then, and must heed it.
func within<Answer: Sendable>(
    _ limit: Duration,
    _ ambience: Ambience,
    _ work: @escaping @Sendable () async -> Answer
) async -> Answer? {
    await withTaskGroup(of: Answer?.self) { group in
        group.addTask { await work() }
        group.addTask {
            // Cancelled means that the answer came first.
            try? await ambience.sleep(limit)
            return nil
        }
        let first = await group.next() ?? nil
        group.cancelAll()
        return first
    }
}
