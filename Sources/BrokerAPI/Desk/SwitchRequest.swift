/// `POST /v1/calls/{callId}/context`.
package struct SwitchRequest: Codable, Sendable, Hashable {
    /// The account that the call shall be on.
    package var newExternalId: String
    /// Why.
    package var reason: String
    /// The identity on the agent's screen.
    package var expectedExternalId: String
    /// Asks for the memory on a switchboard.
    package var remember: Bool?

    /// A switch.
    package init(newExternalId: String, reason: String, expectedExternalId: String, remember: Bool? = nil) {
        self.newExternalId = newExternalId
        self.reason = reason
        self.expectedExternalId = expectedExternalId
        self.remember = remember
    }
}

/// `POST /v1/calls/{callId}/review`.
package struct ReviewRequest: Codable, Sendable, Hashable {
    /// The account to read.
    package var externalId: String

    /// A review.
    package init(externalId: String) { self.externalId = externalId }
}
