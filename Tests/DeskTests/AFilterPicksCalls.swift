import BrokerAPI
import FoundationEssentials
import Testing

@testable import Desk

@Suite("A filter picks calls")
struct AFilterPicksCalls {
    @Test(
        "by what they are",
        arguments: [
            ("", true), ("agent:ortiz", true), ("agent:smith", false), ("queue:bill", true), ("QUEUE:BILLING", true),
            ("tier:gold", true), ("tier:silver", false), ("confidence:likely", true), ("sure:likely", true),
            ("sure:ambiguous", false), ("ortiz gold", true), ("ortiz silver", false), ("john", true),
            ("CRM:500245678", true), ("CRM:9", false), ("state:talking", true), ("state:connected", true),
            ("tier:none", false), ("nobody:there", false), (":", true), ("agent:", true),
        ]
    )
    func words(_ text: String, _ isAdmitted: Bool) {
        #expect(CallFilter(text).admits(People.answered()) == isAdmitted, "\(text)")
    }

    @Test("what is not known is found by none")
    func none() {
        #expect(CallFilter("tier:none sure:none").admits(People.ringing()))
        #expect(!CallFilter("tier:gold").admits(People.ringing()))
    }
}
