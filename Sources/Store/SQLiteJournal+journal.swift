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
        try await write { tables in
            let known = try tables.known(about: subject)
            let (changes, answer) = decide(known)
            guard !changes.isEmpty else { return (answer, nil) }
            try tables.apply(changes, about: subject, given: known)
            return (answer, changes.committed(over: known))
        }
    }

    /// What is known of a subject, from the last commit.
    package func known(about subject: Subject) async throws(JournalFailure) -> Known {
        try await read { try $0.known(about: subject) }
    }

    /// Calls on the feed, newest first.
    package func liveCalls(limit: Int) async throws(JournalFailure) -> [Call] {
        try await read { try $0.liveCalls(limit: limit) }
    }

    /// Every identification of a call, oldest first.
    package func history(of call: CallID) async throws(JournalFailure) -> [IdentityStep] {
        try await read { try $0.history(of: call) }
    }
}
