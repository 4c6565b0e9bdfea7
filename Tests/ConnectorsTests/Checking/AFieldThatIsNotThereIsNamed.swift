import Broker
import Identity
import Sandbox
import Testing

@testable import Connectors

/// A configuration with names that the system does not have, and what is to be told of each part.
struct MisspeltFields: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let told: [String: KnownFields]
    let make: @Sendable (SandboxBox) -> any Source

    static let all = [
        MisspeltFields(
            testDescription: "ServiceNow's contacts",
            told: ["table customer_contact": .without(["phnoe", "u_tier", "account.u_no"])]
        ) { box in
            box.serviceNow {
                $0.contacts.number = ["phone", "phnoe"]
                ($0.contacts.tier, $0.contacts.erp) = ("u_tier", "account.u_no")
            }
        },
        MisspeltFields(
            testDescription: "ServiceNow's consumers, by another key",
            told: [
                "table csm_consumer": .without(["u_number", "nmae"]), "table customer_contact": .without(["u_number"]),
            ]
        ) { box in
            box.serviceNow {
                $0.contacts.id = "u_number"
                $0.consumers?.id = "u_number"
                $0.consumers?.name = "nmae"
            }
        },
        MisspeltFields(testDescription: "Salesforce", told: ["Contact": .without(["Idd", "Fone", "Tier__c"])]) { box in
            box.crm { ($0.fields.id, $0.fields.number, $0.fields.tier) = ("Idd", ["Phone", "Fone"], "Tier__c") }
        },
        MisspeltFields(
            testDescription: "Salesforce's link to the ERP",
            told: ["Account.ERP__c": .without(["Account.ERP__c"])]
        ) { box in box.crm { $0.fields.erp = "Account.ERP__c" } },
        MisspeltFields(
            testDescription: "NetSuite",
            told: ["customer and currency": .without(["entity"]), "customer": .without(["custentity_phone"])]
        ) { box in
            ERPUnderTest.netSuite(box) {
                ($0.accountField, $0.numberFields) = ("entity", ["phone", "custentity_phone"])
            }
        },
    ]
}

@Suite struct `A field that is not there is named` {
    @Test(arguments: MisspeltFields.all) func `and no other`(_ system: MisspeltFields) async throws {
        try await SandboxBox.open { box in
            for question in system.make(box).questions where question.part != "table interaction" {
                let known = try await question.ask()
                #expect(known == system.told[question.part] ?? .all, "\(question.part)")
            }
        }
    }

    @Test func `of a table without rows nothing can be told, of one with rows all`() async throws {
        try await SandboxBox.open { box in
            let crm = box.serviceNow { $0.callKey = "corelation_id" }
            let question = try #require(crm.questions.last)
            #expect(try await question.ask() == .unseen)
            try await Self.keepCall(in: box)
            #expect(try await question.ask() == .without(["corelation_id"]))
            let right = try #require(box.serviceNow().questions.last)
            #expect(try await right.ask() == .all)
        }
    }

    @Test func `an object that is not there is no matter of its fields`() async throws {
        try await SandboxBox.open { box in
            let question = try #require(box.crm { $0.fields.object = "Person" }.questions.first)
            let found = await failure { () throws(SourceFailure) in try await question.ask() }
            #expect(found == .rejected(status: 400))
        }
    }

    private static func keepCall(in box: SandboxBox) async throws {
        let john = try external("SN:\(SandboxCredentials.serviceNowKey(of: "500245678"))")
        #expect(try await box.serviceNow().keep(try CallSummary.made(to: john)) == .kept)
    }
}
