import Broker
import Identity
import Sandbox
import Testing

@testable import Connectors

/// A system as an integrator would have set it up, with one thing wrong in a part that is not the first.
struct PartUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// All that is asked, in its order.
    let parts: [String]
    /// Which of them the thing that is wrong makes fail, and how.
    let wrong: [String: SourceFailure]
    /// The system, with or without the thing that is wrong.
    let make: @Sendable (SandboxBox, _ isWrong: Bool) -> any Source

    static let all = [
        sapCredit, sapItems, serviceNowCases, serviceNowKeptCalls, salesforceCases, netSuite, tryton,
        fusion,
        genesysCloud,
    ]

    private static let sapParts = [
        "API_BUSINESS_PARTNER", "A_BusinessPartnerAddress", "A_AddressPhoneNumber", "API_OPLACCTGDOCITEMCUBE_SRV",
        "API_CRDTMBUSINESSPARTNER",
    ]

    static let sapCredit = PartUnderTest(
        testDescription: "SAP without credit management",
        parts: sapParts.dropLast() + ["API_CREDIT"],
        wrong: ["API_CREDIT": .rejected(status: 404)]
    ) { box, isWrong in
        box.sap {
            $0.creditPath = isWrong ? "/sap/opu/odata/sap/API_CREDIT" : $0.creditPath
        }
    }

    static let sapItems = PartUnderTest(
        testDescription: "SAP without open items",
        parts: sapParts.map { $0.contains("CUBE") ? "API_ITEMS" : $0 },
        wrong: ["API_ITEMS": .rejected(status: 404)]
    ) { box, isWrong in
        box.sap {
            $0.openItemsPath = isWrong ? "/sap/opu/odata/sap/API_ITEMS" : $0.openItemsPath
        }
    }

    static let serviceNowCases = PartUnderTest(
        testDescription: "ServiceNow without cases",
        parts: ["table customer_contact", "table csm_consumer", "table u_case", "table interaction"],
        wrong: ["table u_case": .rejected(status: 400)]
    ) { box, isWrong in box.serviceNow { $0.cases = isWrong ? "u_case" : $0.cases } }

    static let serviceNowKeptCalls = PartUnderTest(
        testDescription: "ServiceNow without interactions",
        parts: ["table customer_contact", "table csm_consumer", "table sn_customerservice_case", "table u_calls"],
        wrong: ["table u_calls": .rejected(status: 400)]
    ) { box, isWrong in box.serviceNow { $0.interactions = isWrong ? "u_calls" : $0.interactions } }

    static let salesforceCases = PartUnderTest(
        testDescription: "Salesforce without cases",
        parts: ["Contact", "Account.ERP_Number__c", "Cases__r", "Task"],
        wrong: ["Cases__r": .rejected(status: 400)]
    ) { box, isWrong in box.crm { $0.fields.cases = isWrong ? "Cases__r" : $0.fields.cases } }

    static let netSuite = PartUnderTest(
        testDescription: "NetSuite",
        parts: ["customer and currency", "customer"],
        wrong: [:]
    ) { box, _ in ERPUnderTest.netSuite(box) { _ in } }

    static let tryton = PartUnderTest(
        testDescription: "Tryton",
        parts: ["party.party", "party.contact_mechanism", "account.move.line", "account.dunning"],
        wrong: [:]
    ) { box, _ in ERPUnderTest.tryton.open(box) }

    static let fusion = PartUnderTest(
        testDescription: "Fusion",
        parts: ["receivablesCustomerAccountActivities", "receivablesCustomerAccountSiteActivities"],
        wrong: [:]
    ) { box, _ in ERPUnderTest.fusion.open(box) }

    static let genesysCloud = PartUnderTest(
        testDescription: "Genesys Cloud without its external source",
        parts: ["external sources", "contact schemas", "External Contacts", "conversations", "analytics"],
        wrong: [
            "external sources": .unprepared(.externalSource), "External Contacts": .unprepared(.externalSource),
        ]
    ) { box, isWrong in box.cloud { $0.externalSource = isWrong ? "CR" : $0.externalSource } }
}

@Suite struct `Every part of a system is asked for` {
    @Test(arguments: PartUnderTest.all) func `what is wrong is found where it is, and nowhere else`(
        _ system: PartUnderTest
    ) async throws {
        try await SandboxBox.open { box in
            let questions = system.make(box, true).questions
            #expect(questions.map(\.part) == system.parts)
            for question in questions {
                let found = await failure { () throws(SourceFailure) in try await question.ask() }
                #expect(found == system.wrong[question.part], "\(question.part)")
            }
        }
    }

    @Test(arguments: PartUnderTest.all) func `of a system in order, none is refused and nothing is written`(
        _ system: PartUnderTest
    ) async throws {
        try await SandboxBox.open { box in
            for question in system.make(box, false).questions {
                let found = await failure { () throws(SourceFailure) in try await question.ask() }
                #expect(found == nil, "\(question.part)")
                #expect(!question.permissions.isEmpty && !question.mend.isEmpty && !question.purpose.isEmpty)
            }
            let tasks = try await box.control("GET", "tasks")[path: "tasks"]?.elements
            #expect(tasks == [])
            let notes = try await box.control("GET", "notes")[path: "notes"]?.elements
            #expect(notes == [])
        }
    }

    @Test func `the guide's platform and Tryton as a CRM let us do all that calls need`() async throws {
        try await SandboxBox.open { box in
            for questions in [box.platform().questions, CRMUnderTest.tryton.crm(box).questions] {
                #expect(questions.count == 3)
                for question in questions {
                    let found = await failure { () throws(SourceFailure) in try await question.ask() }
                    #expect(found == nil, "\(question.part)")
                }
            }
        }
    }

    @Test func `what is somewhere else has no part, not even one that could be empty`() async throws {
        try await SandboxBox.open { box in
            let elsewhere = "\(box.origin)/elsewhere"
            let guide = GenesysGuidePlatform(GenesysConfiguration(baseURL: elsewhere), box.parts())
            for questions in [box.sap { $0.baseURL = elsewhere }.questions, guide.questions] {
                for question in questions {
                    let found = await failure { () throws(SourceFailure) in try await question.ask() }
                    #expect(found == .rejected(status: 404), "\(question.part)")
                }
            }
        }
    }

    @Test func `a source tells the time, and how far it is from ours`() async throws {
        try await SandboxBox.open { box in
            let platform = box.platform()
            #expect(platform.health().skew == nil)
            _ = try await platform.customer(with: try external("CRM:1"))
            let skew = try #require(platform.health().skew)
            #expect((.seconds(-5)...(.seconds(5))).contains(skew))
        }
    }
}

extension SandboxBox {
    func sap(_ change: (inout SAPConfiguration) -> Void) -> SAPERP {
        var configuration = SAPConfiguration(
            baseURL: origin,
            user: SandboxCredentials.sapUser,
            password: Secret(SandboxCredentials.sapPassword),
            client: SandboxCredentials.sapClient
        )
        change(&configuration)
        return SAPERP(configuration, parts())
    }
}
