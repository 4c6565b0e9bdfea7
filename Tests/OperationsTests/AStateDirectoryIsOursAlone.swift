import FoundationEssentials
import Glibc
import Testing

@testable import Operations

@Suite struct `A state directory is ours alone` {
    let scratch: Scratch
    init() throws { scratch = try Scratch() }

    @Test func `it is made, with those above it, where XDG_STATE_HOME says`() throws {
        let state = try StateDirectory.prepare(environment: [
            "XDG_STATE_HOME": "\(scratch.path)/a/b", "HOME": "/nowhere",
        ])
        #expect(state.path == "\(scratch.path)/a/b/ringside")
        #expect(state.file("x.key") == "\(scratch.path)/a/b/ringside/x.key")
        #expect(Scratch.mode(state.path) == 0o700)
        #expect(Scratch.mode("\(scratch.path)/a") == 0o700)
    }

    @Test(arguments: [nil, "", "relative"])
    func `else it is below the home folder`(home: String?) throws {
        var environment = ["HOME": scratch.path]
        environment["XDG_STATE_HOME"] = home
        #expect(try StateDirectory.prepare(environment: environment).path == "\(scratch.path)/.local/state/ringside")
    }

    @Test func `a given one wins, and a second start finds it as it was`() throws {
        let given = "\(scratch.path)/mine/"
        for _ in 1...2 {
            #expect(try StateDirectory.prepare(given, environment: [:]).path == "\(scratch.path)/mine")
        }
    }

    @Test func `without any home there is a sentence that says what to type`() {
        let expected = Refusal(
            place: "state directory",
            problem: "there is neither XDG_STATE_HOME nor HOME, so no place for the journal",
            mend: "name a folder with --state"
        )
        #expect(throws: expected) { try StateDirectory.prepare(environment: [:]) }
    }

    @Test(arguments: [0o755, 0o750, 0o701] as [mode_t])
    func `a wider one is refused with the command that mends it`(mode: mode_t) throws {
        chmod(scratch.path, mode)
        let refusal = #expect(throws: Refusal.self) { try StateDirectory.prepare(scratch.path, environment: [:]) }
        #expect(
            refusal?.description
                == "\(scratch.path): the folder is open to other users; type `chmod 700 \(scratch.path)`"
        )
    }

    @Test func `one of another user is refused`() {
        let refusal = Rights(owner: 7, mode: 0o40700).refusalOfFolder("/x/a b", us: 1000)
        #expect(
            refusal?.description
                == "/x/a b: the folder belongs to user 7, not to user 1000; type `chown 1000 '/x/a b'` as root, or name another folder"
        )
        #expect(Rights(owner: 1000, mode: 0o40700).refusalOfFolder("/x", us: 1000) == nil)
    }

    @Test func `a file in its place is refused`() throws {
        let path = try scratch.file("state", "")
        let refusal = #expect(throws: Refusal.self) { try StateDirectory.prepare(path, environment: [:]) }
        #expect(refusal?.problem == "can't be used as a folder: a part of the path is not a folder")
    }
}

@Suite struct `A desk's socket has its usual place` {
    @Test(
        arguments: [
            (nil, ["XDG_RUNTIME_DIR": "/run/user/7"], "/run/user/7/ringside/desk.sock"),
            (nil, [:], "/tmp/ringside-7/desk.sock"),
            ("/x/./d.sock", ["XDG_RUNTIME_DIR": "/run/user/7"], "/x/d.sock"),
        ] as [(String?, [String: String], String)]
    )
    func place(given: String?, environment: [String: String], path: String) throws {
        #expect(try DeskSocket(given, environment: environment, uid: 7).path == path)
    }

    @Test func `a path that the kernel would not take is refused`() throws {
        #expect(try DeskSocket("/" + String(repeating: "x", count: 106), environment: [:], uid: 7).path.count == 107)
        let long = "/" + String(repeating: "x", count: 107)
        let refusal = #expect(throws: Refusal.self) { try DeskSocket(long, environment: [:], uid: 7) }
        #expect(refusal?.problem == "a socket's path has at most 107 bytes, this one has 108")
    }

    @Test func `its folder is made for us alone, and one that is open is refused, the usual one and a named one`()
        throws
    {
        let scratch = try Scratch()
        let socket = try DeskSocket(environment: ["XDG_RUNTIME_DIR": scratch.path], uid: 7)
        try socket.prepareFolder()
        #expect(Scratch.mode("\(scratch.path)/ringside") == 0o700)
        chmod("\(scratch.path)/ringside", 0o755)
        #expect(throws: Refusal.self) { try socket.prepareFolder() }
        let named = try DeskSocket("\(scratch.path)/ringside/d.sock", environment: [:], uid: 7)
        let refusal = #expect(throws: Refusal.self) { try named.prepareFolder() }
        #expect(refusal?.problem == "the folder is open to other users")
        chmod("\(scratch.path)/ringside", 0o700)
        try named.prepareFolder()
    }

    @Test(arguments: [(0o710, true), (0o750, true), (0o730, false), (0o711, false)] as [(UInt32, Bool)])
    func `a group may be let in to look, and nobody else`(mode: UInt32, isTaken: Bool) {
        let rights = Rights(owner: 7, group: 9, mode: mode)
        #expect((rights.refusalOfFolder("/x", us: 7, sharedWith: 9) == nil) == isTaken)
        #expect(rights.refusalOfFolder("/x", us: 7, sharedWith: 8) != nil, "another group")
        #expect(rights.refusalOfFolder("/x", us: 7) != nil)
    }
}
