import Identity

/// Why nothing was done on a call: what all use cases on one have in common.
protocol FailureOnACall: Error {
    /// No such call, or none that the viewer may see.
    static var unknownCall: Self { get }
    static func journal(_ failure: JournalFailure) -> Self
}

extension BrokerParts {
    /// A call as it is now; without a viewer (the platform asks) every call can be seen.
    func call<Failure: FailureOnACall>(
        _ id: CallID,
        for viewer: Viewer?,
        orElse _: Failure.Type
    ) async throws(Failure) -> Call {
        let call: Call?
        do throws(JournalFailure) { call = try await ReadCalls.find(id, for: viewer, with: self) } catch {
            throw .journal(error)
        }
        guard let call else { throw .unknownCall }
        return call
    }

    /// What was decided; a refusal is thrown when what it changes is on disk.
    func decide<Answer: Sendable, Failure: FailureOnACall>(
        about subject: Subject,
        _ decide: @escaping @Sendable (Known) -> (Changes, Result<Answer, Failure>)
    ) async throws(Failure) -> Answer {
        let result: Result<Answer, Failure>
        do throws(JournalFailure) { result = try await journal.decide(about: subject, decide) } catch {
            throw .journal(error)
        }
        return try result.get()
    }

    /// As `decide(about:)`, on a call that the viewer may see at that moment.
    func decide<Answer: Sendable, Failure: FailureOnACall>(
        on id: CallID,
        by viewer: Viewer,
        _ decide: @escaping @Sendable (Call) -> (Changes, Result<Answer, Failure>)
    ) async throws(Failure) -> Answer {
        try await self.decide(about: Subject(call: id)) { [staff] known -> (Changes, Result<Answer, Failure>) in
            guard let call = known.call, staff.may(viewer, see: call) else {
                return (Changes(), .failure(.unknownCall))
            }
            return decide(call)
        }
    }
}
