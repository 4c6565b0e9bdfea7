import Broker
import Feed
import Foundation
import Identity
import Testing

@Suite("10.4 A person is forgotten: in the journal, in memory, and by the feed")
struct APersonIsForgotten {
    private let keeper = Desks.everywhere.actor

    /// Two calls of John's that are over, and one of somebody else's.
    private func world() throws -> World {
        let world = try Guide.world()
        for id in ["a", "b"] {
            try world.lookUp(id)
            world.settle()
            try world.happens(.callAnswered, to: id, user: "u2")
            try world.happens(.callEnded, to: id)
            try world.happens(.wrapUpEnded, to: id)
        }
        try world.lookUp("other", from: Guide.switchboard)
        world.settle()
        return world
    }

    private func forget(
        _ person: Person,
        _ world: World,
        backups: any BackupKeeping = MemoryBackups()
    ) throws -> Result<Forget.Certificate, Forget.Failure> {
        let (parts, actor) = (world.parts, keeper)
        return try world.result {
            await attempt { () throws(Forget.Failure) in
                try await Forget.run(person, by: actor, in: parts.records, backups, parts.ambience) {
                    parts.forgetByHeart($0)
                }
            }
        }
    }

    private var john: Person { get throws { .number(try number(Guide.johnsNumber)) } }

    private func isKnown(_ id: String, _ world: World) throws -> Bool {
        try world.known(id).call != nil
    }

    @Test("All calls and memories of the number, and nobody else's; the certificate says so")
    func erased() throws {
        let world = try world()
        let certificate = try forget(john, world).get()
        #expect(certificate.erased.calls == 2 && certificate.erased.steps >= 2 && certificate.erased.legs == 2)
        #expect(certificate.erased.links == 1 && certificate.isLogEmpty)
        #expect(try !isKnown("a", world) && !isKnown("b", world) && isKnown("other", world))
        #expect(!certificate.person.contains(Guide.johnsNumber.dropFirst(4)))
        #expect(!"\(certificate)".contains(Guide.johnsNumber))
    }

    @Test("The feed's log holds nothing of them any more, and tells that they are gone")
    func feed() throws {
        let world = try world()
        #expect(try !world.told("a").isEmpty)
        _ = try forget(john, world).get()
        #expect(try world.told("a").isEmpty && world.told("b").isEmpty)
        #expect(try !world.told("other").isEmpty)
        var reader = world.parts.news.reader(after: 0)
        let last = try #require(try reader.poll(limit: 100_000).last?.entry)
        guard case .erased(let calls, let onFeed) = last else { throw Unexpected() }
        #expect(Set(calls.map(\.text)) == ["a", "b"] && Set(onFeed.map(\.text)) == ["a", "b"])
    }

    private struct Unexpected: Error {}

    @Test("An event that comes late does not bring an erased call back; a lookup does, and then events count again")
    func late() throws {
        let world = try world()
        _ = try forget(john, world).get()
        #expect(try world.happens(.callAnswered, to: "a", user: "u2").ignored == 1)
        #expect(try !isKnown("a", world) && world.told("a").isEmpty)
        try world.lookUp("a")
        world.settle()
        #expect(try world.happens(.callAnswered, to: "a", user: "u2").accepted == 1)
        #expect(try isKnown("a", world))
    }

    @Test("The CRM is asked again for the next call: its answer is not kept in memory")
    func caches() throws {
        let world = try world()
        _ = try forget(john, world).get()
        let asked = world.crm.source.requests
        try world.lookUp("c")
        world.settle()
        #expect(world.crm.source.requests > asked)
        #expect(try world.call("c").callsBefore == 0)
    }

    @Test("While a call goes on nothing is erased, and it is said until when at the latest")
    func live() throws {
        let world = try world()
        try world.lookUp("live")
        world.settle()
        guard case .failure(.live(let calls, let until)) = try forget(john, world) else { throw Unexpected() }
        #expect(calls == 1 && until > world.time.now)
        #expect(try isKnown("a", world) && isKnown("live", world))
        try world.happens(.callEnded, to: "live")
        #expect(try forget(john, world).get().erased.calls == 3)
    }

    @Test("By a record, also calls that are on somebody else and name it")
    func byRecord() throws {
        let world = try world()
        let certificate = try forget(.externalID(try externalID(Guide.business)), world).get()
        // The business has John's number, too: his calls list it among those whom it could have been.
        #expect(certificate.erased.calls == 2)
        #expect(try isKnown("other", world))
    }

    @Test("A call that only memory knows is forgotten there")
    func spooled() throws {
        let world = try world()
        world.journal.become(.hangsOnWrites)
        #expect(try world.lookUp("spooled").isDegraded)
        #expect(try forget(john, world).get().inMemory == 1)
        #expect(world.parts.spool.count == 0)
    }

    @Test("It is audited, without saying whom; so is one that finds nothing")
    func audited() throws {
        let world = try world()
        _ = try forget(john, world).get()
        _ = try forget(.number(try number("+15550100000")), world).get()
        let memory = world.memory
        let rows = try world.result { (try? await memory.audit(since: .distantPast, limit: 9)) ?? [] }
        #expect(rows.map(\.kind) == [.erasure, .erasure] && rows.map(\.field) == ["number", "number"])
        #expect(!"\(rows)".contains("555"))
    }

    @Test("The certificate names the backups that may hold them, and until when")
    func backups() throws {
        let (world, backups) = (try world(), MemoryBackups())
        let now = world.time.now
        _ = try world.result {
            await attempt { () throws(BackupFailure) in
                try await backups.backUp(to: "/b", at: now, expires: now.addingTimeInterval(60)) { _ in }
            }
        }
        let certificate = try forget(john, world, backups: backups).get()
        #expect(certificate.backups == [Backup(path: "/b", madeAt: now, expires: now.addingTimeInterval(60))])
    }

    @Test("A disk that is full is told, and nothing was erased")
    func fullDisk() throws {
        let world = try world()
        world.memory.refuseWrites(.cannotWrite)
        #expect(throws: Forget.Failure.journal(.cannotWrite, erased: ErasedCounts())) { try forget(john, world).get() }
        #expect(try isKnown("a", world))
    }

    @Test("What was on its way to the platform for them is not written any more")
    func outbox() throws {
        let world = try world()
        world.platform.source.fail(.unreachable)
        try world.lookUp("c")
        world.settle()
        try world.happens(.callEnded, to: "c")
        _ = try forget(john, world).get()
        world.platform.source.fail(nil)
        let writes = world.platform.writes.count
        world.pass(.seconds(600))
        #expect(world.platform.writes.count == writes)
        #expect(try !isKnown("c", world))
    }
}
