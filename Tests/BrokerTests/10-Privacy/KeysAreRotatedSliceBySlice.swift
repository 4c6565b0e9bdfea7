import Broker
import Foundation
import Testing

@Suite("10.2, 10.4 Keys are rotated slice by slice, and stay for as long as something needs them")
struct KeysAreRotatedSliceBySlice {
    private func rotate(_ world: World) throws -> RotateKeys.Outcome {
        let custody = world.parts.custody
        let pending = world.begin { () -> RotateKeys.Outcome? in
            guard let isResumed = try? await RotateKeys.begin(with: custody) else { return nil }
            return try? await RotateKeys.finish(resumed: isResumed, with: custody)
        }
        world.pass(.seconds(60))
        return try #require(pending.value ?? nil)
    }

    private func backUp(_ world: World, _ path: String) throws -> Backup {
        let custody = world.parts.custody
        return try world.result {
            await attempt { () throws(BackupFailure) in try await BackUp.run(to: path, with: custody) }
        }.get()
    }

    private func backups(_ world: World) throws -> [Backup] {
        let backups = world.parts.backups
        return try world.result { await attempt { () throws(JournalFailure) in try await backups.backups() } }.get()
    }

    @Test("a key that nothing needs goes at once") func unneeded() throws {
        let world = try Guide.world()
        let outcome = try rotate(world)
        #expect(!outcome.isResumed && outcome.dropped == ["00000000"])
        #expect(outcome.keys.map(\.use.rows) == [100] && outcome.keys[0].use.isCurrent)
    }

    @Test("one that backups need stays until the last of them has expired") func needed() throws {
        // Long enough for what rests an hour to look, short enough not to live through a month.
        let world = try Guide.world { $0.retention = 5_400 }
        let backup = try backUp(world, "/copy")
        #expect(backup.expires == world.time.now.addingTimeInterval(5_400))
        let first = try rotate(world)
        #expect(first.dropped.isEmpty && first.keys.map(\.neededUntil) == [backup.expires, backup.expires])
        world.pass(.seconds(7_500))
        let second = try rotate(world)
        #expect(try backups(world).isEmpty, "deleted by the broker itself")
        #expect(second.dropped.sorted() == ["00000000", "00000001"] && second.keys.count == 1)
    }

    @Test("a rotation that was cut short is finished by the next start") func restarted() throws {
        let world = try Guide.world()
        let keys = world.parts.keys
        _ = try world.result {
            await attempt { () throws(KeyFailure) in try await keys.beginRotation(at: Date(timeIntervalSince1970: 1)) }
        }.get()
        world.restart()
        world.pass(.seconds(60))
        let use = try world.result { await attempt { () throws(JournalFailure) in try await keys.keyUse() } }.get()
        #expect(use.map(\.rows) == [100, 0] && use[1].retiredAt != nil)
    }

    @Test("the next rotation goes on with one that was cut short, and makes no other key") func resumed() throws {
        let world = try Guide.world()
        let keys = world.parts.keys
        _ = try world.result {
            await attempt { () throws(KeyFailure) in try await keys.beginRotation(at: Date(timeIntervalSince1970: 1)) }
        }.get()
        let outcome = try rotate(world)
        #expect(outcome.isResumed && outcome.keys.map(\.use.id) == ["00000001"])
    }
}
