import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import NIOHTTP1
import Testing

@testable import BrokerHTTP

/// Every field of every route, in every wrong type and size.
@Suite(.timeLimit(.minutes(2)))
struct EveryFieldIsCheckedOnEveryRoute {
    /// What a field takes; everything else is wrong.
    enum Kind: String, Sendable {
        case text, number, flag, object

        /// JSON of each type.
        private static let values: [(Kind?, String)] = [
            (.text, #""x""#), (.number, "7"), (.flag, "true"), (.object, "{}"), (nil, "1.5"), (nil, "[]"),
            (nil, #"["x"]"#), (nil, "-1e400"),
        ]
        var wrong: [String] { Self.values.filter { $0.0 != self }.map(\.1) }
    }

    /// A route that is asked well but for one field.
    struct Route: Sendable, CustomTestStringConvertible {
        let method: HTTPMethod
        let path: String
        let good: [String: String]
        var testDescription: String { "\(method) \(path)" }
    }

    /// A field of a route; `inside` names the object that holds it.
    struct Field: Sendable, CustomTestStringConvertible {
        let route: Route
        let name: String
        let kind: Kind
        var isRequired = false
        var tooMuch: [String] = []
        var inside: String?
        var slug = Problem.Slug.badField
        var fullName: String { (inside.map { "\($0)." } ?? "") + name }
        var testDescription: String { "\(route.testDescription): \(fullName)" }

        func body(_ value: String?) -> String {
            var fields = route.good
            if let inside {
                fields[inside] = value.map { #"{"\#(name)":\#($0)}"# } ?? "{}"
            } else {
                fields[name] = value
            }
            return "{" + fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
                + "}"
        }
    }

    private static let long = "\"" + String(repeating: "x", count: 2_001) + "\""
    /// A bell, a line's end, an escape sequence, DEL, and what is no ASCII: NEL.
    private static let controlled = [#""a\u0007""#, #""a\nb""#, #""\u001B[2J""#, #""a\u007f""#, #""a\u0085b""#]
    private static let identifiers = ["\"" + String(repeating: "x", count: 129) + "\"", long] + controlled
    private static let callIDs = identifiers + [#""""#, #""a b""#, #""a/b""#, #""ä""#, #""a\u0000""#, #""a\n""#]
    private static let externalIDs = [#""""#, #""CRM""#, #""CRM:""#, #""crm:1""#, #""CRM:1 ""#, #""CRM:é""#, long]
    private static let reasons =
        [#""""#, #""  \n ""#, "\"" + String(repeating: "x", count: 201) + "\"", long] + controlled

    private static let lookup = Route(method: .POST, path: Paths.lookup, good: ["callId": #""c9""#])
    private static let update = Route(
        method: .POST,
        path: Paths.updateContext,
        good: ["callId": #""c1""#, "newExternalId": #""CRM:500245678""#, "reason": #""asked""#]
    )
    private static let event = Route(
        method: .POST,
        path: Paths.events,
        good: ["callId": #""c9""#, "type": #""callEnded""#, "at": #""2026-11-23T09:00:00Z""#]
    )
    private static let search = Route(method: .POST, path: Paths.search, good: ["query": #""John""#])
    private static let review = Route(
        method: .POST,
        path: Paths.review("c1"),
        good: ["externalId": #""CRM:500245678""#]
    )
    private static let context = Route(
        method: .POST,
        path: Paths.context("c1"),
        good: [
            "newExternalId": #""CRM:500245678""#, "reason": #""asked""#, "expectedExternalId": #""CRM:500245678""#,
        ]
    )
    private static let interaction = Route(method: .PUT, path: Paths.interaction("c1"), good: [:])
    private static let reveal = Route(
        method: .POST,
        path: Paths.reveal("c1"),
        good: ["field": #""number""#, "reason": #""asked""#]
    )

    static let platformFields =
        [
            Field(route: lookup, name: "callId", kind: .text, isRequired: true, tooMuch: callIDs),
            Field(route: lookup, name: "fromNumber", kind: .text), Field(route: lookup, name: "toNumber", kind: .text),
            Field(route: lookup, name: "type", kind: .text, tooMuch: [#""sideways""#, #""Inbound""#, #""""#]),
            Field(route: lookup, name: "userId", kind: .text, tooMuch: identifiers),
            Field(route: lookup, name: "queueId", kind: .text, tooMuch: identifiers),
            Field(
                route: lookup,
                name: "verifiedEmail",
                kind: .text,
                tooMuch: [#""no""#, #""a b@c""#, #""a@b@c""#, long]
            ),
            Field(route: update, name: "callId", kind: .text, isRequired: true, tooMuch: callIDs),
            Field(route: update, name: "newExternalId", kind: .text, isRequired: true),
            Field(
                route: update,
                name: "newExternalId",
                kind: .text,
                isRequired: true,
                tooMuch: externalIDs,
                slug: .badExternalID
            ),
            Field(route: update, name: "reason", kind: .text, isRequired: true, tooMuch: reasons),
            Field(route: update, name: "expectedExternalId", kind: .text, tooMuch: externalIDs),
            Field(route: update, name: "actor", kind: .object), Field(route: update, name: "remember", kind: .flag),
            Field(
                route: update,
                name: "userId",
                kind: .text,
                isRequired: true,
                tooMuch: identifiers + [#""""#],
                inside: "actor"
            ),
            Field(route: event, name: "type", kind: .text, isRequired: true),
            Field(route: event, name: "callId", kind: .text, isRequired: true, tooMuch: callIDs),
            Field(
                route: event,
                name: "at",
                kind: .text,
                isRequired: true,
                tooMuch: [
                    #""""#, #""2026-11-23""#, #""2026-02-30T09:00:00Z""#, #""2026-11-23T25:00:00Z""#,
                    #""2026-11-23T09:00:00""#, #""99999-11-23T09:00:00Z""#, #""2126-11-23T09:00:00Z""#, long,
                ]
            ),
            Field(route: event, name: "userId", kind: .text, tooMuch: identifiers),
            Field(route: event, name: "queueId", kind: .text, tooMuch: identifiers),
            Field(route: event, name: "legId", kind: .text, tooMuch: identifiers),
            Field(route: event, name: "metrics", kind: .object),
        ]
        + ["talkMs", "heldMs", "acwMs", "dialingMs", "contactingMs"].map {
            Field(
                route: event,
                name: $0,
                kind: .number,
                tooMuch: ["-1", "2592000001", "9223372036854775808", "1e30"],
                inside: "metrics"
            )
        }

    static let deskFields =
        [
            Field(
                route: search,
                name: "query",
                kind: .text,
                isRequired: true,
                tooMuch: [
                    #""""#, #"" ""#, #""x""#, #""Jo%""#, #""a@""#, "\"" + String(repeating: "n", count: 61) + "\"",
                    long,
                ]
            ),
            Field(
                route: search,
                name: "limit",
                kind: .number,
                tooMuch: ["0", "-1", "51", "9223372036854775808", "1e30"]
            ),
            Field(
                route: review,
                name: "externalId",
                kind: .text,
                isRequired: true
            ),
            Field(
                route: review,
                name: "externalId",
                kind: .text,
                isRequired: true,
                tooMuch: externalIDs,
                slug: .badExternalID
            ),
            Field(route: context, name: "newExternalId", kind: .text, isRequired: true),
            Field(route: context, name: "reason", kind: .text, isRequired: true, tooMuch: reasons),
            Field(route: context, name: "expectedExternalId", kind: .text, isRequired: true, tooMuch: externalIDs),
            Field(route: context, name: "remember", kind: .flag),
            Field(route: interaction, name: "note", kind: .text, tooMuch: [long]),
            Field(
                route: interaction,
                name: "topic",
                kind: .text,
                tooMuch: ["\"" + String(repeating: "x", count: 257) + "\"", long]
            ),
            Field(route: interaction, name: "undeclared", kind: .text, tooMuch: [#""x""#]),
            Field(route: interaction, name: "loyaltyTier", kind: .text, tooMuch: [#""x""#, "null"], slug: .wrongSide),
            Field(route: reveal, name: "field", kind: .text, isRequired: true, tooMuch: [#""name""#, #""""#, long]),
            Field(route: reveal, name: "reason", kind: .text, isRequired: true, tooMuch: reasons),
        ]

    /// A wrong type is told alike everywhere; `slug` is what a right type with a wrong value is told.
    private func check(_ field: Field, _ bench: Bench, _ listener: Exchanges) async throws {
        let types = field.kind.wrong + (field.isRequired ? ["null"] : [])
        for value in field.slug == .badField ? types : [] {
            try await expect(field, value, .badField, field.fullName, listener)
        }
        for value in field.tooMuch { try await expect(field, value, field.slug, field.fullName, listener) }
        if field.isRequired { try await expect(field, nil, .badField, field.fullName, listener) }
        let calls = try await bench.journal.liveCalls(limit: 10)
        #expect(calls.map(\.id.text) == ["c1"], "nothing is journalled")
        #expect(calls.first?.identity.resolvedBy == .phone && calls.first?.interaction.isEmpty == true)
    }

    private func expect(
        _ field: Field,
        _ value: String?,
        _ slug: Problem.Slug,
        _ name: String,
        _ listener: Exchanges
    ) async throws {
        let answer = try await listener(field.route.method, field.route.path, field.body(value))
        let shown = value.map { String($0.prefix(40)) } ?? "missing"
        #expect(answer.status == 400, "\(name) \(shown)")
        // A number that no decoder can hold breaks the whole body.
        if value == "-1e400" { return }
        #expect(answer.problem?.slug == slug, "\(name) \(shown)")
        // An object in the place of what holds the field is the holder's fault.
        #expect(answer.problem?.field == name, "\(name) \(shown)")
        #expect(answer.problem?.detail.count ?? 1_000 < 300, "\(name) \(shown)")
    }

    @Test("Of the platform", arguments: platformFields)
    func platform(_ field: Field) async throws {
        let bench = try Bench()
        try await bench.lookUp("c1")
        // Refused switches are counted, and after five there is another answer.
        if field.slug == .badExternalID {
            for value in field.tooMuch {
                let fresh = try Bench()
                try await fresh.lookUp("c1")
                try await fresh.withPlatform { try await expect(field, value, field.slug, field.fullName, $0) }
            }
        } else {
            try await bench.withPlatform { try await check(field, bench, $0) }
        }
    }

    @Test("Of the desk", arguments: deskFields)
    func desk(_ field: Field) async throws {
        let bench = try Bench()
        try await bench.lookUp("c1")
        try await bench.withDesks { try await check(field, bench, $0.raw) }
    }
}
