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
        let start = Date(timeIntervalSince1970: 1_795_424_400)
        let number = try number("+15550199999")
        let call = try #require(CallID(id))
        var made = Call(id: call, direction: direction, number: number, phoneHash: .sha256, at: start)
        let john = Account(id: try external(account), name: "John Doe")
        let link = RecentLink(number: number, account: john, source: SourceName("salesforce"), at: start)
        made.recall(link, at: start)
        for (kind, second) in [(CallEvent.Kind.callAnswered, 5.0), (.callEnded, 100.4), (.wrapUpEnded, 120.4)] {
            let at = start.addingTimeInterval(second)
            _ = made.record(CallEvent(kind: kind, at: at, userID: "u2"))
        }
        let values = ["note": PersonalText("sends a new one"), "topic": topic.map { PersonalText($0) }]
        _ = try made.merge(values, by: DataTable())
        return try #require(CallSummary(made, agent: "R. Ortiz"))
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

    @Test("however often it is asked to, after a restart too") func once() async throws {
        try await SandboxBox.open { box in
            let (crm, first, second) = (box.crm(), try summary(), try summary("abc-124"))
            for _ in 0..<3 { #expect(try await crm.keep(first) == .kept) }
            #expect(try await box.crm().keep(first) == .kept)
            #expect(try await crm.keep(second) == .kept)
            let kept = try await tasks(box)
            #expect(kept.map { $0[path: "CallObject"]?.text } == ["abc-123", "abc-124"])
        }
    }

    @Test("an answer that never came makes no second one") func lostAnswer() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm(read: .milliseconds(200))
            let first = try summary()
            try await box.fault("crm", "slow", latency: 1_000)
            #expect(await failure { () throws(SourceFailure) in try await crm.keep(first) } == .timedOut)
            try await box.fault("crm", "ok")
            #expect(try await box.crm().keep(first) == .kept)
            let kept = try await tasks(box)
            #expect(kept.count == 1)
        }
    }

    @Test("an account that is gone is said to be gone") func gone() async throws {
        try await SandboxBox.open { box in
            let (missing, foreign) = (try summary(to: "CRM:500000000"), try summary(to: "SF:500245678"))
            #expect(try await box.crm().keep(missing) == .noSuchAccount)
            #expect(try await box.crm().keep(foreign) == .noSuchAccount)
            let kept = try await tasks(box)
            #expect(kept.isEmpty)
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

    @Test("what the vendor refuses is a failure, and nothing is kept") func refused() async throws {
        try await SandboxBox.open { box in
            try await box.fault("crm", "error")
            let crm = box.crm()
            let first = try summary()
            let found = await failure { () throws(SourceFailure) in try await crm.keep(first) }
            #expect(found?.isTransient == true)
            let kept = try await tasks(box)
            #expect(kept.isEmpty)
        }
    }
}
