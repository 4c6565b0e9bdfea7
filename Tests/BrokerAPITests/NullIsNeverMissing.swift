import BrokerAPI
import Foundation
import Testing

@Suite struct NullIsNeverMissing {
    private func object(_ json: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }

    /// Where `whole` has keys that `bare` lacks, objects inside them included; a list's first item stands for all.
    private func missing(in bare: Any, of whole: Any, at path: String = "") -> [String] {
        guard let bare = bare as? [String: Any], let whole = whole as? [String: Any] else { return [] }
        return whole.keys.sorted().flatMap { key -> [String] in
            guard key != "callbackRequested" else { return [] }
            guard let inner = bare[key], let other = whole[key] else { return ["\(path)/\(key)"] }
            return missing(in: inner, of: other, at: "\(path)/\(key)")
        }
    }

    @Test func `a call of which nothing is known has every field`() throws {
        let call = try WireDate.decoder().decode(CallView.self, from: Data(Example.bareCall.utf8))
        let written = try object(String(decoding: WireDate.encoder().encode(call), as: UTF8.self))
        #expect(missing(in: written, of: try object(Example.call)) == [])
        for key in ["number", "queueId", "agentName", "answeredAt", "endedAt", "undo", "phase1Ms", "phase2Ms"] {
            #expect(written[key] is NSNull, "\(key)")
        }
        let identity = try #require(written["identity"] as? [String: Any])
        for key in ["name", "email", "rule", "confidence", "actor", "runnerUp", "override"] {
            #expect(identity[key] is NSNull, "\(key)")
        }
    }

    @Test func `a reader takes a missing one for null`() throws {
        let call = try WireDate.decoder().decode(CallView.self, from: Data(Example.bareCall.utf8))
        #expect(call.number == nil)
        #expect(call.identity.actor == nil)
        #expect(call.crm.caseId == nil)
        #expect(call.undo == nil)
    }

    @Test func `and passes over one that it does not know`() throws {
        let newer = Example.call.replacing(#""orphan":false"#, with: #""orphan":false,"sentiment":{"score":0.5}"#)
        let call = try WireDate.decoder().decode(CallView.self, from: Data(newer.utf8))
        #expect(call == (try WireDate.decoder().decode(CallView.self, from: Data(Example.call.utf8))))
    }

    @Test func `but not without one that every call has`() throws {
        for field in [#""callId":"x","#, #""startedAt":"2026-11-23T09:00:00Z","#, #""candidates":[],"#] {
            let broken = Example.bareCall.replacing(field, with: "")
            #expect(broken != Example.bareCall)
            #expect(throws: DecodingError.self) {
                try WireDate.decoder().decode(CallView.self, from: Data(broken.utf8))
            }
        }
    }
}
