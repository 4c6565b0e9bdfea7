package import Broker

/// How much a source may cost us: time, size, and how many at once.
package struct SourceLimits: Sendable, Hashable {
    /// For a connection to be made.
    package var connect: Duration = .seconds(1)
    /// From sending a request to the last byte of its answer.
    package var read: Duration
    /// Bytes of one answer, also after decompression.
    package var body: Int = 1 << 20
    /// Requests at once.
    package var concurrent: Int = 32
    /// Requests that wait for their turn; one more is refused at once.
    package var waiting: Int = 1_000
    /// When the source counts as down.
    package var breaker: BreakerSettings = .init()
    /// A source whose recent median is above this is `slow`.
    package var slowAbove: Duration
    /// Requests in any 60 s; nil is unlimited.
    package var requestsPerMinute: Int?
    /// A request that the rate limit would hold back for longer is refused at once.
    package var longestPause: Duration = .seconds(10)

    /// Limits; the rest has the defaults of the configuration.
    package init(read: Duration, slowAbove: Duration, requestsPerMinute: Int? = nil) {
        self.read = read
        self.slowAbove = slowAbove
        self.requestsPerMinute = requestsPerMinute
    }

    /// A CRM's: 3 s.
    package static let crm = SourceLimits(read: .seconds(3), slowAbove: .milliseconds(500))
    /// An ERP's: 10 s.
    package static let erp = SourceLimits(read: .seconds(10), slowAbove: .seconds(1))
    /// The platform's: 3 s and 300 requests a minute.
    package static let platform = SourceLimits(
        read: .seconds(3),
        slowAbove: .milliseconds(500),
        requestsPerMinute: 300
    )
}

/// Told of each change of a source's state, in order; may read the source's health, must not ask it anything.
package typealias SourceHealthObserver = @Sendable (SourceHealth) -> Void
