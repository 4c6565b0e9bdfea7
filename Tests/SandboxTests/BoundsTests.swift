import Foundation
import Testing

@testable import Sandbox

@Suite("What is kept is bounded")
struct BoundsTests {
    @Test func `the oldest go, and numbers are never used twice`() {
        var ring = Ring<String>(capacity: 2)
        #expect(ring.append("a").dropped == nil)
        #expect(ring.append("b").number == 1)
        #expect(ring.append("c").dropped == "a")
        #expect(ring[0] == nil && ring[1] == "b" && ring[2] == "c" && ring[3] == nil)
        #expect(Array(ring.inOrder) == ["b", "c"])
        ring.removeAll()
        #expect(ring.append("d").number == 3)
        #expect(ring[2] == nil && ring[3] == "d" && Array(ring.inOrder) == ["d"])
    }

    @Test func `a dropped customer frees its external ID, and an unknown id finds nobody`() {
        var records = PlatformRecords(limit: 2, seed: 1)
        let ids = (0..<3).map { number in
            _ = records.create(PlatformCustomer(externalID: "CRM:\(number)", name: nil, email: nil, data: "{}"))
            return records.customerID(number)
        }
        #expect(records.customerNumber(id: ids[0]) == nil && records.customerNumber(externalID: "CRM:0") == nil)
        #expect(records.customerNumber(id: ids[2]) == 2 && records.customerNumber(externalID: "CRM:2") == 2)
        #expect(Set(ids).count == 3 && ids.allSatisfy { UUID(uuidString: $0) != nil })
        #expect(records.customerNumber(id: "00000000-0000-4000-8000-000000000002") == nil)
    }

    @Test func `a dropped conversation is gone by its id too`() {
        var records = PlatformRecords(limit: 2, seed: 1)
        for id in ["a", "b", "c"] { records.change(id, at: Date(timeIntervalSince1970: 0)) { $0.from = id } }
        #expect(records.conversation(id: "a") == nil && records.conversation(id: "c")?.from == "c")
    }

    @Test func `a latch lets everybody through once it is open`() async {
        let latch = Latch<Int>()
        async let early = latch.wait()
        latch.open(1)
        latch.open(2)
        #expect(await early == 1)
        #expect(await latch.wait() == 1)
    }

    @Test func `a cancelled wait ends`() async {
        let latch = Latch<Int>()
        let value = await withTaskGroup(of: Int?.self) { group in
            group.addTask { await latch.wait() }
            group.cancelAll()
            return await group.next() ?? 0
        }
        #expect(value == nil)
    }
}
