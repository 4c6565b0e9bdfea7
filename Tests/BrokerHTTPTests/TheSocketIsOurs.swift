import NIOHTTP1
import Broker
import BrokerAPI
import FoundationEssentials
import Glibc
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct TheSocketIsOurs {
    private func mode(_ path: String) -> mode_t {
        var info = stat()
        return lstat(path, &info) == 0 ? info.st_mode & 0o777 : 0
    }

    private func owningGroup(_ path: String) -> gid_t? {
        var info = stat()
        return lstat(path, &info) == 0 ? info.st_gid : nil
    }

    @Test("Its directory is made private, and so is the socket")
    func madePrivate() async throws {
        let bench = try Bench()
        let path = "\(bench.directory)/ringside/desk.sock"
        let listener = try await bench.withEncoder { encoder in
            let listener = DeskListener(
                options: DeskListenerOptions(socketPath: path),
                parts: bench.parts,
                feed: encoder
            )
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await listener.run() }
                #expect(await listener.isListening)
                #expect(mode("\(bench.directory)/ringside") == 0o700)
                #expect(mode(path) == 0o600)
                group.cancelAll()
            }
            return listener
        }
        #expect(mode(path) == 0, "the socket goes with its listener")
        #expect(await listener.isListening)
    }

    @Test("Where a group is named, its members may enter and connect, and nobody may look around")
    func openToAGroup() async throws {
        let bench = try Bench()
        let path = "\(bench.directory)/ringside/desk.sock"
        // Root may give a file to any group, others to their own: either way it is not the one that a file has anyway.
        let group: gid_t = geteuid() == 0 ? 4321 : getgid()
        var options = DeskListenerOptions(socketPath: path)
        options.groupID = group
        try await bench.withEncoder { [options] encoder in
            let listener = DeskListener(options: options, parts: bench.parts, feed: encoder)
            await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await listener.run() }
                #expect(await listener.isListening)
                #expect(mode("\(bench.directory)/ringside") == 0o710)
                #expect(mode(path) == 0o660)
                #expect(owningGroup("\(bench.directory)/ringside") == group)
                #expect(owningGroup(path) == group)
                #expect(mode("\(path).lock") == 0o600)
                tasks.cancelAll()
            }
        }
        _ = try DeskSocket.claim(path, groupID: group)
    }

    @Test("Beside a live broker a second one is told so; a stale socket is taken over")
    func lock() async throws {
        let bench = try Bench()
        try await bench.withDesks { desk in
            let failure = #expect(throws: ListenerFailure.self) { try DeskSocket.claim(desk.socketPath, groupID: nil) }
            #expect(failure?.description.hasPrefix("Another broker serves desks at") == true)
            let answer = try await desk.raw(.GET, Paths.me)
            #expect(answer.status == 200, "the first one goes on")
        }
        let stale = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #expect(Unix.bind(stale, to: bench.socketPath))
        close(stale)
        #expect(try await bench.withDesks { try await $0.raw(.GET, Paths.me) }.status == 200)
    }

    @Test("What is no socket stays")
    func noSocket() async throws {
        let bench = try Bench()
        try Data("a letter".utf8).write(to: URL(filePath: bench.socketPath))
        let socket = try DeskSocket.claim(bench.socketPath, groupID: nil)
        #expect(throws: ListenerFailure.self) { try socket.removeStale() }
        #expect(mode(bench.socketPath) != 0)
    }

    @Test("A directory that others may enter, a foreign one, and none at all are refused with a sentence")
    func directories() throws {
        let directory = try Bench.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        func refusal(_ path: String, groupID: UInt32? = nil) -> String {
            do { _ = try DeskSocket.claim(path, groupID: groupID) } catch { return error.description }
            return ""
        }
        chmod(directory, 0o750)
        #expect(refusal("\(directory)/desk.sock").hasPrefix("Others may enter"))
        #expect(refusal("\(directory)/desk.sock", groupID: getgid()) == "")
        chmod(directory, 0o755)
        #expect(refusal("\(directory)/desk.sock", groupID: getgid()).hasPrefix("Others may enter"))
        chmod(directory, 0o700)
        symlink(directory, "\(directory)/link")
        #expect(refusal("\(directory)/link/desk.sock").contains("is no directory"))
        #expect(refusal("\(directory)/no/such/desk.sock").contains("can't be made"))
        #expect(refusal("desk.sock").contains("must be absolute"))
        let long = "\(directory)/\(String(repeating: "d", count: 107 - directory.utf8.count))"
        #expect(long.utf8.count == 108)
        #expect(refusal(long).contains("107 are the most"))
        #expect(refusal(String(long.dropLast())) == "")
        if getuid() != 0 { #expect(refusal("/usr/desk.sock").contains("belongs to uid 0")) }
    }

    @Test("Desks look for it where the broker puts it")
    func standardPath() {
        let path = DeskSocketPath.standard(environment: ["XDG_RUNTIME_DIR": "/run/user/7"], uid: 7)
        #expect(path == "/run/user/7/ringside/desk.sock")
        for environment in [[:], ["XDG_RUNTIME_DIR": ""], ["XDG_RUNTIME_DIR": "run"]] {
            #expect(DeskSocketPath.standard(environment: environment, uid: 7) == "/tmp/ringside-7/desk.sock")
        }
    }
}
