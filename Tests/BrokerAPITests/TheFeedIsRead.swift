import BrokerAPI
import Foundation
import Testing

@Suite struct TheFeedIsRead {
    private func event(_ name: String, _ json: String) throws -> FeedEvent? {
        try FeedEvent(name: name, data: Data(json.utf8))
    }

    @Test func `event by event`() throws {
        guard case .snapshot(let snapshot) = try event("snapshot", Example.snapshot) else {
            Issue.record("no snapshot")
            return
        }
        #expect(snapshot.calls.map(\.callId) == ["abc-123"])
        #expect(snapshot.me.may == [.switch, .undo, .reveal])
        guard case .call(let change) = try event("call", #"{"kind":"enriched","call":\#(Example.call)}"#) else {
            Issue.record("no call")
            return
        }
        #expect(change.kind == "enriched")
        #expect(change.call == snapshot.calls.first)
        #expect(try event("call", #"{"kind":"removed","callId":"abc-123"}"#) == .removed(callId: "abc-123"))
        let erased = #"{"kind":"removed","callId":"abc-123","erased":true}"#
        #expect(try event("call", erased) == .erased(callId: "abc-123"))
        #expect(try event("source", Example.source) == .source(try #require(snapshot.sources.first)))
        #expect(try event("stats", Example.stats) == .stats(Example.readStats))
        #expect(
            try event("notice", #"{"level":"warning","text":"The disk is full"}"#)
                == .notice(Notice(level: "warning", text: "The disk is full"))
        )
    }

    @Test func `a kind of change that is new to this reader is a change like any`() throws {
        guard case .call(let change) = try event("call", #"{"kind":"recorded","call":\#(Example.call)}"#) else {
            Issue.record("no call")
            return
        }
        #expect(change.kind == "recorded")
    }

    @Test func `an event that is new to this reader is passed over`() throws {
        #expect(try event("weather", "{}") == nil)
        #expect(try event("", "") == nil)
    }

    @Test func `data that is not as promised is an error`() {
        for name in ["snapshot", "call", "source", "stats", "notice"] {
            for data in ["", "{}", "[]", "<html>", #"{"kind":"removed"}"#, #"{"kind":"enriched"}"#] {
                #expect(throws: DecodingError.self, "\(name) \(data)") { try event(name, data) }
            }
        }
    }
}
