import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct TheGuidesConversationsAreRead {
    @Test func conversationsComeWithTheirCustomerWholeOrInPart() throws {
        let whole =
            #"{"id":"c","customer":{"id":"1","externalId":"CRM:1","name":"J","data":{"loyaltyTier":"Gold","x":"y"}}}"#
        let read = try WireAnswer.json(whole).json(GuideConversation.self)
        #expect(read.customer?.whole?.customer?.record.data == ["loyaltyTier": "Gold"])
        let part = try WireAnswer.json(#"{"id":"c","customer":{"id":"1"}}"#).json(GuideConversation.self)
        #expect(part.customer?.isWhole == false)
        let own = try WireAnswer.json(#"{"id":"c","customer":{"id":"1","externalId":null}}"#).json(
            GuideConversation.self
        )
        #expect(own.customer?.isWhole == true)
        #expect(own.customer?.whole?.customer == nil, "a record that the platform made for itself")
        #expect(try WireAnswer.json(#"{"id":"c","customer":null}"#).json(GuideConversation.self).customer == nil)
    }
}
