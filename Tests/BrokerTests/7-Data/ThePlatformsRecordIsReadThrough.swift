import Broker
import Foundation
import Identity
import Testing

@Suite("The platform's record of a call is read through") struct ThePlatformsRecordIsReadThrough {
    private typealias Failure = ReadCustomer.Failure

    private func customer(
        _ world: World,
        for viewer: Viewer = Desks.everywhere
    ) throws -> Result<PlatformCustomer, ReadCustomer.Failure> {
        let (parts, call) = (world.parts, try callID("a"))
        return try world.result {
            await attempt { () throws(ReadCustomer.Failure) in
                try await ReadCustomer.run(of: call, for: viewer, with: parts)
            }
        }
    }

    @Test("as it is right now") func now() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        world.settle()
        #expect(try customer(world).get().record == (try world.record(of: "a")))
        try world.put("a", on: Guide.jane)
        world.settle()
        #expect(try customer(world).get().record.externalID.text == Guide.jane)
    }

    @Test("or why not") func whyNot() throws {
        let world = try Guide.world()
        #expect(throws: Failure.unknownCall) { try customer(world).get() }
        try world.lookUp("a")
        #expect(throws: Failure.unknownCall) { try customer(world, for: Desks.lee).get() }
        world.settle()
        world.platform.source.fail(.timedOut)
        #expect(throws: Failure.source(.timedOut)) { try customer(world).get() }
    }
}
