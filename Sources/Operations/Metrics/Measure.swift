/// One measure of `/metrics`: what it is called, what it means, and what to do about it.
struct Measure: Sendable {
    let name: String
    let kind: PrometheusRegistry.Kind
    /// Its labels, with what they may be.
    let labels: String
    /// As `/metrics` says it.
    let help: String
    /// What to do when it is high; nil where it is only good to know.
    let advice: String?

    init(_ name: String, _ kind: PrometheusRegistry.Kind, labels: String = "", _ help: String, advice: String? = nil) {
        (self.name, self.kind, self.labels, self.help, self.advice) = (name, kind, labels, help, advice)
    }

    /// All, in groups as an operator asks for them.
    static let groups: [(title: String, measures: [Measure])] = [
        ("Lookups and enrichment", answering), ("Systems", systems), ("What waits", waiting),
        ("Calls and people", calls),
        ("Requests", requests), ("The process", process),
    ]

    static let all = groups.flatMap(\.measures)

    private static let answering = [
        Measure(
            "ringside_lookups_total",
            .counter,
            labels:
                "`outcome`: how the caller was identified (`override`, `recent`, `crm`, `phone`, `unknown`, …), or `degraded`, `refused`",
            "Lookups by how the caller was identified, and those answered degraded or refused.",
            advice: """
                `degraded` grows: the journal can't be written in time; look at the disk, then at `ringside_spooled_calls`. \
                `refused` grows: the platform sends what is no lookup; the log says what. Mostly `phone`: callers are not \
                in the CRM, or it is slower than `lookup.grace_ms` (their person comes with the enrichment).
                """
        ),
        Measure(
            "ringside_lookup_seconds",
            .histogram,
            "From a lookup's last byte to its answer.",
            advice: """
                Its 99th percentile near `lookup.deadline_ms`: the machine is too busy or the disk too slow. \
                It should stay below 0.1 with a CRM that is up, and is never above the deadline.
                """
        ),
        Measure(
            "ringside_phase2_seconds",
            .histogram,
            "From a lookup to the CRM's context on the call.",
            advice:
                "The CRM answers slowly (`ringside_source_latency_seconds`), or its work piles up (`ringside_jobs`)."
        ),
    ]

    private static let source = "`source`: its name, `role`: `crm`, `erp` or `platform`"

    private static let systems = [
        Measure(
            "ringside_source_state",
            .gauge,
            labels: "\(source), `state`: `up`, `slow` or `down`",
            "1 for the state that a source is in; down is an open breaker.",
            advice: "`down` is 1: `ringside check` says what is wrong with it. Calls are answered without it meanwhile."
        ),
        Measure(
            "ringside_source_outages_total",
            .counter,
            labels: source,
            "How often a source went down.",
            advice: "Several in an hour: the system, or the way to it, comes and goes; tell whoever runs it."
        ),
        Measure(
            "ringside_source_latency_seconds",
            .gauge,
            labels: "\(source), `quantile`: `0.5` or `0.99`",
            "Recent answers of a source.",
            advice: "Desks wait for what the source knows. Above its `timeouts.read_ms` it counts as failing."
        ),
        Measure(
            "ringside_source_quota_used",
            .gauge,
            labels: source,
            "Requests that a source has counted in its own period, as it last said.",
            advice: "Near its limit: have the limit raised, or share the quota with fewer others."
        ),
        Measure(
            "ringside_source_quota_limit",
            .gauge,
            labels: source,
            "Requests that a source allows in that period."
        ),
    ]

    private static let waiting = [
        Measure(
            "ringside_jobs",
            .gauge,
            labels: "`lane`: `crm`, `erp`, `platform`, `interaction` or `summary`",
            "Work that is journalled and not done yet, by lane.",
            advice: """
                Grows for minutes: the lane's system is down, slow, or limits us (`ringside_source_state`). Nothing is lost: \
                it is done when the system is back.
                """
        ),
        Measure(
            "ringside_sync_calls",
            .gauge,
            labels: "`state`: `pending`, `retrying` or `failed`",
            "Calls of the last 24 hours whose platform record is not confirmed.",
            advice: """
                `retrying`: the platform is down or refuses us. `failed`: it was given up after `sync.give_up_hours`; \
                `ringside reconcile` heals what still can be.
                """
        ),
        Measure(
            "ringside_spooled_calls",
            .gauge,
            "Calls that wait in memory for the journal.",
            advice: """
                Above 0, the journal can't be written: see disk and rights at once, these calls would not survive the \
                process. At 10,000 lookups are refused.
                """
        ),
    ]

    private static let calls = [
        Measure("ringside_calls", .gauge, "Calls of the last 24 hours."),
        Measure(
            "ringside_orphans",
            .gauge,
            "Calls of the last 24 hours on which no person is known.",
            advice: """
                More than usual: the CRM was down, or its field names changed. `ringside reconcile` heals the finished ones \
                whose callers it has.
                """
        ),
        Measure(
            "ringside_ambiguous_calls",
            .gauge,
            "Calls of the last 24 hours that only a convention put on their account.",
            advice: "Several people share a number in the CRM: see `identity.match`, and merge duplicates there."
        ),
        Measure(
            "ringside_calls_waiting",
            .gauge,
            "Calls that wait for an agent now.",
            advice: "Too few agents; or the platform's `callOffered` events do not arrive (`ringside_events_total`)."
        ),
        Measure("ringside_longest_wait_seconds", .gauge, "How long the longest of them has waited."),
        Measure("ringside_handled_legs", .gauge, "Legs that agents have finished, of calls of the last 24 hours."),
        Measure(
            "ringside_events_total",
            .counter,
            labels: "`type`: the event's, `unknown` or `any`; `outcome`: `taken`, `ignored` or `duplicate`",
            "The platform's events by type; unknown types are ignored.",
            advice: "`ignored` grows: the platform sends a type that this version does not know; that does no harm."
        ),
        Measure(
            "ringside_changes_total",
            .counter,
            labels: "`kind`: as in the feed",
            "Changes told to the desks by kind."
        ),
    ]

    private static let requests = [
        Measure(
            "ringside_http_answers_total",
            .counter,
            labels: "`listener`: `platform` or `desk`, `method`, `route`, `status`",
            "HTTP answers by listener, route and status.",
            advice:
                "401: a token that is not valid (any more). 403 on the desk: a user who is not under `desks:`. 5xx: see the log."
        ),
        Measure(
            "ringside_http_request_seconds",
            .histogram,
            labels: "`listener`: `platform` or `desk`",
            "From a request's head to its answer; of the feed to its beginning.",
            advice: "As for lookups; on the desk also a source that is asked while somebody waits (review, search)."
        ),
    ]

    private static let process = [
        Measure("ringside_build_info", .gauge, labels: "`version`", "1, with the version as a label."),
        Measure(
            "process_start_time_seconds",
            .gauge,
            "When the process started, in seconds since 1970.",
            advice: "It changes without your doing: the broker was restarted; the log before it says why."
        ),
        Measure(
            "process_resident_memory_bytes",
            .gauge,
            "Memory of the process that is in RAM.",
            advice: "Grows for days without an end: please report it, with this page's other numbers."
        ),
    ]
}
