import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import NIOCore
import NIOHTTP1
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct TheQuickWayTakesWhatIsCertain {
    private static let plain =
        #"{"fromNumber":"+15550199999","toNumber":"+18005550100","callId":"c1","type":"inbound"}"#

    private func lookups(_ bench: Bench) -> QuickLookups {
        QuickLookups(
            parts: bench.parts,
            tokens: PlatformTokens([Bench.token]),
            log: AccessLog(
                logger: bench.parts.logger,
                uptime: bench.parts.ambience.uptime,
                listener: .platform,
                metrics: .none
            )
        )
    }

    private func head(_ fields: [(String, String)] = [], uri: String = Paths.lookup) -> HTTPRequestHead {
        let headers = HTTPHeaders([("Authorization", "Bearer \(Bench.token)")] + fields)
        return HTTPRequestHead(version: .http1_1, method: .POST, uri: uri, headers: headers)
    }

    @Test("An ordinary lookup is taken, with an answer that waits for nobody but the journal")
    func taken() throws {
        let lookups = lookups(try Bench())
        #expect(lookups.take(head()))
        #expect(lookups.take(head([("Connection", "Keep-Alive"), ("Content-Length", "200")], uri: Paths.shortLookup)))
        #expect(lookups.begin(ByteBuffer(string: Self.plain)) != nil)
    }

    @Test("What is unusual is the router's")
    func left() throws {
        let lookups = lookups(try Bench())
        #expect(!lookups.take(head(uri: Paths.events)))
        for field in [
            ("Expect", "100-continue"), ("Connection", "close"), ("Content-Length", "5000"),
            ("Authorization", "Bearer \(Bench.token)"),
        ] {
            #expect(!lookups.take(head([field])))
        }
        for body in [#"{"callId":"c1","x":1}"#, #"{"callId":"c1","callId":"c2"}"#, #"{"callId":"c\u0031"}"#, "{}"] {
            #expect(lookups.begin(ByteBuffer(string: body)) == nil)
        }
    }

    @Test("Bodies that are read quickly are read as always", arguments: 1...200)
    func reading(seed: UInt64) throws {
        var chance = SeededChance(state: seed)
        var body = Array(Self.plain.utf8)
        let strange = Array("\"\\{}[]:,null \t0é\u{0}u".utf8) + Array("callId".utf8)
        for _ in 0...Int.random(in: 0...3, using: &chance) {
            let place = Int.random(in: 0..<body.count, using: &chance)
            switch Int.random(in: 0...2, using: &chance) {
            case 0: body.remove(at: place)
            case 1: body.insert(strange[Int.random(in: 0..<strange.count, using: &chance)], at: place)
            default: body[place] = strange[Int.random(in: 0..<strange.count, using: &chance)]
            }
        }
        guard let quick = PlainJSON.lookup(in: ByteBuffer(bytes: body)) else { return }
        let usual = try WireDate.sharedDecoder.decode(LookupRequest.self, from: Data(body))
        #expect(try WireDate.sharedEncoder.encode(quick) == WireDate.sharedEncoder.encode(usual))
    }

    @Test("A journal that hangs is not waited for, and its late answer disturbs nobody", arguments: LookupWay.allCases)
    func deadline(_ way: LookupWay) async throws {
        var disk: HangingDisk?
        let bench = try Bench(disk: {
            let hanging = HangingDisk($0)
            disk = hanging
            return hanging
        })
        try await bench.withPlatform(way) { platform in
            for id in ["c1", "c2"] {
                let start = ContinuousClock.now
                let answer = try await platform.post(Paths.lookup, Self.plain.replacing("c1", with: id))
                #expect(try answer.json(FlatIdentity.self).data.degraded == true)
                #expect(ContinuousClock.now - start < .milliseconds(450))
                disk?.answer()
            }
            #expect(bench.parts.spool.count == 2)
        }
    }
}

private struct SeededChance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
