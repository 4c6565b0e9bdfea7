import Broker
import Identity
import Testing

@testable import Connectors

@Suite struct TrytonKnowsPeopleByTheirParty {
    private func crm(_ box: SandboxBox) -> any CRM { CRMUnderTest.tryton.crm(box) }

    @Test func `a party has a name, an e-mail and a number, which is its account too`() async throws {
        try await SandboxBox.open { box in
            let people = try await crm(box).people(with: try number("+15550199999")).accounts
            #expect(Set(people.map(\.id.text)) == ["CRM:500245678", "CRM:500245679"])
            #expect(people.map { $0.erpAccount?.text } == people.map { $0.id.value })
            #expect(Set(people.map(\.name.text)) == ["John Doe", "John Doe Business"])
            #expect(people.allSatisfy { $0.email != nil && $0.supportCase == nil && $0.tier == nil && $0.kind == nil })
        }
    }

    @Test func `names of any script come as they are`() async throws {
        try await SandboxBox.open { box in
            let taro = try await crm(box).people(with: try number("+81312345678")).accounts
            let zoe = try await crm(box).people(with: try number("+442079460018")).accounts
            #expect((taro + zoe).map(\.name.text) == ["山田 太郎", "Zoë Ångström-O'Brien"])
        }
    }

    @Test func `an ended session is renewed, once`() async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (crm(box), try external("CRM:500999999"))
            _ = try await crm.account(jane)
            try await box.control("POST", "reset")
            #expect(try await crm.account(jane)?.name.text == "Jane Smith")
            // Refused, the login with what it has to know, and the question again.
            #expect(try await box.requests("crm").count == 5)
        }
    }

    @Test func `many at once open one session`() async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (crm(box), try number("+12025550143"))
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<40 { group.addTask { try await crm.people(with: jane).accounts.count } }
                for try await count in group { #expect(count == 1) }
            }
            #expect(try await box.requests("crm").count == 43)
        }
    }

    @Test func `a party that is no longer active is nobody to talk to`() async throws {
        try await SandboxBox.open { box in
            try await box.addAccount("772", status: "Closed", phone: "+12025550166")
            #expect(try await crm(box).people(with: try number("+12025550166")).accounts.isEmpty)
        }
    }
}
