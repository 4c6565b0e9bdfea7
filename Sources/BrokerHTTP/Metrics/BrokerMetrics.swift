import Broker
import HTTPTypes
import Identity
package import Metrics

/// What both listeners and the feed measure; `text` gives all measures of the process as Prometheus reads them.
///
/// Labels are routes' templates, statuses and words of ours: nothing that a client chooses, nothing personal.
package struct BrokerMetrics: Sendable {
    /// Where a request came in.
    enum Listener: String {
        case platform
        case desk
    }

    let text: @Sendable () async -> String
    let lookups: LookupMetrics
    private let answers: MeasureFamily<AnswerLabels, Counter>
    private let events: MeasureFamily<EventLabels, Counter>
    private let changes: MeasureFamily<ChangeKind, Counter>
    private let outages: MeasureFamily<OutageLabels, Counter>
    private let phase2: Timer
    private let requests: MeasureFamily<Listener, Timer>

    /// Measures in a factory's registry.
    package init(factory: any MetricsFactory, text: @escaping @Sendable () async -> String) {
        self.text = text
        lookups = LookupMetrics(factory)
        answers = .counters("ringside_http_answers_total", factory) {
            [
                ("listener", $0.listener.rawValue), ("method", $0.method), ("route", $0.route),
                ("status", "\($0.status)"),
            ]
        }
        events = .counters("ringside_events_total", factory) { [("type", $0.type), ("outcome", $0.outcome)] }
        changes = .counters("ringside_changes_total", factory) { [("kind", $0.rawValue)] }
        outages = .counters("ringside_source_outages_total", factory) { [("source", $0.source), ("role", $0.role)] }
        phase2 = Timer(label: "ringside_phase2_seconds", factory: factory)
        requests = .timers("ringside_http_request_seconds", factory) { [("listener", $0.rawValue)] }
    }

    /// Measures that nobody reads: for tests, and for brokers without a platform listener.
    package static let none = BrokerMetrics(factory: NOOPMetricsHandler.instance) { "" }

    /// A request was answered; `route` is a template of ours.
    func answered(_ listener: Listener, _ method: HTTPRequest.Method, _ route: String, _ status: Int, took: Duration) {
        // Where there is no route, the method can be any word.
        let method = route == AccessLog.noRoute ? "any" : method.rawValue
        answers[AnswerLabels(listener: listener, method: method, route: route, status: status)].increment()
        requests[listener].record(duration: took)
    }

    /// What became of a batch of events.
    func took(_ items: [ApplyEvents.Item], _ outcome: ApplyEvents.Outcome) {
        for item in items {
            let type = item.event?.kind.rawValue ?? "unknown"
            events[EventLabels(type: type, outcome: item.event == nil ? "ignored" : "taken")].increment()
        }
        events[EventLabels(type: "any", outcome: "duplicate")].increment(by: outcome.duplicates)
    }

    /// Something is told to the desks.
    func told(_ news: Announcement) {
        switch news {
        case .call(let kind, let call):
            changes[kind].increment()
            if kind == .enriched, let took = call.phase2 { phase2.record(duration: took) }
        case .source(let health):
            guard health.state == .down else { return }
            outages[OutageLabels(source: health.name.rawValue, role: health.role.rawValue)].increment()
        case .notice, .erased: break
        }
    }

    private struct AnswerLabels: Hashable {
        let listener: Listener
        let method: String
        let route: String
        let status: Int
    }
    private struct EventLabels: Hashable {
        let type: String
        let outcome: String
    }
    private struct OutageLabels: Hashable {
        let source: String
        let role: String
    }
}

/// Lookups by how they were answered, and how long they took; made before the first, so that counting takes no lock.
package struct LookupMetrics: Sendable {
    private let answered: [ResolvedBy: Counter]
    private let degraded: Counter
    private let refused: Counter
    private let time: Timer

    init(_ factory: any MetricsFactory) {
        func counter(_ outcome: String) -> Counter {
            Counter(label: "ringside_lookups_total", dimensions: [("outcome", outcome)], factory: factory)
        }
        answered = Dictionary(uniqueKeysWithValues: ResolvedBy.allCases.map { ($0, counter($0.rawValue)) })
        (degraded, refused) = (counter("degraded"), counter("refused"))
        time = Timer(label: "ringside_lookup_seconds", factory: factory)
    }

    /// A lookup was answered or refused, `took` after it was read.
    func answered(_ outcome: Result<LookUp.Outcome, LookUp.Failure>, took: Duration) {
        switch outcome {
        case .success(let outcome): answered(outcome, took: took)
        case .failure: wasRefused()
        }
    }

    /// A lookup was answered, `took` after it was read.
    func answered(_ outcome: LookUp.Outcome, took: Duration) {
        (outcome.isDegraded ? degraded : answered[outcome.call.identity.resolvedBy])?.increment()
        time.record(duration: took)
    }

    /// A lookup got no identity: bad input, or no room.
    func wasRefused() { refused.increment() }
}
