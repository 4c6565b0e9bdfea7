import FoundationEssentials

/// How a source's latency went, in steps of ten seconds; what was not told again has not changed.
package struct Trail: Sendable, Hashable {
    /// One step of the trail.
    private struct Mark: Sendable, Hashable {
        var step: Int
        var milliseconds: Int?
    }

    /// Seconds of a step.
    static let step: TimeInterval = 10
    /// Steps that are kept: twenty minutes.
    static let longest = 120

    private var marks: [Mark] = []

    /// A trail without a step.
    package init() {}

    /// Notes a latency in milliseconds; nil where nothing was measured.
    mutating func note(_ milliseconds: Int?, at now: Date) {
        let mark = Mark(step: Self.step(of: now), milliseconds: milliseconds.map { max(0, $0) })
        // A clock that was set back begins a new trail.
        marks.removeAll { $0.step > mark.step }
        if marks.last?.step == mark.step { marks.removeLast() }
        marks.append(mark)
        marks.removeFirst(max(0, marks.count - Self.longest))
    }

    /// The latency of each of the last steps, oldest first; begins where the trail does.
    func values(last count: Int, now: Date) -> [Int?] {
        guard let first = marks.first, count > 0 else { return [] }
        let end = max(Self.step(of: now), first.step)
        var (values, known, next) = ([Int?](), Int?.none, marks[...])
        let start = max(first.step, end - min(count, Self.longest) + 1)
        while let mark = next.first, mark.step < start { (known, next) = (mark.milliseconds, next.dropFirst()) }
        for step in start...end {
            if let mark = next.first, mark.step == step { (known, next) = (mark.milliseconds, next.dropFirst()) }
            values.append(known)
        }
        return values
    }

    private static func step(of date: Date) -> Int {
        let steps = (date.timeIntervalSinceReferenceDate / step).rounded(.down)
        return steps.magnitude < 1e12 ? Int(steps) : 0
    }
}
