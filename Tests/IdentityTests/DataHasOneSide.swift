import Foundation
import Identity
import Testing

@Suite("7 Person data and conversation data") struct DataHasOneSide {
    static let declared = """
        key                      | side
        crmCaseId                | customer
        erpAccountStatus         | customer
        loyaltyTier              | customer
        previousInteractionCount | customer
        name                     | customer
        email                    | customer
        callbackRequested        | conversation
        callbackAt               | conversation
        queueWaitSeconds         | conversation
        note                     | conversation
        topic                    | conversation
        campaign                 | conversation
        LoyaltyTier              |
        campaigns                |
                                 |
        """

    @Test("one declared table decides, and the configuration adds keys", arguments: rows(declared))
    func table(row: [String]) { #expect(DataTable(adding: ["campaign"]).side(of: row[0])?.rawValue ?? "" == row[1]) }

    @Test("what is added takes nothing from the person") func addedPersonKey() {
        #expect(DataTable(adding: ["loyaltyTier"]).side(of: "loyaltyTier") == .customer)
    }

    private func refusal(_ changes: [String: PersonalText?], on call: Call? = nil) throws -> DataRefusal? {
        var call = try call ?? Guide.call()
        let before = call
        do throws(DataRefusal) { _ = try call.merge(changes, by: DataTable()) } catch {
            #expect(call == before, "a refusal changes nothing")
            return error
        }
        return nil
    }

    @Test("a key on the wrong side is refused with a message that names the right one") func wrongSide() throws {
        let found = try refusal(["loyaltyTier": "Gold", "topic": "bill"])
        #expect(found == .wrongSide(key: "loyaltyTier"))
        #expect(found?.key == "loyaltyTier")
        #expect(found?.sentence.contains("customer record") == true)
    }

    @Test("a key that nobody declared is refused with those that there are") func unknown() throws {
        let found = try #require(try refusal(["colour": "red"]))
        #expect(found.key == "colour")
        #expect(found.sentence.contains("callbackAt, callbackRequested, note, queueWaitSeconds, topic"))
        let odd = try #require(try refusal(["+1 555 019 9999": "x"]))
        #expect(odd.key == nil && !odd.sentence.contains("555"), "what is no name of a key is not repeated")
    }

    @Test("values have 256 characters at most, a note 2,000") func lengths() throws {
        func text(_ count: Int) -> PersonalText { PersonalText(String(repeating: "ö", count: count)) }
        #expect(try refusal(["topic": text(256), "note": text(2_000)]) == nil)
        #expect(try refusal(["topic": text(257)]) == .tooLong(key: "topic", limit: 256))
        #expect(try refusal(["note": text(2_001)]) == .tooLong(key: "note", limit: 2_000))
    }

    @Test("at most 50 keys") func count() throws {
        let keys = (1...60).map { "key\($0)" }
        let table = DataTable(adding: keys)
        var call = try Guide.call()
        _ = try call.merge(Dictionary(uniqueKeysWithValues: keys.prefix(50).map { ($0, "x") }), by: table)
        #expect(call.interaction.count == 50)
        #expect(throws: DataRefusal.tooManyKeys) { try call.merge(["key51": "x"], by: table) }
        _ = try call.merge(["key51": "x", "key1": nil], by: table)
        #expect(call.interaction.count == 50)
    }

    @Test("what is sent is merged, null deletes") func merge() throws {
        var call = try Guide.call()
        let first = try call.merge(["topic": "bill", "callbackRequested": "true"], by: DataTable())
        let second = try call.merge(["topic": nil, "note": "call back"], by: DataTable())
        let third = try call.merge(["topic": nil, "note": "call back"], by: DataTable())
        #expect(first && second && !third)
        #expect(call.interaction.mapValues(\.text) == ["callbackRequested": "true", "note": "call back"])
    }

    @Test("a key that the configuration no longer adds can still be deleted") func removedKey() throws {
        var call = try Guide.call()
        _ = try call.merge(["campaign": "spring"], by: DataTable(adding: ["campaign"]))
        #expect(throws: DataRefusal.self) { try call.merge(["campaign": "autumn"], by: DataTable()) }
        _ = try call.merge(["campaign": nil], by: DataTable())
        #expect(call.interaction.isEmpty)
    }

    @Test("the platform is told what is another there, deletions included") func attributes() throws {
        var call = try Guide.call()
        _ = try call.merge(["topic": "bill", "note": "n"], by: DataTable())
        #expect(call.attributesToWrite == ["topic": "bill", "note": "n"])
        call.attributesWritten(call.attributesToWrite)
        #expect(call.attributesToWrite.isEmpty)
        _ = try call.merge(["topic": nil, "callbackAt": "noon"], by: DataTable())
        #expect(call.attributesToWrite == ["topic": nil, "callbackAt": "noon"])
        call.attributesWritten(call.attributesToWrite)
        #expect(call.attributesToWrite.isEmpty)
        #expect(call.platformAttributes.mapValues(\.text) == ["note": "n", "callbackAt": "noon"])
    }
}
