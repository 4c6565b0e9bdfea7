/// Who goes first where a source lets through only so many: somebody who waits, then calls that are live, then the rest.
///
/// It goes with the task, so that no port has to pass it on. What says nothing is waited for.
package enum Urgency: Int, Comparable, Sendable {
    case waitedFor
    case live
    case rest

    /// That of the task.
    @TaskLocal package static var current = Urgency.waitedFor

    /// A job's: switches, live calls, the rest.
    package init(priority: Int) { self = priority <= 0 ? .waitedFor : priority == 1 ? .live : .rest }

    /// The more urgent is less.
    package static func < (left: Urgency, right: Urgency) -> Bool { left.rawValue < right.rawValue }
}
