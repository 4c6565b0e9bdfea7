/// `POST /api/v1/genesys/update-context`.
package struct UpdateContextRequest: Codable, Sendable {
    /// Who asks, on the platform's side.
    package struct Agent: Codable, Sendable {
        /// The agent.
        package var userId: String

        /// An agent.
        package init(userId: String) { self.userId = userId }
    }

    /// Which call.
    package var callId: String
    /// The account that it shall be on.
    package var newExternalId: String
    /// Why.
    package var reason: String
    /// The identity that the caller believes to be current.
    package var expectedExternalId: String?
    /// Without one, an IVR flow asks.
    package var actor: Agent?
    /// Asks for the memory on a switchboard.
    package var remember: Bool?

    /// A switch.
    package init(
        callId: String,
        newExternalId: String,
        reason: String,
        expectedExternalId: String? = nil,
        actor: Agent? = nil,
        remember: Bool? = nil
    ) {
        self.callId = callId
        self.newExternalId = newExternalId
        self.reason = reason
        self.expectedExternalId = expectedExternalId
        self.actor = actor
        self.remember = remember
    }
}
