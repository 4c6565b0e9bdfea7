import Foundation
import Identity
import Testing

@Suite struct IdentifiersAreParsedOrRefused {
    static let externalIDs = [
        "CRM:500245678", "ERP:10100001", "SN:a1b2-c3.d4_e5", "AB:0", "ABCDEFGHIJKL:x",
        "CRM:\(String(repeating: "x", count: 128))", "PHONE:\(String(repeating: "0a", count: 32))", "UNKNOWN:abc-123",
    ]

    @Test(arguments: externalIDs) func `4.2 an external ID is SYSTEM colon value`(text: String) throws {
        let id = try #require(ExternalID(text))
        #expect(id.text == text)
        #expect("\(id.system):\(id.value)" == text)
    }

    static let notExternalIDs = [
        "", ":", "CRM", "CRM:", ":500", "C:500", "crm:500245678", "Crm:500", "CRM 500", "CRM:500 ", " CRM:500",
        "CRM:500\n",
        "CRM:500\r\n", "CRM:500\0", "CRM:1' OR '1'='1", "CRM:../../etc/passwd", "../", "CRM:%2e%2e", "CRM:1;DROP",
        "CRM:1:2",
        "CRM:500\u{FF10}", "CRM:\u{FF11}\u{FF12}", "\u{FF23}RM:500", "CRM:5\u{0301}", "CRM:é", "CRM：500",
        "CR1:500", "CRM:\u{202E}500", "ABCDEFGHIJKLM:x", "CRM:\(String(repeating: "x", count: 129))",
        "CRM:\(String(repeating: "x", count: 10_240))", String(repeating: "A", count: 10_240),
        "CRM:500245678\u{0}CRM:500245679", "CRM:<script>", "CRM:${jndi:ldap://x}", "CRM:500*", "CRM:*)(uid=*",
    ]

    @Test(arguments: notExternalIDs) func `4.2 anything else is none`(text: String) {
        #expect(ExternalID(text) == nil)
    }

    @Test(arguments: ["abc-123-def-456", "a", "A.b_c-9", String(repeating: "7", count: 128)])
    func `1.4 a call ID is 1 to 128 plain characters`(text: String) {
        #expect(CallID(text)?.text == text)
    }

    static let notCallIDs = [
        "", " ", "a b", "a/b", "../x", "a\n", "a:b", "a'b", "\u{FF11}", "é", "a\u{0}",
        String(repeating: "7", count: 129), String(repeating: "7", count: 10_240),
    ]

    @Test(arguments: notCallIDs) func `1.4 anything else is no call ID`(text: String) {
        #expect(CallID(text) == nil)
    }

    @Test(arguments: ["+15550199999", "+442079460018", "+4930901820", "+1234", "+123456789012345"])
    func `1.1 a caller number is E164`(text: String) {
        #expect(CallerNumber(e164: text)?.e164 == text)
    }

    static let notNumbers = [
        "", "+", "15550199999", "+0155501", "+123", "+1234567890123456", "+1 555 0199999", "+1555019999a",
        "+1555019999\n",
        "tel:+15550199999", "\u{FF0B}15550199999", "+\u{FF11}5550199999", "++15550199999", "+155501-9999", "anonymous",
        "+\(String(repeating: "1", count: 10_240))",
    ]

    @Test(arguments: notNumbers) func `1.1 anything else is none that we hold`(text: String) {
        #expect(CallerNumber(e164: text) == nil)
    }

    @Test(arguments: ["john.doe@example.com", "a@b", "zoë@exämple.org", "o'brien+x@example.com"])
    func `an e-mail address has something on both sides of one at`(text: String) {
        #expect(EmailAddress(text)?.text == text)
    }

    static let notAddresses = [
        "", "@", "a@", "@b", "a", "a@b@c", "a b@c", "a@b\n", "a@b\r", "a\u{0}@b", "a@\u{7F}b", "a@b\u{85}", "a\u{9B}@b",
        "a\u{3000}@b", "\(String(repeating: "a", count: 250))@b.de", "\(String(repeating: "a", count: 10_240))@b",
    ]

    @Test(arguments: notAddresses) func `anything else is no address`(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test func `addresses that differ in case are one`() {
        #expect(EmailAddress("John.Doe@Example.com") == EmailAddress("john.doe@example.COM"))
        #expect(Set([EmailAddress("A@b"), EmailAddress("a@B")]).count == 1)
        #expect(EmailAddress("a@b") != EmailAddress("c@b"))
    }

    @Test(arguments: ["", "1' OR", "10100001\n", "a/b", "1)", String(repeating: "1", count: 31)])
    func `an ERP account number that could be more than one is none`(text: String) {
        #expect(ERPAccountNumber(text) == nil)
    }

    @Test func `proxies stand for nobody`() throws {
        let call = try #require(CallID("abc-123"))
        #expect(ExternalID.unknown(call).text == "UNKNOWN:abc-123")
        #expect(ExternalID.unknown(call).isProxy)
        #expect(try externalID("PHONE:00").isProxy)
        #expect(try !externalID("CRM:500245678").isProxy)
        #expect(try !externalID("PHONEX:00").isProxy)
    }

    @Test func `what is journalled is parsed again, and an error quotes nothing`() {
        let hostile = Data(#"["CRM:1' OR '1'='1"]"#.utf8)
        func refusal<Value: Decodable>(_ type: Value.Type) -> String? {
            do { return "\(try JSONDecoder().decode([Value].self, from: hostile).count) decoded" } catch {
                return String(reflecting: error).contains("OR") ? "quoted" : nil
            }
        }
        #expect(refusal(ExternalID.self) == nil)
        #expect(refusal(CallID.self) == nil)
        #expect(refusal(CallerNumber.self) == nil)
        #expect(refusal(EmailAddress.self) == nil)
        #expect(refusal(ERPAccountNumber.self) == nil)
    }
}
