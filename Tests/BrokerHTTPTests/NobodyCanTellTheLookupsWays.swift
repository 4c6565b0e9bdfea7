import Broker
import BrokerAPI
import FoundationEssentials
import NIOCore
import Testing

@testable import BrokerHTTP

/// What a client hears is the same to the byte, whichever way its lookups take.
@Suite(.timeLimit(.minutes(1)))
struct NobodyCanTellTheLookupsWays {
    private static let token = "Authorization: Bearer \(Bench.token)\r\n"

    private static func post(_ body: String, path: String = Paths.lookup, _ fields: String = token) -> String {
        "POST \(path) HTTP/1.1\r\nHost: h\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static func chunked(_ pieces: [String], trailers: String = "") -> String {
        let chunks = pieces.map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }.joined()
        return "POST \(Paths.lookup) HTTP/1.1\r\nHost: h\r\n\(token)Transfer-Encoding: chunked\r\n\r\n"
            + "\(chunks)0\r\n\(trailers)\r\n"
    }

    private static func call(_ id: String, _ more: String = "") -> String {
        #"{"fromNumber":"+15550199999","toNumber":"+18005550100","callId":"\#(id)"\#(more)}"#
    }

    private static let large = call("c1", #","userId":""# + String(repeating: "u", count: 70_000) + "\"")
    private static let longish = call("c1", #","fromNumber":""# + String(repeating: "5", count: 5_000) + "\"")

    private static let conversations: [String] = [
        post(call("c1")),
        post(call("c1"), path: Paths.shortLookup),
        post(call("c1"), path: Paths.lookup + "?x=1"),
        post(call("c1"), path: Paths.lookup + "/"),
        // One after the other without waiting, of all kinds.
        post(call("c1")) + "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n" + post(call("c2")) + post("{")
            + chunked([call("c3")]) + post(call("c4"), "") + post(call("c1")),
        (1...40).map { post(call("c\($0)")) }.joined(),
        // Bodies in pieces, with trailers, held back, empty, large.
        chunked([String(call("c1").prefix(9)), String(call("c1").dropFirst(9))]) + post(call("c2")),
        chunked([call("c1")], trailers: "X-Sum: 1\r\n") + post(call("c2")),
        chunked([large]) + post(call("c2")), post(large) + post(call("c2")), post(longish) + chunked([longish]),
        post(""), chunked([]),
        // Who it is, and how it is said.
        post(call("c1"), "Authorization: Bearer wrong\r\n"), post(call("c1"), token + token),
        post(call("c1"), "authorization: basic \(Data("genesys:the-token".utf8).base64EncodedString())\r\n"),
        post(call("c1"), token + "Connection: keep-alive\r\n") + post(call("c2"), token + "Connection: close\r\n")
            + post(call("c3")),
        post(call("c1")).replacing("HTTP/1.1", with: "HTTP/1.0"),
        // Other methods.
        post(call("c1")).replacing("POST", with: "PUT"), post("").replacing("POST", with: "HEAD"),
        "GET \(Paths.lookup) HTTP/1.1\r\nHost: h\r\n\(token)\r\n",
        "OPTIONS \(Paths.lookup) HTTP/1.1\r\nHost: h\r\n\(token)\r\n",
        // What is no HTTP, or breaks off.
        post(call("c1")) + "nonsense\r\n\r\n", String(post(call("c1")).dropLast(5)), "POST",
        post(call("c1"), token + "Content-Length: 3\r\n"),
        post(call("c1"), token + String(repeating: "X: y\r\n", count: 200)),
        // JSON that is read with more care.
        post(call("c1", #","callId":"c2""#)), post(call("c1", #","type":"\u0069nbound""#)),
        post(call("c1", #","userId":"\ud800""#)), post(call("c1", #","userId":"é""#)),
        post(call("c1", #","more":{"a":[{}]}"#)), post(call("c1", #","type":"outbound","userId":null"#)),
        post(call("c1", #","userId":"a\#tb""#)), post(call("c1") + "x"), post("\u{FEFF}" + call("c1")),
        post(" \r\n\t" + call("c1") + "\n"), post(call("c/1")), post(call("c1", #","verifiedEmail":"x""#)),
        post(String(repeating: "[", count: 3000)), post(call("")),
        post(call("c1").replacing("+15550199999", with: "anonymous")),
    ]

    @Test("A conversation, then no more from the client", arguments: conversations)
    func same(_ conversation: String) async throws {
        let router = try await heard([(nil, conversation)], .router)
        let quick = try await heard([(nil, conversation)], .quick)
        #expect(quick == router)
        #expect(router.contains("HTTP/1.1 ") || conversation == "POST")
    }

    @Test("A request in pieces, each after an answer to the one before", arguments: LookupWay.allCases)
    func pieces(_ way: LookupWay) async throws {
        let next = Self.post(Self.call("c2"))
        let answers = try await heard(
            [(nil, Self.post(Self.call("c1")) + next.prefix(20)), ("resolvedBy", String(next.dropFirst(20)))],
            way
        )
        #expect(answers.components(separatedBy: "HTTP/1.1 200 OK").count == 3)
    }

    @Test("A body that is held back is asked for, unless it is too large", arguments: LookupWay.allCases)
    func expectation(_ way: LookupWay) async throws {
        let body = Self.call("c1")
        let request = Self.post(body, Self.token + "Expect: 100-continue\r\n")
        let answer = try await heard(
            [(nil, String(request.dropLast(body.utf8.count))), ("100 Continue\r\n\r\n", body)],
            way
        )
        #expect(answer.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"))
        let tooLarge = Self.post(Self.large, Self.token + "Expect: 100-continue\r\n").dropLast(Self.large.utf8.count)
        #expect(try await heard([(nil, String(tooLarge))], way).hasPrefix("HTTP/1.1 413 "))
    }

    private func heard(_ parts: [(after: String?, say: String)], _ way: LookupWay) async throws -> String {
        let bench = try Bench()
        return try await bench.withPlatform(hasQuickLookups: way == .quick) { platform in
            let port = try #require(platform.origin.split(separator: ":").last.flatMap { Int($0) })
            return try await RawExchange.transcript(port: port, parts)
        }
    }
}
