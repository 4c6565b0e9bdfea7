package import BrokerAPI

/// What a subscription tells, in its order.
package enum FeedNews: Sendable, Hashable {
    /// A connection is being made.
    case connecting
    /// The broker has taken us; a snapshot or what was missed follows.
    case connected
    /// An event and its number.
    case event(id: UInt64?, FeedEvent)
    /// An event that could not be read; the next ones may be good again.
    case malformed
    /// The feed is gone: what is on the screen is as old as this.
    case lost(ClientFailure)
    /// The next try comes after this.
    case waiting(Duration)
}
