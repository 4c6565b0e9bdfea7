package import BrokerAPI
import NIOHTTP1

/// The platform listener, typed: what tests, the walkthrough and drills ask in the contact centre's place.
package final class PlatformClient: Sendable {
    private let connection: Connection

    /// A client of a broker at an origin such as `http://127.0.0.1:8080`.
    package init(origin: String, token: String, connections: Int = 8, timing: ClientTiming = ClientTiming()) {
        connection = Connection(
            origin: origin.hasSuffix("/") ? String(origin.dropLast()) : origin,
            fields: [("authorization", "Bearer \(token)")],
            connections: connections,
            timing: timing
        )
    }

    /// Closes all connections; to be called before the client goes away, and nothing can be asked after that.
    package func shutDown() async { await connection.shutDown() }

    /// Who is calling.
    package func lookUp(_ request: LookupRequest) async throws(ClientFailure) -> FlatIdentity {
        try await connection.ask(.POST, Paths.lookup, sending: request)
    }

    /// Puts a call on another account.
    package func updateContext(_ request: UpdateContextRequest) async throws(ClientFailure) -> FlatIdentity {
        try await connection.ask(.POST, Paths.updateContext, sending: request, within: connection.timing.sourcedAnswer)
    }

    /// Tells what happened to calls; at most 100 events.
    package func events(_ events: [PlatformEvent]) async throws(ClientFailure) -> EventsAnswer {
        try await connection.ask(.POST, Paths.events, sending: events)
    }
}
