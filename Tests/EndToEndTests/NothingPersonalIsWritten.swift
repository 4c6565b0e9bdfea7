import BrokerAPI
import BrokerClient
import Foundation
import Identity
import Testing

extension EndToEnd {
    @Suite struct NothingPersonalIsWritten {
        /// Of the demo's people: what no log and no file may hold.
        private static let personal = [
            "5550199999", "2025550143", "2079460018", "312345678", "140205317", "John Doe", "Jane Smith", "ngström",
            "山田",
            "Mallory", "john.doe@", "jane.smith@", "accounts@doe", "500245678", "500245679", "500999999", "500310001",
            "10100001", "CASE-99812", "Router keeps restarting", "because of a secret", "500000000", "0' OR",
        ]
        private static let callers = ["+15550199999", "+12025550143", "+442079460018", "+81312345678", "+33140205317"]

        private func traces(in bytes: Data) -> [String] {
            Self.personal.filter { bytes.range(of: Data($0.utf8)) != nil }
        }

        @Test func `neither the log nor the files of the state directory show a person`() async throws {
            try await RunningBroker.open { broker in
                try await FeedWitness.listen(to: broker) { feed in
                    try await muchHappens(broker, feed)
                }
                // While it runs, the write-ahead log is there too.
                try expectNoTraces(broker.folder)
                broker.program.terminate()
                #expect(await broker.program.ended() == 0)
                try expectNoTraces(broker.folder)
            }
        }

        private func expectNoTraces(_ folder: Folder) throws {
            let (files, log) = (try folder.allBytes(below: "state"), try folder.bytes(of: "log"))
            #expect(files.range(of: Data("SQLite format 3".utf8)) != nil && !log.isEmpty)
            #expect(traces(in: files) == [])
            #expect(traces(in: log) == [])
        }

        private func muchHappens(_ broker: RunningBroker, _ feed: FeedWitness) async throws {
            for (index, number) in Self.callers.enumerated() {
                _ = try await broker.platform.lookUp(
                    LookupRequest(fromNumber: number, toNumber: "+15550190000", callId: "private-\(index)")
                )
                _ = try await feed.call("private-\(index)") { $0.crm.state == .ready && $0.sync.state == .confirmed }
            }
            _ = try await broker.desk.switchContext(
                "private-0",
                SwitchRequest(
                    newExternalId: "CRM:500245679",
                    reason: "because of a secret",
                    expectedExternalId: "CRM:500245678"
                )
            )
            for target in ["CRM:500000000", "CRM:0' OR '1'='1"] {
                await #expect(throws: (any Error).self) {
                    try await broker.platform.updateContext(
                        UpdateContextRequest(callId: "private-1", newExternalId: target, reason: "because of a secret")
                    )
                }
            }
            _ = try await broker.desk.search(SearchRequest(query: "Jane Smith"))
            for mode in ["error", "html", "garbage"] {
                try await broker.fault(mode)
                _ = try await broker.platform.lookUp(
                    LookupRequest(fromNumber: "+442079460018", toNumber: nil, callId: "private-\(mode)")
                )
            }
            _ = try await broker.post(#"{"fromNumber": "+15550199999", "callId": "not a call"}"#)
            _ = try await feed.call("private-0") { $0.sync.state == .confirmed && $0.isWhole }
        }
    }
}
