import BrokerAPI
import HTTPTypes
import Identity

/// The routes of the desk listener.
enum DeskRoute {
    case feed
    case me
    case calls
    case call(CallID)
    case history(CallID)
    case search
    case review(CallID)
    case context(CallID)
    case undo(CallID)
    case overrides
    case override(String)
    case interaction(CallID)
    case reveal(CallID)
    case customer(CallID)
    case stats
    case description
    case report
    case reconcile
    case backup
    case keys
    case rotation
    case purge
    case forget
    case export

    /// How the log names it.
    var template: String {
        switch self {
        case .feed: Paths.feed
        case .me: Paths.me
        case .calls: Paths.calls
        case .call: Paths.call("{callId}")
        case .history: Paths.history("{callId}")
        case .search: Paths.search
        case .review: Paths.review("{callId}")
        case .context: Paths.context("{callId}")
        case .undo: Paths.undo("{callId}")
        case .overrides: Paths.overrides
        case .override: Paths.override("{id}")
        case .interaction: Paths.interaction("{callId}")
        case .reveal: Paths.reveal("{callId}")
        case .customer: Paths.customer("{callId}")
        case .stats: Paths.stats
        case .description: Paths.description
        case .report: Paths.report
        case .reconcile: Paths.reconcile
        case .purge: Paths.purge
        case .forget: Paths.forget
        case .export: Paths.export
        case .backup: Paths.backup
        case .keys: Paths.keys
        case .rotation: Paths.rotation
        }
    }

    static func match(_ method: HTTPRequest.Method, _ path: String) throws(Problem) -> RouteMatch<DeskRoute> {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        if path == Paths.description { return RouteMatch(method, among: [(.get, .description)]) }
        guard segments.first == "v1" else { return .nowhere }
        return RouteMatch(method, among: try offered(segments.dropFirst().map(String.init)))
    }

    /// What one path offers; the segments after `v1`.
    private static func offered(_ segments: [String]) throws(Problem) -> [(HTTPRequest.Method, DeskRoute)] {
        switch (segments.first, segments.count) {
        case ("feed", 1): [(.get, .feed)]
        case ("me", 1): [(.get, .me)]
        case ("calls", 1): [(.get, .calls)]
        case ("calls", 2): [(.get, .call(try FieldRules.callID(segments[1])))]
        case ("calls", 3): try offered(segments[2], of: segments[1])
        case ("accounts", 2) where segments[1] == "search": [(.post, .search)]
        case ("stats", 1): [(.get, .stats)]
        case ("admin", 2): administering(segments[1])
        case ("admin", 3) where segments[1...] == ["keys", "rotate"]: [(.post, .rotation)]
        case ("overrides", 1): [(.get, .overrides)]
        case ("overrides", 2): [(.delete, .override(segments[1]))]
        default: []
        }
    }

    private static func administering(_ work: String) -> [(HTTPRequest.Method, DeskRoute)] {
        switch work {
        case "report": [(.post, .report)]
        case "reconcile": [(.post, .reconcile)]
        case "backup": [(.post, .backup)]
        case "keys": [(.get, .keys)]
        case "purge": [(.post, .purge)]
        case "forget": [(.post, .forget)]
        case "export": [(.post, .export)]
        default: []
        }
    }

    private static func offered(
        _ part: String,
        of call: String
    ) throws(Problem) -> [(HTTPRequest.Method, DeskRoute)] {
        switch part {
        case "history": [(.get, .history(try FieldRules.callID(call)))]
        case "review": [(.post, .review(try FieldRules.callID(call)))]
        case "context": [(.post, .context(try FieldRules.callID(call)))]
        case "undo": [(.post, .undo(try FieldRules.callID(call)))]
        case "interaction": [(.put, .interaction(try FieldRules.callID(call)))]
        case "reveal": [(.post, .reveal(try FieldRules.callID(call)))]
        case "customer": [(.get, .customer(try FieldRules.callID(call)))]
        default: []
        }
    }
}
