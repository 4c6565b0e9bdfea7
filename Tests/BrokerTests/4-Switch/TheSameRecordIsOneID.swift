import Broker
import Identity
import Testing

@Suite struct TheSameRecordIsOneID {
    private let short = "CRM:003D000000QYRZm"
    private let long = "CRM:003D000000QYRZmIAP"

    private func world() throws -> World {
        let world = try Guide.world { $0.grace = .zero }
        world.crm.put(Account(id: try externalID(long), name: "Maria Garcia"))
        world.crm.name(try externalID(long), also: try externalID(short))
        try world.lookUp("a")
        world.settle()
        return world
    }

    @Test func `4.2 an ID typed in another of its forms is the record's, and the identity has the one form`() throws {
        let world = try world()
        #expect(try world.put("a", on: short).get().identity.externalID.text == long)
        #expect(try world.override(of: Guide.johnsNumber)?.account.id.text == long)
        world.settle()
        #expect(try world.record(of: "a")?.externalID.text == long)
    }

    @Test func `4.3 in whichever form, the current account changes nothing`() throws {
        let world = try world()
        try world.put("a", on: short)
        let (steps, commits) = (try world.history("a").count, world.commits.filter { $0.kind == .switched }.count)
        for form in [short, long] { #expect(try world.put("a", on: form).get().identity.externalID.text == long) }
        #expect(try world.history("a").count == steps)
        #expect(world.commits.filter { $0.kind == .switched }.count == commits)
    }

    @Test func `4.6 in whichever form, it is what was expected`() throws {
        let world = try world()
        try world.put("a", on: long)
        let answer = try world.put("a", on: Guide.jane, expecting: short)
        #expect(try answer.get().identity.externalID.text == Guide.jane)
    }

    @Test func `3.3 in whichever form, it is reviewed with its digit`() throws {
        let world = try world()
        try world.put("a", on: short)
        let (parts, id, call) = (world.parts, try externalID(short), try callID("a"))
        let reviewed = try world.result {
            await attempt { () throws(FindAccounts.Failure) in
                try await FindAccounts.review(id, on: call, for: Desks.everywhere, with: parts)
            }
        }.get()
        #expect(reviewed.account.id.text == long)
        #expect(reviewed.digit == 3)
    }
}
