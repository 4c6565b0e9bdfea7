package import Identity

/// The platform's customer record of a call as it is right now, read through.
package enum ReadCustomer {
    /// Why there is none to show.
    package enum Failure: Error, Hashable, Sendable, FailureOnACall {
        case unknownCall
        /// The call points at no record, or at one that the platform made for itself.
        case noRecord
        case source(SourceFailure)
        case journal(JournalFailure)
    }

    /// The record that the call points at.
    package static func run(
        of id: CallID,
        for viewer: Viewer,
        with parts: BrokerParts
    ) async throws(Failure) -> PlatformCustomer {
        _ = try await parts.call(id, for: viewer, orElse: Failure.self)
        let customer: PlatformCustomer?
        do throws(SourceFailure) { customer = try await parts.platform.customer(of: id) } catch { throw .source(error) }
        guard let customer else { throw .noRecord }
        return customer
    }
}
