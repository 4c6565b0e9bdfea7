import NIOHTTP1
import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ALookupIsAnsweredOrRefused {
    /// Through the router, and before it.
    private static let ways = LookupWay.allCases

    @Test(
        "A call is known by its number",
        arguments: [
            #"{"fromNumber":"+15550199999","toNumber":"+18005550100","callId":"c1"}"#,
            #"{"fromNumber":"+15550199999","toNumber":null,"callId":"c1","type":"inbound","userId":"","queueId":"q1"}"#,
            #"{"fromNumber":"+18005550100","toNumber":"+15550199999","callId":"c1","type":"outbound"}"#,
            #"{"fromNumber":"+15550199999","callId":"c1","verifiedEmail":"john@example.com","unheardOf":[1]}"#,
        ],
        ways
    )
    func answered(_ body: String, _ way: LookupWay) async throws {
        let bench = try Bench()
        for path in [Paths.lookup, Paths.shortLookup] {
            let answer = try await bench.withPlatform(way) { try await $0.post(path, body) }
            let identity = try answer.json(FlatIdentity.self)
            #expect(answer.status == 200)
            #expect(identity.externalId == PhoneHash.sha256.externalID(of: try number).text)
            #expect(identity.data.resolvedBy == .phone)
            #expect(identity.data.previousInteractionCount == 0)
        }
        #expect(try await bench.journal.liveCalls(limit: 10).count == 1)
    }

    @Test(
        "A bad or missing number is a real call all the same",
        arguments: [
            #"{"fromNumber":"anonymous","toNumber":"+18005550100","callId":"c1"}"#,
            #"{"fromNumber":null,"callId":"c1"}"#, #"{"callId":"c1"}"#, #"{"fromNumber":"","callId":"c1"}"#,
            #"{"fromNumber":"+15550199999","callId":"c1","type":"outbound"}"#,
        ],
        ways
    )
    func unknown(_ body: String, _ way: LookupWay) async throws {
        let bench = try Bench()
        let answer = try await bench.withPlatform(way) { try await $0.post(Paths.lookup, body) }
        let identity = try answer.json(FlatIdentity.self)
        #expect(answer.status == 200)
        #expect(identity.externalId == "UNKNOWN:c1")
        #expect(identity.data.resolvedBy == .unknown)
        #expect(identity.data.previousInteractionCount == nil)
    }

    struct Fault: Sendable {
        let body: String
        let field: String?
    }

    @Test(
        "2.5 Bad input names its field, and nothing is journalled",
        arguments: [
            Fault(body: #"{"fromNumber":"+15550199999"}"#, field: "callId"),
            Fault(body: #"{"callId":null}"#, field: "callId"),
            Fault(body: #"{"callId":7}"#, field: "callId"),
            Fault(body: #"{"callId":""}"#, field: "callId"),
            Fault(body: #"{"callId":"../etc"}"#, field: "callId"),
            Fault(body: #"{"callId":"\#(String(repeating: "a", count: 129))"}"#, field: "callId"),
            Fault(body: #"{"callId":"c1","fromNumber":15550199999}"#, field: "fromNumber"),
            Fault(body: #"{"callId":"c1","toNumber":["+15550199999"]}"#, field: "toNumber"),
            Fault(body: #"{"callId":"c1","type":"INBOUND"}"#, field: "type"),
            Fault(body: #"{"callId":"c1","type":true}"#, field: "type"),
            Fault(body: #"{"callId":"c1","userId":"\#(String(repeating: "u", count: 129))"}"#, field: "userId"),
            Fault(body: #"{"callId":"c1","queueId":"\#(String(repeating: "q", count: 129))"}"#, field: "queueId"),
            Fault(body: #"{"callId":"c1","queueId":{}}"#, field: "queueId"),
            Fault(body: #"{"callId":"c1","verifiedEmail":"nobody"}"#, field: "verifiedEmail"),
            Fault(body: #"{"callId":"c1""#, field: nil),
            Fault(body: "", field: nil), Fault(body: "[]", field: nil), Fault(body: "null", field: nil),
            Fault(body: "callId=c1", field: nil), Fault(body: "\u{0}", field: nil),
        ],
        ways
    )
    func refused(_ fault: Fault, _ way: LookupWay) async throws {
        let bench = try Bench()
        let answer = try await bench.withPlatform(way) { try await $0.post(Paths.lookup, fault.body) }
        #expect(answer.status == 400)
        #expect(answer.problem?.status == 400)
        #expect(answer.problem?.field == fault.field)
        #expect(answer.problem?.slug == (fault.field == nil ? .badRequest : .badField))
        #expect(try await bench.journal.liveCalls(limit: 10).isEmpty)
    }

    @Test("A body may have 64 KiB, and no more", arguments: [false, true], ways)
    func size(isChunked: Bool, _ way: LookupWay) async throws {
        let bench = try Bench()
        let start = #"{"callId":"c1","fromNumber":""#
        let fitting = start + String(repeating: "5", count: 64 * 1024 - start.count - 2) + "\"}"
        try await bench.withPlatform(way) { platform in
            let taken = try await platform(.POST, Paths.lookup, fitting, isChunked: isChunked)
            #expect(taken.status == 200)
            let refused = try await platform(.POST, Paths.lookup, fitting + " ", isChunked: isChunked)
            #expect(refused.status == 413)
            #expect(refused.problem?.slug == .tooLarge)
        }
    }

    @Test(
        "The same call asked again has the identity that it has now, and a journal on a full disk is said",
        arguments: ways
    )
    func again(_ way: LookupWay) async throws {
        let bench = try Bench()
        let body = #"{"fromNumber":"+15550199999","callId":"c1"}"#
        try await bench.withPlatform(way) { platform in
            let first = try await platform.post(Paths.lookup, body)
            let second = try await platform.post(Paths.lookup, body)
            #expect(try second.json(FlatIdentity.self) == first.json())
            bench.journal.refuseWrites(.cannotWrite)
            let other = try await platform.post(Paths.lookup, #"{"fromNumber":"+15550199999","callId":"c2"}"#)
            #expect(try other.json(FlatIdentity.self).data.degraded == true)
            let readiness = try await platform(.GET, Paths.readiness)
            #expect(readiness.status == 503)
            #expect(readiness.problem?.detail == "1 calls wait in memory for the journal.")
        }
    }

    private var number: CallerNumber { get throws { try #require(CallerNumber(e164: "+15550199999")) } }
}
