package import FoundationEssentials

extension Call {
    /// The platform's record was read back and holds the identity that was pushed; false where that is not the current one.
    package mutating func syncConfirmed(_ pushed: ExternalID, at: Date) -> Bool {
        guard pushed == identity.externalID else { return false }
        let first = sync.confirmedAt == nil
        sync = SyncStatus(state: .confirmed, attempts: sync.attempts + 1, confirmedAt: at)
        if first { note("synced", "platform record confirmed", at: at) }
        return true
    }

    /// A write failed; `retryAt` is nil where it is given up.
    package mutating func syncFailed(_ failure: SourceFailure, retryAt: Date?) {
        sync = SyncStatus(
            state: retryAt == nil ? .failed : .retrying,
            attempts: sync.attempts + 1,
            failure: failure,
            nextRetryAt: retryAt
        )
    }
}
