import Broker
import Connectors
import Logging
import Operations
import Store

/// What the use cases' parts are made from.
struct WorkshopPlan: Sendable {
    var configuration: Configuration
    var systems: ConnectedSystemsPlan
    var state: StateDirectory
    var staff: Staff
    var environment: [String: String]
    var logger: Logger
}

/// The use cases' parts, with what has to be closed after them.
struct Workshop: Sendable {
    let parts: BrokerParts
    let store: SQLiteJournal
    let connections: SourceConnections
    let newsroom: Newsroom

    func close() async {
        await store.close()
        // Connections that can't be closed in order close with the process.
        try? await connections.shutdown()
    }
}
