package import Feed
import Identity
package import Logging

/// Carries what is on disk to those who tell and to those who work: called by the journal's writer, in its order.
package struct Newsroom: Sendable {
    private let news: FeedLog<Announcement>
    private let bells: LaneBells
    private let tally: Tally
    private let logger: Logger
    private let uptime: @Sendable () -> Duration

    /// The log to tell in, the bells to ring and the tally to keep.
    package init(
        news: FeedLog<Announcement>,
        bells: LaneBells,
        tally: Tally,
        logger: Logger,
        uptime: @escaping @Sendable () -> Duration
    ) {
        self.news = news
        self.bells = bells
        self.tally = tally
        self.logger = logger
        self.uptime = uptime
    }

    /// Tells of committed changes and wakes the lanes that got work.
    package func tell(_ committed: [Committed]) {
        let now = uptime()
        for change in committed {
            tally.count(change)
            if let kind = change.kind { _ = news.append(.call(kind, change.call), at: now) }
        }
        for lane in Job.Lane.allCases where committed.contains(where: { $0.jobs.contains { $0.lane == lane } }) {
            bells[lane].ring()
        }
    }

    /// Tells of a source's new state, and wakes its lane.
    package func tell(_ health: SourceHealth) {
        log(health)
        _ = news.append(.source(health), at: uptime())
        switch health.role {
        case .crm:
            bells[.crm].ring()
            bells[.summary].ring()
        case .erp: bells[.erp].ring()
        case .platform:
            bells[.platform].ring()
            bells[.interaction].ring()
        }
    }

    /// Tells everybody a sentence; nothing personal.
    package func tell(_ level: NoticeLevel, _ text: String) {
        _ = news.append(.notice(level: level, text: text), at: uptime())
    }

    private func log(_ health: SourceHealth) {
        let source: Logger.Metadata = ["source": "\(health.name)", "role": "\(health.role.rawValue)"]
        switch health.state {
        case .up: logger.notice("A source answers again", metadata: source)
        case .slow: logger.notice("A source is slow", metadata: source)
        case .down: logger.warning("A source is down", metadata: source)
        }
    }
}
