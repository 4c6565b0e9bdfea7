import BrokerAPI
import Foundation
import Identity
import Testing

@Suite struct TheWireIsAsDescribed {
    private func expectRoundTrip<Wire: Codable & Hashable>(
        _ json: String,
        as type: Wire.Type,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let read = try WireDate.decoder().decode(type, from: Data(json.utf8))
        let written = try WireDate.encoder().encode(read)
        #expect(try value(written) == value(Data(json.utf8)), sourceLocation: location)
        #expect(try WireDate.decoder().decode(type, from: written) == read, sourceLocation: location)
    }

    @Test func `the example of the interface's description is read and written as it stands`() throws {
        try expectRoundTrip(Example.call, as: CallView.self)
        try expectRoundTrip(Example.me, as: MeView.self)
        try expectRoundTrip(Example.source, as: SourceView.self)
        try expectRoundTrip(Example.snapshot, as: Snapshot.self)
        try expectRoundTrip(Example.stats, as: StatsView.self)
        try expectRoundTrip(Example.customer, as: CustomerView.self)
        try expectRoundTrip(#"{"note":"will call back","topic":null}"#, as: InteractionChange.self)
        try expectRoundTrip(#"{"field":"number","reason":"read back to the caller"}"#, as: RevealRequest.self)
        try expectRoundTrip(#"{"value":"+15550199999"}"#, as: RevealAnswer.self)
        try expectRoundTrip(#"{"callId":"abc-123","kind":"removed"}"#, as: CallRemoval.self)
        try expectRoundTrip(#"{"callId":"abc-123","erased":true,"kind":"removed"}"#, as: CallRemoval.self)
        try expectRoundTrip(#"{"accepted":1,"duplicates":2,"ignored":3}"#, as: EventsAnswer.self)
    }

    @Test func `the guide's answer is written as the guide writes it`() throws {
        let answer = FlatIdentity(
            externalId: "CRM:500245678",
            name: "John Doe",
            email: "john.doe@example.com",
            data: FlatIdentity.Facts(
                crmCaseId: "CASE-99812",
                erpAccountStatus: "Active",
                loyaltyTier: "Gold",
                previousInteractionCount: 4,
                resolvedBy: .crm
            )
        )
        let guide = #"""
            {"externalId":"CRM:500245678","name":"John Doe","email":"john.doe@example.com","data":{"crmCaseId":"CASE-99812",
             "erpAccountStatus":"Active","loyaltyTier":"Gold","previousInteractionCount":4,"resolvedBy":"crm"}}
            """#
        #expect(try value(WireDate.encoder().encode(answer)) == value(Data(guide.utf8)))
    }

    static let guidePayloads = [
        #"{"fromNumber":"+15550199999","toNumber":"+15550190000","callId":"abc-123-def-456","type":"inbound"}"#,
        #"""
        {"fromNumber":"+15550190000","toNumber":"+15550199999","callId":"xyz-789-uvw-012","type":"outbound",
         "userId":"user-12345","queueId":"queue-67890"}
        """#,
        #"{"callId":"a","fromNumber":null,"unheardOf":{"of":[1,2]}}"#,
    ]

    @Test(arguments: guidePayloads) func `the guide's payloads are read, and more than they have is no harm`(
        json: String
    )
        throws
    {
        let request = try WireDate.decoder().decode(LookupRequest.self, from: Data(json.utf8))
        #expect(!request.callId.isEmpty)
    }

    @Test func `a switch and an event are read`() throws {
        let json = #"{"callId":"a","newExternalId":"CRM:500999999","reason":"Agent Verified Account Switch"}"#
        let asked = try WireDate.decoder().decode(UpdateContextRequest.self, from: Data(json.utf8))
        #expect(asked.newExternalId == "CRM:500999999")
        #expect(asked.actor == nil)
        let ended = #"""
            {"type":"callEnded","callId":"a","at":"2026-11-23T10:00:00+01:00","metrics":{"talkMs":61000,"heldMs":0}}
            """#
        let event = try WireDate.decoder().decode(PlatformEvent.self, from: Data(ended.utf8))
        #expect(event.at == WireDate.date(from: "2026-11-23T09:00:00Z"))
        #expect(event.metrics?.talkMs == 61_000)
        #expect(event.metrics?.acwMs == nil)
    }

    @Test(arguments: [#"{}"#, #"{"callId":7}"#, #"{"callId":null}"#, #"[]"#, #"""#, "<html>", ""])
    func `what is no lookup is none`(json: String) {
        #expect(throws: (any Error).self) { try WireDate.decoder().decode(LookupRequest.self, from: Data(json.utf8)) }
    }
}
