import AsyncHTTPClient
import Broker
import Foundation
import Identity
import NIOCore
import Testing

@testable import Connectors

@Suite("7 The platform's interaction holds conversation data") struct ThePlatformHoldsConversationData {
    private func attributes(_ box: SandboxBox, _ call: String) async throws -> JSONValue? {
        let answer = try await box.http.get(url: "\(box.origin)/api/v2/conversations/\(call)").get()
        let body = try #require(answer.body)
        return try JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView))[path: "attributes"]
    }

    @Test("merged, and nil deletes") func merged() async throws {
        try await SandboxBox.open { box in
            let (platform, call) = (box.platform(), try #require(CallID("abc-123")))
            try await platform.write(["topic": "bill", "note": "at noon, O'Brien"], to: call)
            try await platform.write(["topic": nil, "callbackRequested": "true"], to: call)
            let expected: [String: JSONValue] = [
                "note": .string("at noon, O'Brien"), "callbackRequested": .string("true"),
            ]
            #expect(try await attributes(box, "abc-123") == .object(expected))
        }
    }

    @Test("a platform that fails says so") func failing() async throws {
        try await SandboxBox.open { box in
            let (platform, call) = (box.platform(), try #require(CallID("abc-123")))
            try await box.fault("genesys", "error")
            let found = await failure { () throws(SourceFailure) in try await platform.write(["note": "x"], to: call) }
            #expect(found?.isTransient == true)
        }
    }
}
