import Broker
import Foundation
import Identity
import Testing

@Suite struct EveryViewerSeesTheirOwn {
    static let table = """
        state     | agent | queue   | u2 in billing | u3 | north | everywhere
        waiting   |       |         | no            | no | no    | yes
        waiting   |       | billing | yes           | no | yes   | yes
        waiting   |       | sales   | no            | no | no    | yes
        ringing   | u2    | billing | yes           | no | yes   | yes
        ringing   | u3    | billing | yes           | yes | no   | yes
        ringing   | u3    | sales   | no            | yes | no   | yes
        connected | u2    | billing | yes           | no | yes   | yes
        connected | u3    | billing | no            | yes | no   | yes
        connected | u7    | billing | no            | no | no    | yes
        ringing   | u7    | billing | yes           | no | yes   | yes
        wrapup    | u2    | sales   | yes           | no | yes   | yes
        ended     | u2    |         | yes           | no | yes   | yes
        """

    @Test(arguments: table.split(separator: "\n").dropFirst().map(String.init))
    func `by agent, queue, team`(row: String) throws {
        let cells = row.split(separator: "|", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        let call = try call(in: cells[0], agent: cells[1], queue: cells[2])
        #expect(call.life.state.rawValue == cells[0])
        let viewers = [Desks.ortiz, Desks.lee, Desks.north, Desks.everywhere]
        let seen = viewers.map { Desks.staff.may($0, see: call) ? "yes" : "no" }
        #expect(seen == Array(cells[3...]))
    }

    private func call(in state: String, agent: String, queue: String) throws -> Call {
        let kinds: [String: [CallEvent.Kind]] = [
            "waiting": [], "ringing": [.callOffered], "connected": [.callAnswered],
            "wrapup": [.callAnswered, .callEnded], "ended": [.callAnswered, .callEnded, .wrapUpEnded],
        ]
        var call = Call(
            id: try callID("a"),
            direction: .inbound,
            number: nil,
            phoneHash: .sha256,
            at: VirtualTime.nine,
            queueID: queue.isEmpty ? nil : queue,
            userID: agent.isEmpty ? nil : agent
        )
        for kind in try #require(kinds[state]) { _ = call.record(CallEvent(kind: kind, at: VirtualTime.nine)) }
        return call
    }

    @Test func `a call, a list or a history that they may not see is not there`() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        try world.happens(.callAnswered, to: "a", user: "u2")
        let (parts, id) = (world.parts, try callID("a"))
        func sees(_ viewer: Viewer) throws -> [Bool] {
            try world.result {
                await attempt { () throws(JournalFailure) in
                    [
                        try await ReadCalls.one(id, for: viewer, with: parts) != nil,
                        try await ReadCalls.history(of: id, for: viewer, with: parts) != nil,
                        try await !ReadCalls.live(for: viewer, with: parts).isEmpty,
                    ]
                }
            }.get()
        }
        #expect(try sees(Desks.ortiz) == [true, true, true])
        #expect(try sees(Desks.lee) == [false, false, false])
        #expect(try sees(Desks.north) == [true, true, true])
    }

    @Test func `an agent's call is listed however many of others are newer`() throws {
        let world = try Guide.world { $0.grace = .zero }
        try world.happens(.callAnswered, to: "mine", at: 0, user: "u2")
        for index in 0..<600 { try world.happens(.callAnswered, to: "theirs-\(index)", at: 1, user: "u3") }
        let parts = world.parts
        func live(_ viewer: Viewer) throws -> [Call] {
            try world.result {
                await attempt { () throws(JournalFailure) in try await ReadCalls.live(for: viewer, with: parts) }
            }.get()
        }
        #expect(try live(Desks.ortiz).map(\.id.text) == ["mine"])
        #expect(try live(Desks.lee).count == ReadCalls.limit)
    }

    @Test func `names of agents and queues`() {
        #expect(Desks.staff.viewer(uid: 1001) == Desks.ortiz)
        #expect(Desks.staff.viewer(uid: 7) == nil)
        #expect(Desks.staff.name(ofAgent: "u2") == "R. Ortiz")
        #expect(Desks.staff.name(ofQueue: "billing") == "Billing")
        #expect(Desks.everywhere.actor == Actor(id: "root", name: "root", role: .supervisor))
    }
}
