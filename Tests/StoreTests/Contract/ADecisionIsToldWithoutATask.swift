import Broker
import Identity
import Testing

@Suite("A decision is told without a task")
struct ADecisionIsToldWithoutATask {
    private struct Told: Sendable {
        let answer: Result<Bool, JournalFailure>
        let observed: Int
    }

    @Test("Once it is kept, and observers have seen it", arguments: Kind.allCases)
    func told(_ kind: Kind) async throws {
        let witness = Witness()
        try await kind.with(witness) { journal in
            for turn in 1...2 {
                let told = await keepOnce(in: journal, witness)
                #expect(told.answer == .success(turn == 1))
                #expect(told.observed == 1)
            }
            let known = try await journal.known(about: Subject(call: People.id("a")))
            #expect(known.call == People.call("a"))
        }
    }

    private func keepOnce(in journal: any Journal, _ witness: Witness) async -> Told {
        await withCheckedContinuation { continuation in
            journal.decide(about: Subject(call: People.id("a"))) { known in
                (known.call == nil ? .call(People.call("a")) : Changes(), known.call == nil)
            } then: {
                continuation.resume(returning: Told(answer: $0, observed: witness.changes.count))
            }
        }
    }
}
