import Broker
import BrokerAPI
import FoundationEssentials
import HTTPTypes
import Identity
import NIOHTTP1
import Testing

@testable import BrokerHTTP

/// `openapi.yaml` beside the code that it describes.
@Suite(.timeLimit(.minutes(1)))
struct TheDescriptionIsExact {
    private static let text = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)

    /// What stands indented by so much below a heading, as names.
    private static func names(below heading: String, indent: Int) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0 == heading }) else { return [] }
        let depth = heading.prefix { $0 == " " }.count
        let block = lines[(start + 1)...].prefix { $0.isEmpty || $0.prefix { $0 == " " }.count > depth }
        return block.filter { $0.prefix { $0 == " " }.count == indent && $0.contains(":") }
            .map { String($0.drop { $0 == " " }.prefix { $0 != ":" }) }
    }

    private static let paths = names(below: "paths:", indent: 2)

    @Test("It is the same on both listeners, byte for byte the file in the source tree")
    func served() async throws {
        let bench = try Bench()
        let platform = try await bench.withPlatform { try await $0(.GET, Paths.description) }
        let desk = try await bench.withDesks { try await $0.raw(.GET, Paths.description) }
        for answer in [platform, desk] {
            #expect(answer.status == 200)
            #expect(answer.headers.first(name: "content-type") == "application/yaml")
            #expect(answer.text == Self.text)
        }
        let file = #filePath.replacing(
            "Tests/BrokerHTTPTests/TheDescriptionIsExact.swift",
            with: "Sources/BrokerHTTP/OpenAPI/"
        )
        #expect(try String(contentsOfFile: file + "openapi.yaml", encoding: .utf8) == Self.text)
    }

    @Test("Each path and method that it names exists on its listener, and no other")
    func routes() throws {
        let known: [HTTPRequest.Method] = [.get, .put, .post, .delete, .patch]
        #expect(Self.paths.count == 33)
        for path in Self.paths {
            let asked = path.replacing("{callId}", with: "c1").replacing("{id}", with: "x")
            let named = Set(Self.names(below: "  \(path):", indent: 4).map { $0.uppercased() })
            let isPlatform = try allowed(path, known) { PlatformRoute.match($0, asked) }
            let isDesk = try allowed(path, known) { try DeskRoute.match($0, asked) }
            #expect(isPlatform.union(isDesk) == named, "\(path)")
            let isOfDesk = path.hasPrefix("/v1/")
            #expect(path == Paths.description || (isOfDesk ? isPlatform.isEmpty : isDesk.isEmpty), "\(path)")
        }
    }

    private func allowed<Route>(
        _ path: String,
        _ methods: [HTTPRequest.Method],
        _ match: (HTTPRequest.Method) throws -> RouteMatch<Route>
    ) throws -> Set<String> {
        try Set(methods.filter { if case .route = try match($0) { true } else { false } }.map(\.rawValue))
    }

    @Test("Each route that the listeners have is in it")
    func complete() {
        for route in PlatformRoute.allCases { #expect(Self.paths.contains(route.template), "\(route.template)") }
        let id = CallID.any
        let desk: [DeskRoute] = [
            .feed, .me, .calls, .call(id), .history(id), .search, .review(id), .context(id), .undo(id), .overrides,
            .override("x"), .interaction(id), .reveal(id), .customer(id), .stats, .description, .report, .reconcile,
            .purge, .forget, .export,
            .backup, .keys, .rotation,
        ]
        for route in desk { #expect(Self.paths.contains(route.template), "\(route.template)") }
    }

    @Test("Each problem's slug is in it, and no other")
    func slugs() {
        let named = Self.text.matches(of: /urn:ringside:problem:([a-z-]+)/).map { String($0.output.1) }
        #expect(Set(named) == Set(Problem.Slug.allCases.map(\.rawValue)))
    }

    /// A schema of an answer, and a value as it is on the wire.
    private static func answers(_ call: CallView) -> [(String, any Encodable)] {
        [
            ("Call", call), ("Identity", call.identity), ("CRMContext", call.crm), ("ERPContext", call.erp),
            ("Sync", call.sync), ("Candidate", CandidateView(.john)), ("Me", MeView(.agent)),
            ("Stats", stats), ("IdentifiedStats", stats.identified), ("SyncStats", stats.sync),
            ("TierStats", StatsView.Tier(tier: nil, handled: 0, averageHandleMs: nil)),
            ("Customer", CustomerView(id: "k", externalId: "CRM:1", name: nil, email: nil, data: [:])),
            ("EventsAnswer", EventsAnswer(accepted: 0, duplicates: 0, ignored: 0)),
            ("Notice", Notice(level: "info", text: "x")), ("RevealAnswer", RevealAnswer(value: "x")),
            (
                "SourceHealth",
                SourceView(
                    name: "s",
                    role: "crm",
                    state: "up",
                    since: Moment.start,
                    p50Ms: nil,
                    p99Ms: nil,
                    nextProbeAt: nil
                )
            ),
            ("Undo", UndoView(to: "CRM:1", until: nil)), ("Actor", ActorView(id: "u", name: nil, role: .agent)),
            ("TimelineEntry", TimelineView(at: Moment.start, kind: "k", text: "t", tookMs: nil)),
            ("Money", MoneyView(amount: "1", currency: "USD")),
            ("RunnerUp", RunnerUpView(externalId: "CRM:1", name: nil)),
            ("OverrideStamp", OverrideStampView(by: "b", at: Moment.start, expires: Moment.start)),
        ]
    }

    private static let stats = StatsView(
        since: Moment.start,
        calls: 0,
        waiting: 0,
        longestWaitMs: nil,
        handled: 0,
        averageHandleMs: nil,
        byTier: [],
        identified: StatsView.Identified(phase1: 0, phase2: 0, ambiguous: 0, orphans: 0, switched: 0, undone: 0),
        sync: StatsView.Sync(pending: 0, retrying: 0, failed: 0),
        sources: []
    )

    private struct AnyKeys: Decodable {
        struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }
        let names: [String]
        init(from decoder: any Decoder) throws {
            names = try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue)
        }
    }

    @Test("The fields of each answer are those on the wire")
    func fields() throws {
        let call = Call(id: .any, direction: .inbound, number: nil, phoneHash: .sha256, at: Moment.start)
        for (schema, value) in Self.answers(CallTelling(try Bench().parts).view(of: call)) {
            let written = try JSONDecoder().decode(AnyKeys.self, from: WireDate.encoder().encode(value))
            let block = Self.block("    \(schema):")
            let named = Self.properties(in: block)
            #expect(Set(written.names) == Set(named), "\(schema)")
        }
    }

    private static func block(_ heading: String) -> [Substring] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let schemas = lines.firstIndex(of: "  schemas:"),
            let start = lines[schemas...].firstIndex(where: { $0 == heading })
        else { return [] }
        return Array(lines[(start + 1)...].prefix { $0.prefix { $0 == " " }.count > 4 })
    }

    private static func properties(in block: [Substring]) -> [String] {
        guard let start = block.firstIndex(of: "      properties:") else { return [] }
        return block[(start + 1)...].prefix { $0.prefix { $0 == " " }.count > 6 }
            .filter { $0.prefix { $0 == " " }.count == 8 }.map { String($0.dropFirst(8).prefix { $0 != ":" }) }
    }
}
