import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite("6.4 Salesforce keeps one Task for each call") struct SalesforceKeepsCallSummaries {
    private func summary(
        _ id: String = "abc-123",
        to account: String = "CRM:500245678",
        topic: String? = "router",
        direction: Direction = .inbound
    ) throws -> CallSummary {
        try .made(id, to: try external(account), topic: topic, direction: direction)
    }

    private func tasks(_ box: SandboxBox) async throws -> [JSONValue] {
        try await box.control("GET", "tasks")[path: "tasks"]?.elements ?? []
    }

    @Test("with who, what, when, how long and how it was handled") func contents() async throws {
        try await SandboxBox.open { box in
            let first = try summary()
            #expect(try await box.crm().keep(first) == .kept)
            let task = try #require(try await tasks(box).first)
            let texts = [
                ("Subject", "Call 2026-11-23"), ("WhoId", "500245678"), ("WhatId", "5008500245678"),
                ("TaskSubtype", "Call"), ("CallType", "Inbound"), ("CallDurationInSeconds", "95"),
                ("CallDisposition", "router"), ("CallObject", "abc-123"), ("Status", "Completed"),
                ("Priority", "Normal"), ("ActivityDate", "2026-11-23"),
                ("Description", "Agent: R. Ortiz\nHandle time 115 s\nsends a new one"),
            ]
            for (field, text) in texts { #expect(task[path: field]?.text == text, "\(field)") }
        }
    }

    @Test("an outbound one without a topic or an open case") func outbound() async throws {
        try await SandboxBox.open { box in
            let outbound = try summary(to: "CRM:500245679", topic: nil, direction: .outbound)
            #expect(try await box.crm().keep(outbound) == .kept)
            let task = try #require(try await tasks(box).first)
            #expect(task[path: "CallType"]?.text == "Outbound" && task[path: "WhoId"]?.text == "500245679")
            #expect(task[path: "WhatId"] == nil && task[path: "CallDisposition"] == nil)
        }
    }

    @Test("a key that stands in another field is asked for there") func ownField() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm { $0.fields.id = "Email" }
            let first = try summary()
            #expect(try await crm.keep(first) == .noSuchAccount, "asked for by e-mail, an ID finds nobody")
        }
    }

    @Test("people that are accounts are what it was about") func accounts() throws {
        let body = SalesforceTaskBody(try summary(), record: "001A", isPerson: false, openCase: "500C")
        #expect(body.WhoId == nil && body.WhatId == "001A")
    }

    @Test("a session that has ended is renewed for it") func session() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm()
            _ = try await crm.account(try external("CRM:500245678"))
            try await box.control("POST", "reset")
            let first = try summary()
            #expect(try await crm.keep(first) == .kept)
            let kept = try await tasks(box)
            #expect(kept.count == 1)
        }
    }
}
