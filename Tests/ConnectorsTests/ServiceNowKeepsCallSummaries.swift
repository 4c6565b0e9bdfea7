import Broker
import Foundation
import Identity
import Sandbox
import Testing

@testable import Connectors

@Suite("6.4 ServiceNow keeps one interaction for each call") struct ServiceNowKeepsCallSummaries {
    private func john() throws -> ExternalID {
        try external("SN:\(SandboxCredentials.serviceNowKey(of: "500245678"))")
    }

    private func entries(_ box: SandboxBox) async throws -> [JSONValue] {
        try await box.control("GET", "entries")[path: "entries"]?.elements ?? []
    }

    @Test("with who, what, when, how long and how it was handled") func contents() async throws {
        try await SandboxBox.open { box in
            let first = try CallSummary.made(to: try john())
            #expect(try await box.serviceNow().keep(first) == .kept)
            let entry = try #require(try await entries(box).first)
            let texts = [
                ("table", "interaction"), ("correlation_id", "abc-123"), ("channel", "phone"), ("type", "phone"),
                ("consumer", SandboxCredentials.serviceNowKey(of: "500245678")), ("direction", "inbound"),
                ("state", "closed_complete"), ("short_description", "Call 2026-11-23: router"),
                ("opened_at", "2026-11-23 09:00:00"), ("closed_at", "2026-11-23 09:01:35"),
                ("work_notes", "Duration 95 s\nAgent: R. Ortiz\nHandle time 115 s\nsends a new one"),
            ]
            for (field, text) in texts { #expect(entry[path: field]?.text == text, "\(field)") }
            #expect(entry[path: "contact"] == nil)
        }
    }

    @Test("an instance that does not know the key writes nothing twice") func unknownKey() async throws {
        try await SandboxBox.open { box in
            let crm = box.serviceNow { $0.callKey = "u_nothing" }
            let (first, second) = (try CallSummary.made(to: try john()), try CallSummary.made("b", to: try john()))
            #expect(try await crm.keep(first) == .kept, "an empty table can't tell")
            for summary in [first, second, first] {
                #expect(await failure { () throws(SourceFailure) in try await crm.keep(summary) } == .malformed)
            }
            #expect(try await entries(box).count == 1)
        }
    }
}
