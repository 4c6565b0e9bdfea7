/// How long the recent answers of a source took: the last 128 of the last five minutes.
struct AnswerTimes: Sendable {
    private static let capacity = 128
    private static let memory = Duration.seconds(300)
    /// So many tell how quick the source is now.
    private static let latest = 16

    private var recent: [(at: Duration, took: Duration)] = []
    private var sorted: [Duration] = []

    /// Adds one; what is too old goes.
    mutating func record(_ took: Duration, at now: Duration) {
        let kept = recent.suffix(Self.capacity - 1).drop { now - $0.at > Self.memory }
        for old in recent.dropLast(kept.count) { forget(old.took) }
        recent = kept + [(now, took)]
        sorted.insert(took, at: place(of: took))
    }

    /// The median of the last 16: whoever waits for the source must notice soon that it has become slow.
    var recentMedian: Duration? {
        let latest = recent.suffix(Self.latest).map(\.took).sorted()
        return latest.isEmpty ? nil : latest[(latest.count + 1) / 2 - 1]
    }

    /// The value that `share` of the answers do not exceed; nil where there are none.
    func percentile(_ share: Double) -> Duration? {
        guard !sorted.isEmpty else { return nil }
        let rank = (share * Double(sorted.count)).rounded(.up)
        return sorted[min(sorted.count - 1, max(0, Int(rank) - 1))]
    }

    private mutating func forget(_ took: Duration) {
        let index = place(of: took)
        if index < sorted.count, sorted[index] == took { sorted.remove(at: index) }
    }

    /// Where the first that is not less than `took` is, or would be.
    private func place(of took: Duration) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < took { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
