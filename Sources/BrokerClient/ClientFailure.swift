package import BrokerAPI

/// Why a request has no good answer.
package enum ClientFailure: Error, Sendable, Hashable {
    /// The broker refused it.
    case problem(Problem)
    /// No broker, or a connection that broke; in words.
    case unreachable(String)
    /// No answer, or on the feed no byte, within the time allowed.
    case timedOut
    /// An answer that is not what the interface promises.
    case malformed

    /// In words for a person at a desk.
    package var sentence: String {
        switch self {
        case .problem(let problem): problem.detail
        case .unreachable(let reason): reason
        case .timedOut: "no answer in time"
        case .malformed: "the broker answered with nonsense"
        }
    }
}
