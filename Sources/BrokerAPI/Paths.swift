/// The paths of both listeners.
package enum Paths {
    /// The guide's lookup.
    package static let lookup = "/api/v1/genesys/lookup"
    /// The guide's switch.
    package static let updateContext = "/api/v1/genesys/update-context"
    /// The lookup's short path.
    package static let shortLookup = "/genesys/lookup"
    /// The switch's short path.
    package static let shortUpdateContext = "/genesys/update-context"
    /// The platform's events.
    package static let events = "/api/v1/genesys/events"
    /// The platform's own events, as it says them itself.
    package static let detailEvents = "/api/v1/genesys/detail-events"
    /// The process is alive.
    package static let health = "/healthz"
    /// The broker can serve.
    package static let readiness = "/readyz"
    /// How the broker does, as Prometheus reads it.
    package static let metrics = "/metrics"
    /// This interface, on both listeners.
    package static let description = "/openapi.yaml"
    /// The desk's feed.
    package static let feed = "/v1/feed"
    /// The desk's feed with `stats` events.
    package static let feedWithStats = "/v1/feed?stats=1"
    /// Who the peer is.
    package static let me = "/v1/me"
    /// The live calls.
    package static let calls = "/v1/calls"
    /// A search of accounts.
    package static let search = "/v1/accounts/search"
    /// The memory of switches.
    package static let overrides = "/v1/overrides"
    /// How the broker's day goes.
    package static let stats = "/v1/stats"

    /// What operators ask of a broker that runs.
    package static let admin = "/v1/admin"
    /// Reports, as JSON lines.
    package static let report = "\(admin)/report"
    /// Reconciliation, as JSON lines.
    package static let reconcile = "\(admin)/reconcile"
    /// What is old enough goes; JSON lines.
    package static let purge = "\(admin)/purge"
    /// A person is erased.
    package static let forget = "\(admin)/forget"
    /// What is held about a person, as JSON lines.
    package static let export = "\(admin)/export"

    /// A copy of the journal, as JSON lines.
    package static let backup = "\(admin)/backup"
    /// The journal's master keys.
    package static let keys = "\(admin)/keys"
    /// A new master key, as JSON lines.
    package static let rotation = "\(admin)/keys/rotate"

    /// A call.
    package static func call(_ id: String) -> String { "\(calls)/\(id)" }
    /// A call's identifications.
    package static func history(_ id: String) -> String { "\(calls)/\(id)/history" }
    /// A look at another account before a switch.
    package static func review(_ id: String) -> String { "\(calls)/\(id)/review" }
    /// A switch.
    package static func context(_ id: String) -> String { "\(calls)/\(id)/context" }
    /// Takes the latest switch back.
    package static func undo(_ id: String) -> String { "\(calls)/\(id)/undo" }
    /// What belongs to the conversation.
    package static func interaction(_ id: String) -> String { "\(calls)/\(id)/interaction" }
    /// A masked value in clear.
    package static func reveal(_ id: String) -> String { "\(calls)/\(id)/reveal" }
    /// The platform's record.
    package static func customer(_ id: String) -> String { "\(calls)/\(id)/customer" }
    /// One memory of a switch.
    package static func override(_ id: String) -> String { "\(overrides)/\(id)" }
}
