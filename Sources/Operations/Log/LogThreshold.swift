package import Logging
import Synchronization

/// What is less grave is not logged; may be changed while the process runs.
package final class LogThreshold: Sendable {
    private let place: Atomic<Int>

    /// A threshold to start with.
    package init(_ level: Logger.Level) { place = Atomic(Self.place(of: level)) }

    /// The least grave level that is logged.
    package var level: Logger.Level {
        get { Logger.Level.allCases[place.load(ordering: .relaxed)] }
        set { place.store(Self.place(of: newValue), ordering: .relaxed) }
    }

    private static func place(of level: Logger.Level) -> Int { Logger.Level.allCases.firstIndex(of: level) ?? 0 }
}
