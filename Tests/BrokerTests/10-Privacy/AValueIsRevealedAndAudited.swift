import Broker
import Foundation
import Identity
import Testing

@Suite("10.5 A masked value is revealed for a reason, and never without an audit row")
struct AValueIsRevealedAndAudited {
    private typealias Failure = RevealValue.Failure

    private func world(from caller: String? = Guide.johnsNumber) throws -> World {
        let world = try Guide.world()
        try world.lookUp("a", from: caller)
        try world.happens(.callAnswered, to: "a", user: "u2")
        world.settle()
        return world
    }

    private func reveal(
        _ field: RevealValue.Field,
        _ world: World,
        by viewer: Viewer = Desks.ortiz
    ) throws -> Result<String, RevealValue.Failure> {
        let (parts, call) = (world.parts, try callID("a"))
        return try world.result {
            await attempt { () throws(RevealValue.Failure) in
                try await RevealValue.run(field, of: call, reason: "to dictate it back", by: viewer, with: parts)
            }
        }
    }

    private func audit(_ world: World) throws -> [AuditRow] {
        let memory = world.memory
        return try world.result {
            await attempt { () throws(JournalFailure) in try await memory.audit(since: .distantPast, limit: 100) }
        }.get()
    }

    @Test("a number and an e-mail") func values() throws {
        let world = try world()
        #expect(try reveal(.number, world).get() == Guide.johnsNumber)
        #expect(try reveal(.email, world).get() == "john.doe@example.com")
        let rows = try audit(world)
        #expect(rows.map(\.kind) == [.reveal, .reveal])
        #expect(rows.map(\.field) == ["email", "number"])
        #expect(rows.allSatisfy { $0.at == world.time.now })
        #expect(!"\(rows)".contains("555") && !"\(rows)".contains("doe") && !"\(rows)".contains("Ortiz"))
    }

    @Test("the reason is on the call, the value is not") func timeline() throws {
        let world = try world()
        _ = try reveal(.number, world)
        let line = try #require(try world.call("a").timeline.last { $0.kind == "revealed" })
        #expect(line.text.text == "number shown to R. Ortiz: to dictate it back")
        #expect(try world.told("a").last == .updated)
    }

    @Test("not where there is none") func nothing() throws {
        let withheld = try world(from: nil)
        #expect(throws: Failure.nothingToReveal(.number)) { try reveal(.number, withheld).get() }
        #expect(throws: Failure.nothingToReveal(.email)) { try reveal(.email, withheld).get() }
        #expect(try audit(withheld).isEmpty)
    }

    @Test("not on a call that the viewer may not see") func unseen() throws {
        let world = try world()
        #expect(throws: Failure.unknownCall) { try reveal(.number, world, by: Desks.lee).get() }
        #expect(try audit(world).isEmpty)
    }

    @Test("not where the audit can't be written") func fullDisk() throws {
        let world = try world()
        world.memory.refuseWrites(.cannotWrite)
        #expect(throws: Failure.journal(.cannotWrite)) { try reveal(.number, world).get() }
    }

    @Test("searches, switches, undos and revocations are audited as well") func others() throws {
        let world = try world()
        let parts = world.parts
        let name = AccountQuery.name("Smith")
        _ = try world.result {
            await attempt { () throws(FindAccounts.Failure) in
                try await FindAccounts.search(name, limit: 5, by: Desks.ortiz, with: parts)
            }
        }
        try world.put("a", on: Guide.jane)
        try world.undo("a")
        try world.put("a", on: Guide.business)
        let override = try #require(try world.override(of: Guide.johnsNumber)).id
        let revoked = try world.result {
            await attempt { () throws(JournalFailure) in
                try await ManageOverrides.revoke(override, by: Desks.ortiz, with: parts)
            }
        }
        #expect(try revoked.get())
        let rows = try audit(world)
        #expect(rows.map(\.kind) == [.revocation, .switch, .undo, .switch, .search])
        #expect(rows.last?.field == "name")
        #expect(!"\(rows)".contains("Smith") && !"\(rows)".contains("CRM:"))
    }

    @Test("a search that can't be audited is not made") func unauditedSearch() throws {
        let world = try world()
        world.memory.refuseWrites(.cannotWrite)
        let (parts, asked) = (world.parts, world.crm.source.requests)
        let result = try world.result {
            await attempt { () throws(FindAccounts.Failure) in
                try await FindAccounts.search(.name("Smith"), limit: 5, by: Desks.ortiz, with: parts)
            }
        }
        #expect(throws: FindAccounts.Failure.journal(.cannotWrite)) { try result.get() }
        #expect(world.crm.source.requests == asked)
    }

    @Test("10.3 the audit is kept for as long as configured, and no longer") func kept() throws {
        let world = try Guide.world { $0.auditLife = 86_400 }
        try world.lookUp("a")
        for _ in 0..<2 {
            #expect(try reveal(.number, world, by: Desks.everywhere).get() == Guide.johnsNumber)
            world.pass(.seconds(86_400))
        }
        #expect(try audit(world).count == 1)
    }
}
