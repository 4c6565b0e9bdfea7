import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite("A CRM finds people by their number") struct ACRMFindsPeople {
    @Test("one person with all that is known", arguments: CRMUnderTest.all.filter(\.tellsAll))
    func one(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let crm = kind.crm(box)
            let people = try await crm.people(with: try number("+12025550143"))
            let jane = try #require(people.accounts.first)
            #expect(people.accounts.count == 1)
            #expect(!people.hasMore)
            #expect(people.source == crm.health().name)
            #expect(jane.id == (try kind.id("500999999")))
            #expect(jane.name.text == "Jane Smith")
            #expect(jane.email?.text == "jane.smith@example.com")
            #expect(jane.kind == .business)
            #expect(jane.tier == "Silver")
            #expect(jane.erpAccount?.text == "10100003")
            let open = SupportCase(id: "CASE-NEW-123", isOpen: true, subject: "Change of delivery address")
            #expect(jane.supportCase == open)
        }
    }

    @Test(
        "two people who share it, with the open case of one and the closed one of the other",
        arguments: CRMUnderTest.all.filter(\.tellsAll)
    )
    func shared(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let people = try await kind.crm(box).people(with: try number("+15550199999")).accounts
            #expect(Set(people.map(\.id)) == [try kind.id("500245678"), try kind.id("500245679")])
            let john = try #require(people.first { $0.kind == .personal })
            let business = try #require(people.first { $0.kind == .business })
            #expect(john.interactions == 4)
            #expect(john.lastContactAt != nil)
            #expect(john.supportCase == SupportCase(id: "CASE-99812", isOpen: true, subject: "Router keeps restarting"))
            #expect(business.supportCase?.isOpen == false)
            #expect([john, business].map { $0.erpAccount?.text } == ["10100001", "10100002"])
        }
    }

    @Test("everybody behind a switchboard, and nobody behind an unknown number", arguments: CRMUnderTest.all)
    func manyAndNone(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let crm = kind.crm(box)
            let switchboard = try await crm.people(with: try number("+4930901820"))
            #expect(switchboard.accounts.count == 8)
            let nobody = try await crm.people(with: try number("+15550160000"))
            #expect(nobody.accounts == [] && !nobody.hasMore)
        }
    }

    @Test("who has no case and no ERP link is found all the same", arguments: CRMUnderTest.all.filter(\.tellsAll))
    func missingLink(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let zoe = try #require(try await kind.crm(box).people(with: try number("+442079460018")).accounts.first)
            #expect(zoe.name.text == "Zoë Ångström-O'Brien")
            #expect(zoe.erpAccount == nil && zoe.supportCase == nil && zoe.lastContactAt == nil)
        }
    }

    @Test(
        "a blocked account is found with its link: whether it is blocked is the ERP's to say",
        arguments: CRMUnderTest.all.filter(\.tellsAll)
    )
    func blocked(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let entry = """
                {"numbers":["+12025550188"],"accounts":[{"id":"500777001","name":"Blocked Ltd","kind":"business",
                "erp":"10107001","status":"Blocked"}]}
                """
            try await box.control("POST", "people", entry)
            let found = try await kind.crm(box).people(with: try number("+12025550188")).accounts
            #expect(found.map { $0.erpAccount?.text } == ["10107001"])
        }
    }

    @Test("names of any script, and text that would talk to a terminal", arguments: CRMUnderTest.all.filter(\.tellsAll))
    func anyScript(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let crm = kind.crm(box)
            let taro = try await crm.people(with: try number("+81312345678")).accounts
            #expect(taro.map(\.name.text) == ["山田 太郎"])
            #expect(taro.first?.supportCase?.subject?.text == "請求書の再発行")
            let eve = try await crm.people(with: try number("+33140205317")).accounts
            #expect(eve.map(\.id) == [try kind.id("500310012")])
        }
    }

    @Test("more than fifty are said to be more", arguments: CRMUnderTest.all)
    func tooMany(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            // Some of them are persons, some companies: a CRM may have a table for each.
            try await box.control("POST", "people", #"{"numbers":["+12025550177"],"accounts":90}"#)
            let people = try await kind.crm(box).people(with: try number("+12025550177"))
            #expect(people.accounts.count == 50)
            #expect(people.hasMore)
        }
    }

    @Test("however the number was typed, and not where it is another country's", arguments: CRMUnderTest.all)
    func spellings(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let accounts = (0..<12).map { #"{"id":"5008000\#($0 + 10)","name":"Person \#($0)"}"# }
            let entry = #"{"numbers":["+12025550199"],"accounts":[\#(accounts.joined(separator: ","))]}"#
            try await box.control("POST", "people", entry)
            let crm = kind.crm(box)
            #expect(try await crm.people(with: try number("+12025550199")).accounts.count == 12)
            // The same national digits elsewhere: whatever a query finds, no row is believed.
            #expect(try await crm.people(with: try number("+442025550199")).accounts == [])
        }
    }
}

@Suite("A CRM finds a record by its ID, and accounts by what an agent types") struct ACRMFindsRecords {
    @Test("by its ID, in whatever form it was typed", arguments: CRMUnderTest.all)
    func byID(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let crm = kind.crm(box)
            let jane = try kind.id("500999999")
            #expect(try await crm.account(jane)?.name.text == "Jane Smith")
            #expect(try await crm.account(jane)?.supportCase?.isOpen == (kind.tellsAll ? true : nil))
            #expect(crm.canonical(jane) == jane)
            #expect(try await crm.account(try kind.id("500000000")) == nil)
            #expect(try await crm.account(try external("ERP:500999999")) == nil)
            #expect(try await crm.account(try external("\(crm.prefix):no.such-record_1")) == nil)
        }
    }

    @Test(
        "an ID that no record can have is asked for all the same: a probe learns from it",
        arguments: CRMUnderTest.all
    )
    func nobody(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let crm = kind.crm(box)
            let nobody = try external("\(crm.prefix):ringside-probe")
            #expect(try await crm.account(nobody) == nil)
            let asked = try await box.requests("crm").count
            #expect(asked > 0)
            try await box.fault("crm", "error")
            #expect(await failure { () throws(SourceFailure) in try await crm.account(nobody) }?.isTransient == true)
        }
    }

    @Test("an answer with another record is nonsense", arguments: CRMUnderTest.all)
    func wrongAccount(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (kind.crm(box), try kind.id("500999999"))
            try await box.fault("crm", "wrong-account")
            #expect(await failure { () throws(SourceFailure) in try await crm.account(jane) } == .malformed)
        }
    }

    @Test("by name, e-mail, number and ID", arguments: CRMUnderTest.all)
    func searches(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let crm = kind.crm(box)
            let names = { (found: [Account]) in found.map(\.name.text) }
            #expect(names(try await crm.search(.name("smith"), limit: 10)) == ["Jane Smith"])
            #expect(names(try await crm.search(.name("Ångström-O'Brien"), limit: 10)) == ["Zoë Ångström-O'Brien"])
            #expect(names(try await crm.search(.name("山田"), limit: 10)) == ["山田 太郎"])
            #expect(try await crm.search(.name("John Doe"), limit: 10).count == 2)
            #expect(try await crm.search(.name("John Doe"), limit: 1).count == 1)
            let email = try #require(EmailAddress("jane.smith@example.com"))
            #expect(names(try await crm.search(.email(email), limit: 10)) == ["Jane Smith"])
            #expect(try await crm.search(.number(try number("+4930901820")), limit: 3).count == 3)
            #expect(names(try await crm.search(.externalID(try kind.id("500999999")), limit: 1)) == ["Jane Smith"])
        }
    }
}
