import AsyncHTTPClient
package import BrokerAPI
import FoundationEssentials
import NIOHTTP1

/// The desk listener, typed: what a desk and the command line ask of their broker over its socket.
package final class SocketClient: Sendable {
    let connection: Connection

    /// A client of the broker at a socket's path; nothing is connected until something is asked.
    package init(socketPath: String, timing: ClientTiming = ClientTiming()) {
        // A path that makes no URL leads nowhere either: the first request says so.
        let root = URL(httpURLWithSocketPath: socketPath, uri: "/")?.absoluteString ?? "http+unix:///"
        connection = Connection(origin: String(root.dropLast()), connections: 3, timing: timing)
    }

    /// Where a desk's tasks run, so that its process sleeps when nothing happens.
    package var executor: any TaskExecutor { connection.executor }

    /// Closes all connections; to be called before the client goes away, and nothing can be asked after that.
    package func shutDown() async { await connection.shutDown() }

    /// Who the broker takes us for.
    ///
    /// On a connection of its own: one that was kept would wake a desk that sleeps, to be closed.
    package func me() async throws(ClientFailure) -> MeView {
        try await connection.ask(.GET, Paths.me, fields: [("connection", "close")])
    }

    /// The live calls that we may see, newest first.
    package func calls() async throws(ClientFailure) -> CallsAnswer { try await connection.ask(.GET, Paths.calls) }

    /// One call, from the journal too.
    package func call(_ id: String) async throws(ClientFailure) -> CallView {
        try await connection.ask(.GET, Paths.call(id))
    }

    /// Every identification of a call, oldest first.
    package func history(_ id: String) async throws(ClientFailure) -> HistoryAnswer {
        try await connection.ask(.GET, Paths.history(id))
    }

    /// Accounts to choose from.
    package func search(_ request: SearchRequest) async throws(ClientFailure) -> SearchAnswer {
        try await connection.ask(.POST, Paths.search, sending: request, within: connection.timing.sourcedAnswer)
    }

    /// Another account as it is now, before a switch to it.
    package func review(_ id: String, _ request: ReviewRequest) async throws(ClientFailure) -> CandidateView {
        try await connection.ask(.POST, Paths.review(id), sending: request, within: connection.timing.sourcedAnswer)
    }

    /// Puts a call on another account.
    package func switchContext(_ id: String, _ request: SwitchRequest) async throws(ClientFailure) -> CallView {
        try await connection.ask(.POST, Paths.context(id), sending: request, within: connection.timing.sourcedAnswer)
    }

    /// Takes the latest switch back.
    package func undo(_ id: String) async throws(ClientFailure) -> CallView {
        try await connection.ask(.POST, Paths.undo(id), sending: [String: String]())
    }

    /// Merges into what belongs to the conversation; nil deletes a key.
    package func changeInteraction(_ id: String, _ change: InteractionChange) async throws(ClientFailure) -> CallView {
        try await connection.ask(.PUT, Paths.interaction(id), sending: change)
    }

    /// A masked value in clear; audited.
    package func reveal(_ id: String, _ request: RevealRequest) async throws(ClientFailure) -> RevealAnswer {
        try await connection.ask(.POST, Paths.reveal(id), sending: request)
    }

    /// The platform's customer record as it is right now.
    package func customer(_ id: String) async throws(ClientFailure) -> CustomerView {
        try await connection.ask(.GET, Paths.customer(id), within: connection.timing.sourcedAnswer)
    }

    /// How the broker's day goes.
    package func stats() async throws(ClientFailure) -> StatsView { try await connection.ask(.GET, Paths.stats) }

    /// The memory of switches.
    package func overrides() async throws(ClientFailure) -> OverridesAnswer {
        try await connection.ask(.GET, Paths.overrides)
    }

    /// Forgets one memory.
    package func revoke(_ id: String) async throws(ClientFailure) {
        try await connection.tell(.DELETE, Paths.override(id))
    }
}
