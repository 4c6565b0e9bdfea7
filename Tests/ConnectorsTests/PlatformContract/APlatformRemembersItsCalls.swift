import Broker
import Foundation
import Identity
import AsyncHTTPClient
import NIOCore
import Sandbox
import Testing

@testable import Connectors

@Suite("Platform contract: past calls") struct APlatformRemembersItsCalls {
    @Test(arguments: PlatformFace.allCases) func `finished calls are told with their number and record`(
        _ face: PlatformFace
    ) async throws {
        let before = Date().addingTimeInterval(-60)
        try await SandboxBox.open(configure: { $0.analyticsLag = .zero }) { box in
            let reader = face.reader(box)
            for call in ["known", "unknown"] { try await box.placeOver(call) }
            try await box.control("POST", "calls", #"{"number":"+12025550143","callId":"goes-on"}"#)
            let made = try await reader.write(try person("CRM:1"), to: nil)
            try await reader.attach(try #require(CallID("known")), to: made.id)
            let page = try await reader.interactions(since: before, after: nil)
            #expect(page.next == nil)
            let calls = page.interactions.sorted { $0.call.text < $1.call.text }
            #expect(calls.map(\.call.text) == ["known", "unknown"], "what goes on is left out")
            #expect(calls.map { $0.customer?.text } == ["CRM:1", nil])
            #expect(calls.allSatisfy { $0.number?.text.hasSuffix("+12025550143") == true })
            #expect(calls.allSatisfy { $0.direction == .inbound && $0.endedAt >= $0.startedAt })
            let later = try await reader.interactions(since: Date().addingTimeInterval(60), after: nil)
            #expect(later.interactions.isEmpty, "what began before was not asked for")
        }
    }

    @Test(arguments: PlatformFace.allCases) func `a number that was healed since is healed`(
        _ face: PlatformFace
    ) async throws {
        let before = Date().addingTimeInterval(-60)
        try await SandboxBox.open(configure: { $0.analyticsLag = .zero }) { box in
            let (reader, proxy) = (face.reader(box), "PHONE:\(String(repeating: "ab", count: 32))")
            try await box.placeOver("c-1")
            let empty = CustomerRecord(externalID: try external(proxy), name: nil, email: nil, data: [:])
            let made = try await reader.write(empty, to: nil)
            try await reader.attach(try #require(CallID("c-1")), to: made.id)
            #expect(
                try await reader.interactions(since: before, after: nil).interactions.map(\.customer?.text) == [proxy]
            )
            _ = try await reader.write(try person("CRM:1"), to: made.id)
            #expect(
                try await reader.interactions(since: before, after: nil).interactions.map(\.customer?.text) == ["CRM:1"]
            )
        }
    }

    @Test func `pages of the analytics follow each other`() async throws {
        let before = Date().addingTimeInterval(-60)
        try await SandboxBox.open(configure: { $0.analyticsLag = .zero }) { box in
            for call in ["c-1", "c-2", "c-3"] { try await box.placeOver(call) }
            let reader = PlatformFace.cloud.reader(box, rows: 2)
            let first = try await reader.interactions(since: before, after: nil)
            #expect(first.next == "2")
            let second = try await reader.interactions(since: before, after: first.next)
            #expect(second.next == nil)
            #expect((first.interactions + second.interactions).map(\.call.text) == ["c-1", "c-2", "c-3"])
        }
    }

    static func call(_ id: String) -> String { #"{"number":"+12025550143","callId":"\#(id)","endAfterMs":1}"# }
}

extension SandboxBox {
    /// A call that began and is over.
    func placeOver(_ call: String) async throws {
        try await control("POST", "calls", APlatformRemembersItsCalls.call(call))
        try await until { try await isOver(call) }
    }

    func isOver(_ call: String) async throws -> Bool {
        let answer = try await http.get(url: "\(origin)/api/v2/conversations/\(call)").get()
        let body = Data(try #require(answer.body).readableBytesView)
        return try JSONDecoder().decode(JSONValue.self, from: body)[path: "endedAt"]?.text != nil
    }
}
