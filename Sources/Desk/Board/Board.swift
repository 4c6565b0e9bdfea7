package import BrokerAPI
package import FoundationEssentials

/// What a supervisor's board is made of: the broker's figures, and how the sources' latencies went.
package struct Board: Sendable, Equatable {
    /// The broker's last figures; nil until some have come.
    package internal(set) var stats: StatsView?
    /// When they came, by this desk's clock.
    package internal(set) var heardAt: Date?
    /// How each source's median went, by its name.
    package internal(set) var trails: [String: Trail] = [:]

    /// A broker has a handful of sources; whatever else it names is not followed.
    static let mostSources = 32

    mutating func take(_ stats: StatsView, now: Date) {
        (self.stats, heardAt) = (stats, now)
        for source in stats.sources { follow(source, now: now) }
    }

    mutating func follow(_ source: SourceView, now: Date) {
        guard trails[source.name] != nil || trails.count < Self.mostSources else { return }
        trails[source.name, default: Trail()].note(source.p50Ms, at: now)
    }

    /// The longest wait as it is by now: it grows by itself until the broker says otherwise.
    func longestWait(_ now: Date) -> TimeInterval? {
        guard let stats, stats.waiting > 0, let heardAt, let wait = stats.longestWaitMs else { return nil }
        return Double(wait) / 1000 + max(0, now.timeIntervalSince(heardAt))
    }
}

extension Model {
    mutating func take(_ stats: StatsView) {
        board.take(stats, now: now)
        for source in stats.sources { replaceSource(source) }
    }

    mutating func take(_ source: SourceView) {
        replaceSource(source)
        board.follow(source, now: now)
    }

    private mutating func replaceSource(_ source: SourceView) {
        if let index = sources.firstIndex(where: { $0.name == source.name }) {
            sources[index] = source
        } else if sources.count < Board.mostSources {
            sources.append(source)
        }
    }

    /// What stands in the way of the board.
    var whyNoBoard: String? {
        guard let me else { return "Not connected to the broker yet" }
        return me.role == .supervisor ? nil : "The board is for supervisors"
    }

    /// The seconds after which the board looks different by itself: a wait grows, or the trails go on by a step.
    var boardStep: TimeInterval? {
        guard case .board = mode, board.stats != nil else { return nil }
        return board.longestWait(now) == nil ? Trail.step : 1
    }
}
