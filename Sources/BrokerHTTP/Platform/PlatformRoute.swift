import BrokerAPI
import HTTPTypes

/// The routes of the platform listener.
enum PlatformRoute: CaseIterable {
    case lookup
    case updateContext
    case events
    case detailEvents
    case health
    case readiness
    case metrics
    case description

    private var method: HTTPRequest.Method {
        switch self {
        case .lookup, .updateContext, .events, .detailEvents: .post
        case .health, .readiness, .metrics, .description: .get
        }
    }

    private var paths: [String] {
        switch self {
        case .lookup: [Paths.lookup, Paths.shortLookup]
        case .updateContext: [Paths.updateContext, Paths.shortUpdateContext]
        case .events: [Paths.events]
        case .detailEvents: [Paths.detailEvents]
        case .health: [Paths.health]
        case .readiness: [Paths.readiness]
        case .metrics: [Paths.metrics]
        case .description: [Paths.description]
        }
    }

    /// How the log names it.
    var template: String { paths[0] }

    /// Whether it is for bearers of a token alone.
    var needsToken: Bool {
        switch self {
        case .lookup, .updateContext, .events, .detailEvents, .metrics, .description: true
        case .health, .readiness: false
        }
    }

    private static let byPath = Dictionary(
        allCases.flatMap { route in route.paths.map { ($0, route) } },
        uniquingKeysWith: { first, _ in first }
    )

    static func match(_ method: HTTPRequest.Method, _ path: String) -> RouteMatch<PlatformRoute> {
        RouteMatch(method, among: byPath[path].map { [($0.method, $0)] } ?? [])
    }
}
