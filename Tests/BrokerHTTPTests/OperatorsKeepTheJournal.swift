import Broker
import BrokerAPI
import BrokerClient
import FoundationEssentials
import Glibc
import Identity
import Synchronization
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct OperatorsKeepTheJournal {
    private func bench(owner: UInt32? = getuid()) throws -> Bench { try Bench(nil, staff: Staff([], owner: owner)) }

    private final class Lines<Line: Sendable>: Sendable {
        private let lines = Mutex<[Line]>([])
        var all: [Line] { lines.withLock { $0 } }
        func take(_ line: Line) { lines.withLock { $0.append(line) } }
    }

    private func problem(_ body: () async throws(ClientFailure) -> Void) async throws -> Problem? {
        do throws(ClientFailure) {
            try await body()
            return nil
        } catch {
            guard case .problem(let problem) = error else { throw error }
            return problem
        }
    }

    @Test("Keys are listed and rotated, one rotation at a time")
    func keys() async throws {
        let bench = try bench()
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let before = try await client.keys().keys
                #expect(before.map(\.current) == [true] && before[0].id == "00000000" && !before[0].needed)
                let lines = Lines<RotationLine>()
                try await client.rotateKeys { lines.take($0) }
                let result = try #require(lines.all.last?.result)
                #expect(result.keys.map(\.id) == ["00000001"] && result.dropped == ["00000000"] && !result.resumed)
                #expect(bench.parts.rotating.take(), "it is free again")
                let refused = try await problem { () throws(ClientFailure) in try await client.rotateKeys { _ in } }
                #expect(refused?.status == 409)
                bench.parts.rotating.giveBack()
            }
        }
    }

    @Test("A backup tells its progress and ends with what it is; a second one at its place is refused")
    func backup() async throws {
        let bench = try bench()
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let lines = Lines<BackupLine>()
                try await client.backUp(BackupRequest(path: "/backups/a")) { lines.take($0) }
                let result = try #require(lines.all.last?.result)
                #expect(result.path == "/backups/a" && result.expires.timeIntervalSince(result.madeAt) == 30 * 86_400)
                let again = Lines<BackupLine>()
                try await client.backUp(BackupRequest(path: "/backups/a")) { again.take($0) }
                #expect(again.all.last?.problem?.status == 409)
                #expect(bench.parts.copying.take(), "it is free again")
                let busy = try await problem { () throws(ClientFailure) in
                    try await client.backUp(BackupRequest(path: "/backups/b")) { _ in }
                }
                #expect(busy?.status == 409)
                bench.parts.copying.giveBack()
                for path in ["a", "", "/" + String(repeating: "x", count: 1_000), "/a\u{0}b"] {
                    let wrong = try await problem { () throws(ClientFailure) in
                        try await client.backUp(BackupRequest(path: path)) { _ in }
                    }
                    #expect(wrong?.status == 400 && wrong?.field == "path")
                }
            }
        }
    }

    @Test("Whoever looks after the broker needs no desk to look after its memory")
    func overrides() async throws {
        let bench = try bench()
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                #expect(try await client.overrides().overrides.isEmpty)
                let unknown = try await problem { () throws(ClientFailure) in try await client.revoke("o1") }
                #expect(unknown?.status == 404)
                let calls = try await problem { () throws(ClientFailure) in _ = try await client.calls() }
                #expect(calls?.status == 403, "and sees no call without one")
            }
        }
    }

    @Test("Nobody else may")
    func others() async throws {
        let bench = try bench(owner: nil)
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let refusals = [
                    try await problem { () throws(ClientFailure) in _ = try await client.keys() },
                    try await problem { () throws(ClientFailure) in try await client.rotateKeys { _ in } },
                    try await problem { () throws(ClientFailure) in
                        try await client.backUp(BackupRequest(path: "/backups/a")) { _ in }
                    },
                    try await problem { () throws(ClientFailure) in _ = try await client.overrides() },
                ]
                #expect(refusals.map { $0?.status } == [403, 403, 403, 403])
            }
        }
    }
}
