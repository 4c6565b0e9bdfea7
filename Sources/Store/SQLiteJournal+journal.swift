package import Broker
package import Identity

extension SQLiteJournal: Journal {
    /// Decides on the writer's thread.
    ///
    /// Cancelling gives up waiting (`.cannotWrite`), not the decision's turn.
    package func decide<Answer: Sendable>(
        about subject: Subject,
        _ decide: @escaping @Sendable (Known) -> (Changes, Answer)
    ) async throws(JournalFailure) -> Answer {
        try await write { try $0.decide(about: subject, decide) }
    }

    /// As above; `then` is told on the writer's thread.
    package func decide<Answer: Sendable>(
        about subject: Subject,
        _ decide: @escaping @Sendable (Known) -> (Changes, Answer),
        then: @escaping @Sendable (Result<Answer, JournalFailure>) -> Void
    ) {
        do throws(JournalFailure) {
            try writer.enqueue(ToldWork({ try $0.decide(about: subject, decide) }, then: then))
        } catch {
            then(.failure(error))
        }
    }

    /// What is known of a subject, from the last commit.
    package func known(about subject: Subject) async throws(JournalFailure) -> Known {
        try await read { try $0.known(about: subject) }
    }

    /// Calls on the feed, newest first.
    package func liveCalls(
        limit: Int,
        where isWanted: @escaping @Sendable (Call) -> Bool
    ) async throws(JournalFailure) -> [Call] {
        try await read { try $0.liveCalls(limit: limit, where: isWanted) }
    }

    /// Every identification of a call, oldest first.
    package func history(of call: CallID) async throws(JournalFailure) -> [IdentityStep] {
        try await read { try $0.history(of: call) }
    }
}

extension Tables {
    fileprivate func decide<Answer>(
        about subject: Subject,
        _ decide: (Known) -> (Changes, Answer)
    ) throws -> (Answer, Committed?) {
        let known = try known(about: subject)
        let (changes, answer) = decide(known)
        guard !changes.isEmpty else { return (answer, nil) }
        try apply(changes, about: subject, given: known)
        return (answer, changes.committed(over: known))
    }
}
