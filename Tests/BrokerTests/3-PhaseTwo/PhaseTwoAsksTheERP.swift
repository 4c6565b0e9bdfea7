import Broker
import Foundation
import Identity
import Testing

@Suite struct PhaseTwoAsksTheERP {
    private func world(hasERP: Bool = true) throws -> World { try Guide.world(hasERP: hasERP) { $0.grace = .zero } }

    @Test func `3.3 it fails alone, says so, and heals`() throws {
        let world = try world()
        world.erp.source.fail(.unavailable(status: 503, retryAfter: nil))
        try world.lookUp("a")
        world.settle()
        let call = try world.call("a")
        #expect(call.erp.progress.failure == .unavailable(status: 503, retryAfter: nil))
        #expect(call.erp.progress.state == .failed)
        #expect(call.crm.progress.state == .ready)
        #expect(call.sync.state == .confirmed)
        world.erp.source.fail(nil)
        world.pass(.seconds(31))
        #expect(try world.call("a").erp.standing?.status == .active)
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.record(of: "a")?.data["erpAccountStatus"]?.text == "Active")
    }

    @Test func `3.3 an account that it does not have is missing`() throws {
        let world = try world()
        let jane = Account(id: try externalID(Guide.jane), name: "Jane Smith", erpAccount: ERPAccountNumber("999"))
        world.crm.put([jane], under: try number(Guide.janesNumber))
        try world.lookUp("a", from: Guide.janesNumber)
        world.settle()
        #expect(try world.call("a").erp.progress.state == .missing)
        #expect(try world.jobs(.erp).isEmpty)
    }

    /// Jane alone has her number, and the CRM has no account of hers.
    private func worldWithoutLink(_ accounts: [String], isAlone: Bool = true) throws -> World {
        let world = try world()
        let jane = Account(id: try externalID(Guide.jane), name: "Jane Smith")
        let other = Account(id: try externalID("CRM:77"), name: "Jane Smith Ltd")
        let number = try number(Guide.janesNumber)
        world.crm.put(isAlone ? [jane] : [jane, other], under: number)
        world.erp.put(accounts.compactMap { ERPAccountNumber($0) }, under: number)
        for account in accounts.compactMap({ ERPAccountNumber($0) }) { world.erp.put(.blocked, of: account) }
        try world.lookUp("a", from: Guide.janesNumber)
        world.settle()
        return world
    }

    @Test func `3.3 without a link in the CRM, the only account under a number that one person has`() throws {
        let world = try worldWithoutLink(["4711"])
        #expect(try world.call("a").erp.standing?.status == .blocked)
        #expect(try world.jobs(.erp).isEmpty)
    }

    @Test(arguments: [(["4711", "4712"], true), ([], true), (["4711"], false)])
    func `3.3 without a link, no account is guessed`(accounts: [String], isAlone: Bool) throws {
        let world = try worldWithoutLink(accounts, isAlone: isAlone)
        #expect(try world.call("a").erp.progress.state == .missing)
        #expect(try world.jobs(.erp).isEmpty)
        #expect(world.erp.source.requests == (isAlone ? 1 : 0))
        let isSaid = try world.call("a").timeline.contains {
            $0.text.text.contains("several accounts have this number")
        }
        #expect(isSaid == (accounts.count > 1))
    }

    @Test func `3.3 the only one of a list that has more may be one of several`() throws {
        let world = try worldWithoutLink([])
        let number = try number(Guide.janesNumber)
        world.erp.put([try #require(ERPAccountNumber("4711"))], hasMore: true, under: number)
        try world.lookUp("b", from: Guide.janesNumber)
        world.settle()
        let call = try world.call("b")
        #expect(call.erp.progress.state == .missing)
        #expect(call.timeline.contains { $0.text.text == "ERP: several accounts have this number, none was taken" })
    }

    @Test func `3.3 a status that the ERP does not tell is not made up`() throws {
        let world = try world()
        world.erp.put(nil, of: try #require(ERPAccountNumber("10100001")))
        try world.lookUp("a")
        world.settle()
        let call = try world.call("a")
        #expect(call.erp.progress.state == .ready)
        #expect(call.erp.standing != nil && call.erp.standing?.status == nil)
        #expect(call.timeline.contains { $0.text.text == "ERP: status not told" })
        let record = try #require(try world.record(of: "a"))
        #expect(record.data["erpAccountStatus"] == nil)
    }

    @Test func `3.3 where there is no ERP, no call waits for one`() throws {
        let world = try world(hasERP: false)
        try world.lookUp("a")
        world.settle()
        #expect(try world.call("a").erp.progress.state == .missing)
        #expect(try world.jobs(.erp).isEmpty)
        #expect(try world.call("a").sync.state == .confirmed)
    }

    @Test(arguments: [true, false]) func `3.3 a remembered account is read while the CRM is not there`(
        isKnownToBeDown: Bool
    ) throws {
        let world = try world()
        try world.lookUp("earlier")
        try world.put("earlier", on: Guide.business)
        world.pass(.seconds(61))
        world.crm.source.fail(.timedOut)
        if isKnownToBeDown { world.crm.source.become { $0.state = .down } }
        try world.lookUp("a")
        world.settle()
        let call = try world.call("a")
        #expect(call.crm.progress.state == .failed)
        #expect(call.erp.standing?.status == .creditHold)
        let data = try #require(try world.record(of: "a")).data
        #expect(data["erpAccountStatus"]?.text == "Credit hold")
        #expect(data["loyaltyTier"]?.text == "Platinum", "what the record held is not lost")
    }

    @Test func `3.3 after a switch it is the new account's turn, and a late answer is the old one's`() throws {
        let world = try world()
        world.erp.source.hang()
        try world.lookUp("a")
        world.settle()
        try world.put("a", on: Guide.business)
        world.erp.source.release()
        world.settle()
        let call = try world.call("a")
        #expect(call.erp.standing?.status == .creditHold)
        #expect(call.candidates.map(\.standing?.status) == [.active, .creditHold])
        #expect(try world.record(of: "a")?.data["erpAccountStatus"]?.text == "Credit hold")
        #expect(try world.jobs(.erp).isEmpty)
    }

    @Test func `3.3 a failure of the old account's is not the new one's`() throws {
        let world = try world()
        world.erp.source.hang()
        try world.lookUp("a")
        world.settle()
        try world.put("a", on: Guide.jane)
        world.erp.source.fail(.timedOut)
        world.erp.source.release()
        world.settle()
        #expect(try world.call("a").erp.progress.failure == .timedOut, "the new account's own, asked for at once")
        #expect(world.erp.source.requests == 2)
    }

    @Test func `3.3 a slow ERP slows neither CRM nor platform`() throws {
        let world = try world()
        world.erp.source.hang()
        for index in 0..<50 { try world.lookUp("call-\(index)", from: "+1555020\(1000 + index)") }
        for index in 0..<50 {
            let caller = try number("+1555020\(1000 + index)")
            world.crm.put([try Guide.johnHimself()], under: caller)
        }
        world.pass(.seconds(61))
        for index in 50..<100 { try world.lookUp("call-\(index)", from: "+1555020\(950 + index)") }
        world.settle()
        #expect(world.erp.source.waiting == 28, "so many at once, and no more")
        #expect(try (50..<100).allSatisfy { try world.call("call-\($0)").sync.state == .confirmed })
    }
}
