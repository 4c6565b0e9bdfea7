package import FoundationEssentials

/// The name of a source of facts, such as `salesforce` or `sap`.
package struct SourceName: Hashable, Sendable, Codable, RawRepresentable, CustomStringConvertible {
    /// Lower-case, from the configuration.
    package let rawValue: String
    /// The name.
    package var description: String { rawValue }
    /// Names a source.
    package init(rawValue: String) { self.rawValue = rawValue }
    /// Names a source.
    package init(_ name: String) { rawValue = name }
}

/// Why a CRM, an ERP or the platform gave no usable answer.
///
/// Never holds text of the source: that could be personal.
package enum SourceFailure: Error, Hashable, Sendable, Codable {
    /// No answer within the time allowed.
    case timedOut
    /// No connection, or one that broke.
    case unreachable
    /// 401 that a new token did not mend.
    case unauthorised
    /// 403: it knows us, and does not let us.
    case forbidden
    /// 429, or a vendor's own form of it; `retryAfter` as the source asked.
    case rateLimited(retryAfter: Duration?)
    /// 5xx; `retryAfter` as the source asked.
    case unavailable(status: Int, retryAfter: Duration?)
    /// A 4xx that repeating will not mend.
    case rejected(status: Int)
    /// An answer that is not what the dialect promises: HTML, broken JSON, another record, over the size allowed.
    case malformed
    /// Not asked: the breaker is open until about then.
    case breakerOpen(until: Date?)

    /// True where asking again later can help.
    package var isTransient: Bool {
        switch self {
        case .timedOut, .unreachable, .rateLimited, .unavailable, .malformed, .breakerOpen: true
        case .unauthorised, .forbidden, .rejected: false
        }
    }

    /// In words an agent can act on.
    package var sentence: String {
        switch self {
        case .timedOut: "no answer in time"
        case .unreachable: "can't be reached"
        case .unauthorised: "refuses our credentials"
        case .forbidden: "does not let us"
        case .rateLimited: "too many requests"
        case .unavailable(let status, _): "down (\(status))"
        case .rejected(let status): "refused the request (\(status))"
        case .malformed: "answered with nonsense"
        case .breakerOpen: "down"
        }
    }
}
