import BrokerAPI
import BrokerClient
import Identity
import Testing

extension EndToEnd {
    @Suite struct TheGuidesCallsAreIdentified {
        private static let inbound = #"""
            {
              "fromNumber": "+15550199999",
              "toNumber": "+15550190000",
              "callId": "abc-123-def-456",
              "type": "inbound"
            }
            """#
        private static let clickToDial = #"""
            {
              "fromNumber": "+15550190000",
              "toNumber": "+15550199999",
              "callId": "xyz-789-uvw-012",
              "type": "outbound",
              "userId": "user-12345",
              "queueId": "queue-67890"
            }
            """#

        @Test func `the guide's payload leads to the guide's answer`() async throws {
            try await RunningBroker.open { broker in
                try await FeedWitness.listen(to: broker) { feed in
                    let first = try await broker.post(Self.inbound)
                    #expect(first.status == 200)
                    _ = try await feed.call("abc-123-def-456") { $0.isWhole }
                    let answer: FlatIdentity = try await broker.post(Self.inbound).decoded()
                    #expect(answer.externalId == "CRM:500245678")
                    #expect(answer.name == "John Doe")
                    #expect(answer.email == "john.doe@example.com")
                    #expect(answer.data.crmCaseId == "CASE-99812")
                    #expect(answer.data.erpAccountStatus == "Active")
                    #expect(answer.data.loyaltyTier == "Gold")
                    #expect(answer.data.previousInteractionCount == 4)
                }
            }
        }

        @Test func `the feed tells the whole call each time, in the order of what happened`() async throws {
            try await RunningBroker.open { broker in
                try await broker.fault("slow")
                try await FeedWitness.listen(to: broker) { feed in
                    let answer: FlatIdentity = try await broker.post(Self.inbound).decoded()
                    #expect(answer.externalId.hasPrefix("PHONE:"))
                    #expect(answer.data.resolvedBy == .phone)
                    let first = try await feed.call("abc-123-def-456") { _ in true }
                    #expect(first.identity.phase == 1 && first.crm.state == .pending && first.state == .waiting)
                    #expect(first.identity.externalId == answer.externalId)
                    let whole = try await feed.call("abc-123-def-456") { $0.isWhole && $0.sync.state == .confirmed }
                    #expect(whole.identity.phase == 2 && whole.identity.rule == .openCase)
                    #expect(whole.candidates.map(\.name) == ["John Doe", "John Doe Business"])
                    #expect(whole.number == "+1•••••••999" && whole.identity.email == "j•••@example.com")
                    let kinds = feed.kinds["abc-123-def-456"] ?? []
                    #expect(
                        kinds.first == "identified" && kinds.contains("enriched") && kinds.last == "synced",
                        "\(kinds)"
                    )
                }
            }
        }

        @Test func `a click-to-dial call is its customer's, not ours`() async throws {
            try await RunningBroker.open { broker in
                try await FeedWitness.listen(to: broker) { feed in
                    #expect(try await broker.post(Self.clickToDial, to: Paths.shortLookup).status == 200)
                    let call = try await feed.call("xyz-789-uvw-012") { $0.isWhole }
                    #expect(call.identity.externalId == "CRM:500245678")
                    #expect(call.direction == .outbound && call.state == .dialing)
                    #expect(call.userId == "user-12345" && call.queueId == "queue-67890")
                }
            }
        }

        @Test(arguments: ["anonymous", "sip:anonymous@anonymous.invalid", "555-0199", ""])
        func `a number that can't be used is a call of its own`(number: String) async throws {
            try await RunningBroker.open { broker in
                let answer = try await broker.platform.lookUp(
                    LookupRequest(fromNumber: number, toNumber: "+15550190000", callId: "withheld-1")
                )
                #expect(answer.externalId == "UNKNOWN:withheld-1")
                let call = try await broker.desk.call("withheld-1")
                #expect(call.number == nil && call.identity.phase == 2 && call.crm.state == .missing)
            }
        }
    }
}

extension CallView {
    /// CRM and ERP have both answered.
    var isWhole: Bool { crm.state == .ready && erp.state == .ready }
}
