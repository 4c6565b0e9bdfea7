/// What can be wrong with a stand-in system.
package enum FaultMode: String, CaseIterable, Sendable {
    case ok
    /// The right answer after `latencyMs`.
    case slow
    /// No answer until the fault is lifted or the client leaves.
    case hang
    /// The right answer, one byte a second.
    case drip
    /// The connection is closed in order, without an answer. One port for all systems cannot be closed for one of them.
    case refuse
    /// A server error in the system's own form.
    case error
    /// The system's own way to say "too many requests": 429, or 403 in Salesforce.
    case ratelimit
    /// A maintenance page with status 200, as gateways send.
    case html
    /// Status 200 and JSON's content type, but no JSON.
    case garbage
    /// A body of 10 MiB.
    case huge
    /// A small body that unpacks to 64 MiB.
    case gzipBomb = "gzip-bomb"
    /// A redirect, which no client of ours may follow with its credentials.
    case redirect
    /// The connection is torn down (RST) without an answer.
    case reset
    /// A read by id answers with another record.
    case wrongAccount = "wrong-account"
}

/// A fault as the control route sets it.
struct Fault: Sendable, Equatable {
    var mode: FaultMode
    /// Nil: the system's own latency, or 2 s for `slow`.
    var latency: Duration?
    /// The share of requests that it hits, 0 to 1.
    var rate: Double

    static let none = Fault(mode: .ok, latency: nil, rate: 1)
}

/// What one request meets.
struct MetFault: Sendable {
    let mode: FaultMode
    let latency: Duration
    /// Opens when the fault is changed or lifted.
    let lifted: Latch<Void>
}
