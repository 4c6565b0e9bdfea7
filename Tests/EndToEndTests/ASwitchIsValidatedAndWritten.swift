import BrokerAPI
import BrokerClient
import Foundation
import Identity
import Testing

extension EndToEnd {
    @Suite struct ASwitchIsValidatedAndWritten {
        private struct Customer: Decodable {
            let externalId: String?
            let name: String?
        }
        private struct Conversation: Decodable { let customer: Customer? }
        private struct Customers: Decodable { let entities: [Customer] }

        private static let john = "CRM:500245678"
        private static let business = "CRM:500245679"

        /// John Doe calls, and his record on the platform is confirmed.
        private func johnCalls(_ call: String, _ body: (RunningBroker, FeedWitness) async throws -> Void) async throws {
            try await RunningBroker.open { broker in
                try await FeedWitness.listen(to: broker) { feed in
                    _ = try await broker.platform.lookUp(
                        LookupRequest(fromNumber: "+15550199999", toNumber: "+15550190000", callId: call)
                    )
                    _ = try await feed.call(call) { $0.isWhole && $0.sync.state == .confirmed }
                    try await body(broker, feed)
                }
            }
        }

        private func record(of call: String, on broker: RunningBroker) async throws -> Customer? {
            let conversation: Conversation = try await broker.sandbox("GET", "/api/v2/conversations/\(call)").decoded()
            return conversation.customer
        }

        private func names(of externalID: String, on broker: RunningBroker) async throws -> [String?] {
            let found: Customers = try await broker.sandbox("GET", "/api/v2/customers?externalId=\(externalID)")
                .decoded()
            return found.entities.map(\.name)
        }

        @Test func `a switch stands in the platform's record, and nobody's record becomes another's`() async throws {
            try await johnCalls("switched-1") { broker, feed in
                #expect(try await record(of: "switched-1", on: broker)?.externalId == Self.john)
                let call = try await broker.desk.switchContext(
                    "switched-1",
                    SwitchRequest(newExternalId: Self.business, reason: "Caller asked", expectedExternalId: Self.john)
                )
                #expect(call.identity.externalId == Self.business && call.identity.resolvedBy == .switch)
                #expect(call.undo?.to == Self.john)
                _ = try await feed.call("switched-1") {
                    $0.identity.externalId == Self.business && $0.sync.state == .confirmed && $0.isWhole
                }
                #expect(try await record(of: "switched-1", on: broker)?.externalId == Self.business)
                #expect(try await names(of: Self.business, on: broker) == ["John Doe Business"])
                #expect(try await names(of: Self.john, on: broker) == ["John Doe"])
                #expect(feed.kinds["switched-1"]?.contains("switched") == true)
                let next = try await broker.platform.lookUp(
                    LookupRequest(fromNumber: "+15550199999", toNumber: nil, callId: "switched-2")
                )
                #expect(next.externalId == Self.business && next.data.resolvedBy == .override)
            }
        }

        @Test func `undo gives the call back, on the platform too`() async throws {
            try await johnCalls("undone-1") { broker, feed in
                _ = try await broker.desk.switchContext(
                    "undone-1",
                    SwitchRequest(newExternalId: Self.business, reason: "Wrong match", expectedExternalId: Self.john)
                )
                let call = try await broker.desk.undo("undone-1")
                #expect(call.identity.externalId == Self.john && call.undo == nil)
                _ = try await feed.call("undone-1") {
                    $0.identity.externalId == Self.john && $0.sync.state == .confirmed
                }
                #expect(try await record(of: "undone-1", on: broker)?.externalId == Self.john)
                #expect(try await broker.desk.overrides().overrides.isEmpty)
            }
        }

        /// Each with the slug that refuses it.
        private static let refused: [(String, Problem.Slug)] = [
            ("CRM:500000000", .unknownAccount), ("ERP:10100001", .badExternalID), ("CRM:1' OR '1'='1", .badExternalID),
            ("CRM:../../500245679", .badExternalID), ("CRM:" + String(repeating: "A", count: 10_240), .badExternalID),
        ]

        @Test func `what is no account is refused, and the call stays where it is`() async throws {
            try await johnCalls("refused-1") { broker, _ in
                for (target, slug) in Self.refused {
                    let problem = try await refusal {
                        _ = try await broker.platform.updateContext(
                            UpdateContextRequest(
                                callId: "refused-1",
                                newExternalId: target,
                                reason: "Typed into the menu"
                            )
                        )
                    }
                    #expect(problem?.slug == slug, "\(target.prefix(30))")
                    #expect(problem?.externalId == Self.john, "\(target.prefix(30))")
                }
                try await expectNothingChanged("refused-1", broker)
                // Guessing has an end.
                let sixth = try await refusal {
                    _ = try await broker.platform.updateContext(
                        UpdateContextRequest(
                            callId: "refused-1",
                            newExternalId: Self.business,
                            reason: "Typed into the menu"
                        )
                    )
                }
                #expect(sixth?.slug == .tooManyRefusals && sixth?.status == 429)
            }
        }

        @Test func `a desk is refused with the same words and no harm`() async throws {
            try await johnCalls("refused-2") { broker, _ in
                for (target, slug) in Self.refused {
                    let problem = try await refusal {
                        _ = try await broker.desk.switchContext(
                            "refused-2",
                            SwitchRequest(newExternalId: target, reason: "Other", expectedExternalId: Self.john)
                        )
                    }
                    #expect(problem?.slug == slug, "\(target.prefix(30))")
                }
                try await expectNothingChanged("refused-2", broker)
            }
        }

        @Test func `a switch that expects another identity is a conflict`() async throws {
            try await johnCalls("conflict-1") { broker, _ in
                let problem = try await refusal {
                    _ = try await broker.desk.switchContext(
                        "conflict-1",
                        SwitchRequest(
                            newExternalId: Self.business,
                            reason: "Other",
                            expectedExternalId: "CRM:500999999"
                        )
                    )
                }
                #expect(problem?.slug == .conflict && problem?.externalId == Self.john)
                try await expectNothingChanged("conflict-1", broker)
            }
        }

        private func expectNothingChanged(_ call: String, _ broker: RunningBroker) async throws {
            #expect(try await broker.desk.call(call).identity.externalId == Self.john)
            #expect(try await record(of: call, on: broker)?.externalId == Self.john)
            #expect(try await broker.desk.history(call).steps.last?.externalId == Self.john)
            #expect(try await broker.desk.overrides().overrides.isEmpty)
        }

        private func refusal(_ request: () async throws -> Void) async throws -> Problem? {
            do {
                try await request()
                return nil
            } catch ClientFailure.problem(let problem) {
                return problem
            }
        }
    }
}
