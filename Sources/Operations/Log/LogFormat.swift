/// How a line of the log is written.
package enum LogFormat: String, Sendable, CaseIterable {
    /// `at=… level=… source=… msg="…" key=value`.
    case text
    /// One JSON object a line.
    case json
}
