import Broker
import Identity
import Synchronization

/// A CRM in memory.
final class FakeCRM: CRM {
    private struct State {
        var people: [CallerNumber: [Account]] = [:]
        var others: [Account] = []
        var hasMore = false
        var answersWith: Account?
        var otherForms: [ExternalID: ExternalID] = [:]
        var summaries: [CallSummary] = []
        var losesAnswers = 0
        var summaryTries = 0
    }

    let prefix: String
    let source: FakeSource
    private let state = Mutex(State())

    init(_ source: FakeSource, prefix: String = "CRM") {
        self.source = source
        self.prefix = prefix
    }

    /// Puts people under a number.
    func put(_ accounts: [Account], under number: CallerNumber, hasMore: Bool = false) {
        state.withLock { state in
            state.people[number] = accounts
            state.hasMore = hasMore
        }
    }

    /// Puts a record that has no number.
    func put(_ account: Account) { state.withLock { $0.others.append(account) } }

    /// Takes a record away.
    func remove(_ id: ExternalID) {
        state.withLock { state in
            state.others.removeAll { $0.id == id }
            state.people = state.people.mapValues { $0.filter { $0.id != id } }
        }
    }

    /// Gives this record whichever is asked for.
    func answer(with account: Account?) { state.withLock { $0.answersWith = account } }

    /// The summaries that it keeps.
    var summaries: [CallSummary] { state.withLock { $0.summaries } }
    /// How often it was asked to keep one.
    var summaryTries: Int { state.withLock { $0.summaryTries } }
    /// The next summaries are kept, and the answers lost.
    func lose(_ answers: Int) { state.withLock { $0.losesAnswers = answers } }

    /// Another way to write an ID.
    func name(_ id: ExternalID, also other: ExternalID) { state.withLock { $0.otherForms[other] = id } }

    func canonical(_ id: ExternalID) -> ExternalID { state.withLock { $0.otherForms[id] ?? id } }

    /// The people under a number.
    func accounts(_ number: CallerNumber) -> [Account] { state.withLock { $0.people[number] ?? [] } }

    func health() -> SourceHealth { source.health() }
    var permissions: String { "to read" }

    func people(with number: CallerNumber) async throws(SourceFailure) -> People {
        try await source.answer()
        return state.withLock {
            People(accounts: $0.people[number] ?? [], hasMore: $0.hasMore, source: source.name)
        }
    }

    func account(_ id: ExternalID) async throws(SourceFailure) -> Account? {
        try await source.answer()
        return state.withLock { state in
            state.answersWith ?? (state.others + state.people.values.joined()).first { $0.id == id }
        }
    }

    func search(_ query: AccountQuery, limit: Int) async throws(SourceFailure) -> [Account] {
        try await source.answer()
        return state.withLock { state in
            guard case .number(let number) = query else { return [] }
            return Array((state.people[number] ?? []).prefix(limit))
        }
    }

    func keep(_ summary: CallSummary) async throws(SourceFailure) -> SummaryKept {
        state.withLock { $0.summaryTries += 1 }
        try await source.answer()
        let (isLost, isGone) = state.withLock { state in
            let accounts = state.others + state.people.values.joined()
            guard accounts.contains(where: { $0.id == summary.account }) else { return (false, true) }
            if !state.summaries.contains(where: { $0.call == summary.call }) { state.summaries.append(summary) }
            defer { state.losesAnswers -= 1 }
            return (state.losesAnswers > 0, false)
        }
        if isLost { throw .timedOut }
        return isGone ? .noSuchAccount : .kept
    }
}
