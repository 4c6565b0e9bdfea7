/// One reader's position in a log; it pulls, and holds no entry itself.
package struct FeedReader<Entry: Sendable>: Sendable {
    private let log: FeedLog<Entry>
    /// The number up to which this reader has everything.
    package private(set) var position: UInt64

    init(log: FeedLog<Entry>, position: UInt64) {
        self.log = log
        self.position = position
    }

    /// At most `limit` entries, oldest first, as soon as there is one; an empty batch is the log's pulse.
    ///
    /// Throws `.fellOut` where entries after the position are gone, `.closed` at the end, `.cancelled` with its task.
    package mutating func next(limit: Int = 256) async throws(FeedFailure) -> [Numbered<Entry>] {
        while true {
            guard !Task.isCancelled else { throw .cancelled }
            let entries = try poll(limit: limit)
            guard entries.isEmpty else { return entries }
            switch await log.wait(after: position) {
            case .changed: continue
            case .pulse: return []
            case .cancelled: throw .cancelled
            }
        }
    }

    /// What is there now, at most `limit` entries, without waiting; throws `.fellOut` and `.closed` as `next` does.
    package mutating func poll(limit: Int = 256) throws(FeedFailure) -> [Numbered<Entry>] {
        switch log.find(after: position, limit: limit) {
        case .entries(let entries):
            position = entries.last?.number ?? position
            return entries
        case .nothingYet(let head):
            position = head
            return []
        case .failure(let failure): throw failure
        }
    }
}
