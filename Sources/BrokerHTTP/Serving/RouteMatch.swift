import BrokerAPI
import HTTPTypes
import HummingbirdCore

/// What a request's path and method lead to.
enum RouteMatch<Route> {
    case route(Route)
    case nowhere
    /// The path exists, the method does not.
    case wrongMethod(allowed: [HTTPRequest.Method])

    /// Of all that one path offers, what the method asks for.
    init(_ method: HTTPRequest.Method, among offered: [(HTTPRequest.Method, Route)]) {
        if let match = offered.first(where: { $0.0 == method }) {
            self = .route(match.1)
        } else {
            self = offered.isEmpty ? .nowhere : .wrongMethod(allowed: offered.map(\.0))
        }
    }
}

extension Answer {
    static let nowhere = Answer.problem(
        Problem(.notFound, status: 404, detail: "There is nothing at this path on this listener.")
    )

    static func wrongMethod(allowed: [HTTPRequest.Method]) -> Answer {
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        var answer = problem(Problem(.methodNotAllowed, status: 405, detail: "This path takes \(names)."))
        answer.fields[.allow] = names
        return answer
    }
}
