import BrokerAPI
import BrokerClient
import Foundation
import Identity
import Synchronization
import Testing

extension EndToEnd {
    /// One kill; `Scripts/drill kill` is the drill proper.
    @Suite struct AKilledBrokerLosesNothing {
        private static let numbers = ["+15550199999", "+12025550143", "+442079460018", "+15550160000", "+15552345678"]

        /// What the client was answered: the external ID of each call.
        private final class Ledger: Sendable {
            private let answered = Mutex<[String: String]>([:])
            var entries: [String: String] { answered.withLock { $0 } }

            /// Notes an answer, and says how many there are.
            func note(_ call: String, _ externalID: String) -> Int {
                answered.withLock { answered in
                    answered[call] = externalID
                    return answered.count
                }
            }
        }

        @Test func `every lookup that was answered is there after kill -9, and is enriched`() async throws {
            try await Folder.with { folder in
                try folder.write("\(RunningBroker.token)\n", to: "tokens")
                let ledger = Ledger()
                try await RunningBroker.run(in: folder) { await Self.callUntilItDies($0, ledger, after: 150) }
                let entries = ledger.entries
                #expect(entries.count >= 150)
                try await RunningBroker.run(in: folder) { broker in
                    try await FeedWitness.listen(to: broker) { feed in
                        for (call, externalID) in entries {
                            let steps = try await broker.desk.history(call).steps
                            #expect(steps.contains { $0.externalId == externalID }, "\(call)")
                            let enriched = try await feed.call(call) {
                                $0.identity.phase == 2 && $0.crm.state != .pending
                            }
                            #expect([.ready, .missing].contains(enriched.crm.state), "\(call)")
                        }
                    }
                }
            }
        }

        /// Eight callers at once; one of them kills the broker while the others are waiting for it.
        private static func callUntilItDies(_ broker: RunningBroker, _ ledger: Ledger, after count: Int) async {
            await withTaskGroup(of: Void.self) { group in
                for caller in 0..<8 {
                    group.addTask {
                        for turn in 0... {
                            let (call, number) = ("killed-\(caller)-\(turn)", numbers[turn % numbers.count])
                            let request = LookupRequest(fromNumber: number, toNumber: "+15550190000", callId: call)
                            guard let answer = try? await broker.platform.lookUp(request) else { return }
                            if ledger.note(call, answer.externalId) == count { broker.program.kill() }
                        }
                    }
                }
            }
        }
    }
}
