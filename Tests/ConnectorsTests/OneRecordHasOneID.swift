import Broker
import Identity
import Testing

@testable import Connectors

@Suite struct OneRecordHasOneID {
    private func canonical(_ text: String, by crm: SalesforceCRM) throws -> String {
        crm.canonical(try external(text)).text
    }

    /// 15 characters that tell records apart by case, and 18 that need not.
    static let pairs = [
        ("001D000000IRFma", "001D000000IRFmaIAH"), ("003D000000QYRZm", "003D000000QYRZmIAP"),
        ("001000000000000", "001000000000000AAA"), ("500AAAAAAAAAAAA", "500AAAAAAAAAAAAY55"),
    ]

    @Test(arguments: pairs) func `4.2 an ID of 15 characters is that of 18`(short: String, long: String) async throws {
        try await SandboxBox.open { box in
            for text in [short, long] {
                let id = try canonical("CRM:\(text)", by: box.crm())
                #expect(id == "CRM:\(long)")
            }
        }
    }

    /// 18 characters may be typed in any case: the last three tell that of the others.
    @Test(arguments: pairs) func `4.2 an ID of 18 is the same in any case`(_: String, long: String) async throws {
        try await SandboxBox.open { box in
            for text in [long.lowercased(), long.uppercased()] {
                let id = try canonical("CRM:\(text)", by: box.crm())
                #expect(id == "CRM:\(long)")
            }
        }
    }

    @Test func `4.2 a record is found by either of its IDs, and is one record`() async throws {
        try await SandboxBox.open { box in
            let entry = #"{"numbers":["+12025550166"],"accounts":[{"id":"003D000000QYRZmIAP","name":"Ada"}]}"#
            try await box.control("POST", "people", entry)
            let crm = box.crm()
            for text in ["003D000000QYRZm", "003D000000QYRZmIAP", "003d000000qyrzmiap"] {
                let found = try await crm.account(try external("CRM:\(text)"))
                #expect(found?.id.text == "CRM:003D000000QYRZmIAP")
            }
            #expect(
                try await crm.people(with: try number("+12025550166")).accounts.map(\.id.value) == [
                    "003D000000QYRZmIAP"
                ]
            )
        }
    }

    @Test func `4.2 IDs that are not Salesforce's, or not ours, stay as they are`() async throws {
        try await SandboxBox.open { box in
            for text in ["CRM:500245678", "SN:001D000000IRFma", "CRM:001D000000IRF-a", "CRM:001D000000IRFmaZZZ"] {
                let id = try canonical(text, by: box.crm())
                #expect(id == text)
            }
            let own = try canonical("CRM:001D000000IRFma", by: box.crm { $0.fields.id = "Customer_Number__c" })
            #expect(own == "CRM:001D000000IRFma")
        }
    }
}
