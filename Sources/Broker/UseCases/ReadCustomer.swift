package import Identity

/// The platform's customer record of a call as it is right now, read through.
package enum ReadCustomer {
    /// Why there is none to show.
    package enum Failure: Error, Hashable, Sendable {
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
        let call: Call?
        do throws(JournalFailure) { call = try await ReadCalls.find(id, for: viewer, with: parts) } catch {
            throw .journal(error)
        }
        guard call != nil else { throw .unknownCall }
        let customer: PlatformCustomer?
        do throws(SourceFailure) { customer = try await parts.platform.customer(of: id) } catch { throw .source(error) }
        guard let customer else { throw .noRecord }
        return customer
    }
}
