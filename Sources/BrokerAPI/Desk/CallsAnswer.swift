/// The answer to `GET /v1/calls`.
package struct CallsAnswer: Codable, Sendable, Hashable {
    /// Newest first, at most 500.
    package var calls: [CallView]

    /// Calls.
    package init(calls: [CallView]) { self.calls = calls }
}
