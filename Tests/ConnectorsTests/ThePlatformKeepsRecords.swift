import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct ThePlatformKeepsRecords {
    private func record(_ id: String, _ data: [String: PersonalText] = [:]) throws -> CustomerRecord {
        CustomerRecord(
            externalID: try external(id),
            name: "Jane Smith",
            email: EmailAddress("jane@example.com"),
            data: data
        )
    }

    @Test func aRecordIsMadeFoundAndReplaced() async throws {
        try await SandboxBox.open { box in
            let platform = box.platform()
            #expect(try await platform.customer(with: try external("CRM:1")) == nil)
            let data: [String: PersonalText] = [
                "crmCaseId": "CASE-1", "erpAccountStatus": "Active", "loyaltyTier": "Gold",
                "previousInteractionCount": "4",
            ]
            let made = try await platform.write(try record("CRM:1", data), to: nil)
            #expect(try await platform.customer(with: try external("CRM:1")) == made)
            #expect(made.record == (try record("CRM:1", data)))
            let healed = try await platform.write(try record("CRM:2"), to: made.id)
            #expect(healed.id == made.id)
            #expect(try await platform.customer(with: try external("CRM:1")) == nil)
            #expect(try await platform.customer(with: try external("CRM:2"))?.record.data == [:])
        }
    }

    @Test func onlyWhatBelongsToThePersonIsWritten() async throws {
        try await SandboxBox.open { box in
            let data: [String: PersonalText] = ["note": "call back", "loyaltyTier": "Gold"]
            let made = try await box.platform().write(try record("CRM:1", data), to: nil)
            #expect(made.record.data == ["loyaltyTier": "Gold"])
        }
    }

    @Test func aTakenExternalIDIsSaidToBeTaken() async throws {
        try await SandboxBox.open { box in
            let platform = box.platform()
            let (first, second) = (try record("CRM:1"), try record("CRM:2"))
            _ = try await platform.write(first, to: nil)
            let other = try await platform.write(second, to: nil)
            await #expect(throws: PlatformFailure.taken) { try await platform.write(first, to: nil) }
            await #expect(throws: PlatformFailure.taken) { try await platform.write(first, to: other.id) }
            #expect(platform.health().state == .up)
        }
    }

    @Test func aCallPointsAtARecord() async throws {
        try await SandboxBox.open { box in
            let (platform, call) = (box.platform(), try #require(CallID("abc-123")))
            #expect(try await platform.customer(of: call) == nil)
            let made = try await platform.write(try record("CRM:1"), to: nil)
            try await platform.attach(call, to: made.id)
            #expect(try await platform.customer(of: call) == made)
        }
    }

    @Test(arguments: [".", ".."]) func dotsAreNoKeys(_ text: String) async throws {
        try await SandboxBox.open { box in
            let (platform, call) = (box.platform(), try #require(CallID(text)))
            let refused = SourceFailure.rejected(status: 400)
            #expect(await failure { () throws(SourceFailure) in try await platform.customer(of: call) } == refused)
            #expect(await failure { () throws(SourceFailure) in try await platform.attach(call, to: "x") } == refused)
            let record = try record("CRM:1")
            await #expect(throws: PlatformFailure.source(refused)) { try await platform.write(record, to: "a/b") }
            #expect(try await box.requests("genesys").isEmpty)
        }
    }

    @Test func aPauseThatThePlatformAsksForIsKept() async throws {
        try await SandboxBox.open { box in
            let (platform, id) = (box.platform(perMinute: 6_000), try external("CRM:1"))
            try await box.fault("genesys", "ratelimit")
            let start = ContinuousClock.now
            #expect(
                await failure { () throws(SourceFailure) in try await platform.customer(with: id) }
                    == .rateLimited(retryAfter: .seconds(1))
            )
            try await box.fault("genesys", "ok")
            _ = try await platform.customer(with: id)
            #expect(ContinuousClock.now - start >= .seconds(1))
        }
    }

    @Test func conversationsComeWithTheirCustomerWholeOrInPart() throws {
        let whole =
            #"{"id":"c","customer":{"id":"1","externalId":"CRM:1","name":"J","data":{"loyaltyTier":"Gold","x":"y"}}}"#
        let read = try WireAnswer.json(whole).json(GuideConversation.self)
        #expect(read.customer?.whole?.customer?.record.data == ["loyaltyTier": "Gold"])
        let part = try WireAnswer.json(#"{"id":"c","customer":{"id":"1"}}"#).json(GuideConversation.self)
        #expect(part.customer?.isWhole == false)
        let own = try WireAnswer.json(#"{"id":"c","customer":{"id":"1","externalId":null}}"#).json(
            GuideConversation.self
        )
        #expect(own.customer?.isWhole == true)
        #expect(own.customer?.whole?.customer == nil, "a record that the platform made for itself")
        #expect(try WireAnswer.json(#"{"id":"c","customer":null}"#).json(GuideConversation.self).customer == nil)
    }
}
