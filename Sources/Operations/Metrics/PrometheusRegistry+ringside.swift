extension PrometheusRegistry {
    /// A registry that says what each measure of ours is.
    package static func ringside() -> PrometheusRegistry { PrometheusRegistry(helps: helps) }

    private static let helps = [
        "ringside_lookups_total": "Lookups by how the caller was identified, and those answered degraded or refused.",
        "ringside_lookup_seconds": "From a lookup's last byte to its answer.",
        "ringside_phase2_seconds": "From a lookup to the CRM's context on the call.",
        "ringside_http_answers_total": "HTTP answers by listener, route and status.",
        "ringside_http_request_seconds": "From a request's head to its answer; of the feed to its beginning.",
        "ringside_events_total": "The platform's events by type; unknown types are ignored.",
        "ringside_changes_total": "Changes told to the desks by kind.",
        "ringside_source_outages_total": "How often a source went down.",
        "ringside_source_state": "1 for the state that a source is in; down is an open breaker.",
        "ringside_source_latency_seconds": "Recent answers of a source.",
        "ringside_source_quota_used": "Requests that a source has counted in its own period, as it last said.",
        "ringside_source_quota_limit": "Requests that a source allows in that period.",
        "ringside_spooled_calls": "Calls that wait in memory for the journal.",
        "ringside_jobs": "Work that is journalled and not done yet, by lane.",
        "ringside_sync_calls": "Calls of the last 24 hours whose platform record is not confirmed.",
        "ringside_calls": "Calls of the last 24 hours.",
        "ringside_calls_waiting": "Calls that wait for an agent now.",
        "ringside_longest_wait_seconds": "How long the longest of them has waited.",
        "ringside_handled_legs": "Legs that agents have finished, of calls of the last 24 hours.",
        "ringside_orphans": "Calls of the last 24 hours on which no person is known.",
        "ringside_ambiguous_calls": "Calls of the last 24 hours that only a convention put on their account.",
        "ringside_build_info": "1, with the version as a label.",
        "process_start_time_seconds": "When the process started, in seconds since 1970.",
        "process_resident_memory_bytes": "Memory of the process that is in RAM.",
    ]
}
