/// The page of the manual that explains each measure, made from their table.
package enum MeasurePage {
    /// The page `Metrics.md`.
    package static var text: String {
        ([head] + Measure.groups.map { group in "## \(group.title)\n\n\(table(group.measures))\n" }).joined(
            separator: "\n"
        )
    }

    private static func table(_ measures: [Measure]) -> String {
        let rows = measures.map { measure in
            "| `\(measure.name)` | \(measure.kind.rawValue) | \(measure.labels.isEmpty ? "–" : measure.labels) "
                + "| \(measure.help) | \(measure.advice ?? "–") |"
        }
        let head = "| Measure | Type | Labels | Meaning | When it is high |"
        return ([head, "| --- | --- | --- | --- | --- |"] + rows).joined(separator: "\n")
    }

    private static let head = """
        # Metrics

        What `/metrics` says, and what to do about it. This page is made from the table that the broker describes its measures by.

        The platform listener answers `GET /metrics` in Prometheus's text format to whoever has one of its tokens. No label holds
        anything personal, or anything that a client chooses. What happened once (an outage, a type of event) is there from its
        first time on; a counter begins at 0 with the process.

        ```text
        scrape_configs:
          - job_name: ringside
            authorization: {credentials_file: /etc/prometheus/ringside.token}
            static_configs: [{targets: ["127.0.0.1:8080"]}]
        ```

        Worth an alert: `ringside_spooled_calls > 0`; `ringside_source_state{state="down"} == 1` for five minutes;
        `ringside_sync_calls{state="failed"} > 0`; the 99th percentile of `ringside_lookup_seconds` above 0.2.

        ## Readiness

        `GET /healthz` says that the process lives. `GET /readyz` is 200 where lookups are answered and journalled, else 503; with
        a token it gives the reasons as sentences: a journal that can't be written, calls that wait in memory for it. A system that
        is down is among the reasons of a 200: no call goes without its answer for that.
        """
}
