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

    @Test func `4.2 IDs that are not Salesforce's, or not ours, stay as they are`() async throws {
        try await SandboxBox.open { box in
            for text in ["CRM:500245678", "SN:001D000000IRFma", "CRM:001D000000IRF-a"] {
                let id = try canonical(text, by: box.crm())
                #expect(id == text)
            }
            let own = try canonical("CRM:001D000000IRFma", by: box.crm { $0.fields.id = "Customer_Number__c" })
            #expect(own == "CRM:001D000000IRFma")
        }
    }
}
