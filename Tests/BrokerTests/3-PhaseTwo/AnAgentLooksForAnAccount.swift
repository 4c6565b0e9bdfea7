import Broker
import Foundation
import Identity
import Testing

@Suite struct AnAgentLooksForAnAccount {
    private func world() throws -> World {
        let world = try Guide.world()
        try world.lookUp("a")
        try world.happens(.callAnswered, to: "a", user: "u2")
        world.settle()
        return world
    }

    private func found(_ query: AccountQuery, _ world: World) throws -> [String] {
        let parts = world.parts
        return try world.result {
            await attempt { () throws(FindAccounts.Failure) in
                try await FindAccounts.search(query, limit: 10, by: Desks.ortiz, with: parts)
            }
        }.get().map(\.id.text)
    }

    private func review(
        _ id: String,
        _ world: World,
        by viewer: Viewer = Desks.ortiz
    ) throws -> Result<FindAccounts.Reviewed, FindAccounts.Failure> {
        let (parts, id, call) = (world.parts, try externalID(id), try callID("a"))
        return try world.result {
            await attempt { () throws(FindAccounts.Failure) in
                try await FindAccounts.review(id, on: call, for: viewer, with: parts)
            }
        }
    }

    @Test func `4.2 by ID in the CRM that has such IDs, by anything else in the first`() throws {
        let world = try world()
        #expect(try found(.externalID(externalID(Guide.jane)), world) == [Guide.jane])
        #expect(try found(.externalID(externalID("CRM:1")), world) == [])
        #expect(try found(.externalID(externalID("SN:1")), world) == [])
        #expect(try found(.number(number(Guide.johnsNumber)), world) == [Guide.john, Guide.business])
        world.crm.source.fail(.timedOut)
        #expect(throws: FindAccounts.Failure.source(.timedOut)) { try found(.name("Jane"), world) }
    }

    @Test func `3.3 and reviews it, its ERP status read now`() throws {
        let world = try world()
        let business = try review(Guide.business, world).get()
        #expect(business.digit == 2)
        #expect(business.erp.standing?.status == .creditHold)
        let jane = try review(Guide.jane, world).get()
        #expect(jane.digit == nil, "no candidate of this number")
        #expect(jane.account.name.text == "Jane Smith")
    }

    @Test func `3.3 an ERP that fails keeps nobody from it`() throws {
        let world = try world()
        world.erp.source.fail(.timedOut)
        let business = try review(Guide.business, world).get()
        #expect(business.erp.progress.failure == .timedOut)
        #expect(business.erp.standing == nil)
    }

    @Test func `3.3 what is not there, or not for them, is said`() throws {
        let world = try world()
        func failure(_ id: String, by viewer: Viewer = Desks.ortiz) throws -> FindAccounts.Failure? {
            if case .failure(let failure) = try review(id, world, by: viewer) { failure } else { nil }
        }
        #expect(try failure("CRM:1") == .unknownAccount)
        #expect(try failure("SN:1") == .unknownAccount)
        #expect(try failure(Guide.jane, by: Desks.lee) == .unknownCall)
        world.crm.source.fail(.unreachable)
        #expect(try failure(Guide.jane) == .source(.unreachable))
    }
}
