import Identity
import Testing

@testable import Connectors

@Suite struct NoERPQueryCanBeBrokenOutOf {
    /// What an account number may not have, whatever a CRM's field says.
    @Test(arguments: [
        "1' or '1' eq '1", "1'", "''", "\\", "%", "1%2B", "a b", "1;x=1", "1,TransactionStatus=Closed", "=1", "\"",
        "javascript:alert(1)", "1\n2", "１２", "", String(repeating: "1", count: 31), "x' OR '1'='1", "a^NQb", "*",
    ]) func `hostile text is no account number`(text: String) {
        #expect(ERPAccountNumber(text) == nil)
    }

    @Test(arguments: [("O'Brien", "'O''Brien'"), ("x' OR '1'='1", "'x'' OR ''1''=''1'"), ("", "''")])
    func `a text of SuiteQL is one literal`(text: String, literal: String) {
        #expect(SuiteQL.literal(text) == literal)
    }

    @Test func `SuiteQL names only columns of the configuration`() {
        #expect(SuiteQL.customer("10100001", by: "entityid").hasSuffix("WHERE c.entityid = '10100001'"))
        #expect(
            SuiteQL.accounts(spelt: ["+1555", "1555"], in: ["phone", "altphone"], key: "entityid")
                == "SELECT c.entityid AS accountkey, c.phone, c.altphone FROM customer c "
                + "WHERE c.phone IN ('+1555', '1555') OR c.altphone IN ('+1555', '1555')"
        )
        #expect(SuiteQL.accounts(spelt: [], in: ["phone"], key: "entityid") == nil)
        #expect(SuiteQL.accounts(spelt: ["1"], in: [], key: "entityid") == nil)
    }

    @Test(arguments: [("10100001", true), ("A_b-9", true), ("a.b", false), ("..", false)])
    func `a finder gets what needs no quotes`(text: String, isTaken: Bool) {
        #expect(OracleFusionERP.isAccountNumber(text) == isTaken)
    }

    @Test(arguments: [("50%", "50\\%"), ("a_b", "a\\_b"), ("\\", "\\\\"), ("O'B", "O'B")])
    func `a pattern of Tryton takes wildcards as they are`(text: String, pattern: String) {
        #expect(TrytonPattern.escaped(text) == pattern)
    }
}
