import Crypto
import FoundationEssentials
import Glibc
import Testing

@testable import Operations

@Suite struct `Keys are made once and never guessed` {
    let scratch: Scratch
    let state: StateDirectory
    static let good = Data(repeating: 7, count: 32).base64EncodedString()

    init() throws {
        scratch = try Scratch()
        state = try StateDirectory.prepare(scratch.path, environment: [:])
    }

    private func open(
        _ configured: Configuration.KeyPlaces = .init(),
        databaseExists: Bool = false,
        credentials: String? = nil
    ) throws -> Keys {
        var environment: [String: String] = [:]
        environment["CREDENTIALS_DIRECTORY"] = credentials
        return try KeyFiles(state: state, configured: configured, environment: environment)
            .open(databaseExists: databaseExists)
    }

    @Test func `the first start makes both, and later ones read them`() throws {
        let first = try open()
        #expect(first.made == [state.file("master.key"), state.file("phone.key")])
        #expect(first.master != first.phone)
        #expect(first.master.bitCount == 256)
        let second = try open(databaseExists: true)
        #expect(second.made.isEmpty)
        #expect(second.master == first.master)
        #expect(second.phone == first.phone)
    }

    @Test func `a key's file is closed to others and says what it is`() throws {
        _ = try open()
        #expect(Scratch.mode(state.file("master.key")) == 0o600)
        let lines = try scratch.text(state.file("phone.key")).split(separator: "\n")
        #expect(lines.first?.hasPrefix("# Ringside's phone key: ") == true)
        #expect(lines.count == 2)
        #expect(Data(base64Encoded: String(lines.last ?? ""))?.count == 32)
    }

    @Test(arguments: ["master.key", "phone.key"])
    func `a journal without its key gets no new one`(name: String) throws {
        _ = try open()
        unlink(state.file(name))
        let refusal = #expect(throws: Refusal.self) { try open(databaseExists: true) }
        #expect(
            refusal?.description
                == "\(state.file(name)): the journal is there, its key is not; restore the key from its copy, or move the journal aside to begin a new one"
        )
        #expect(!PlainFile.exists(state.file(name)))
    }

    @Test func `a configured file comes before a credential, a credential before ours`() throws {
        let ours = try open()
        let file = try scratch.file("configured", Self.good)
        let folder = "\(scratch.path)/credentials"
        let credential = Data(repeating: 9, count: 32)
        // With an access list of systemd, the group's bits show the list's mask.
        try scratch.file("credentials/ringside-master-key", credential.base64EncodedString(), mode: 0o440)
        #expect(
            try open(.init(masterFile: file), credentials: folder).master
                == SymmetricKey(data: Data(repeating: 7, count: 32))
        )
        let keys = try open(credentials: folder)
        #expect(keys.master == SymmetricKey(data: credential))
        #expect(keys.phone == ours.phone)
    }

    @Test func `a configured file that is missing is never made`() throws {
        let path = "\(scratch.path)/no.key"
        let refusal = #expect(throws: Refusal.self) { try open(.init(masterFile: path)) }
        #expect(
            refusal?.description
                == "\(path): can't be read: there is no such file or folder; restore it, or for a new installation type `(umask 077; head -c 32 /dev/urandom | base64 > \(path))`"
        )
    }

    @Test(arguments: [
        ("", "", "holds no key"),
        ("# only a comment\n\n", "", "holds no key"),
        ("# a key\nnot base64!\n", ":2", "the key is not base64"),
        ("c2hvcnQ=\n", ":1", "the key has 5 bytes, 32 are needed"),
        ("\(good)\n\(good)\n", "", "holds the same key twice"),
    ])
    func `a key that is none is refused with its file and a mend`(text: String, line: String, problem: String) throws {
        let path = try scratch.file("master.key", text)
        let refusal = #expect(throws: Refusal.self) { try open(databaseExists: true) }
        #expect(refusal?.place == path + line)
        #expect(refusal?.problem == problem)
        #expect(refusal?.mend == "restore the key from its copy, or move the journal aside to begin a new one")
    }

    @Test(arguments: [0o640, 0o604] as [mode_t])
    func `one that others may read is refused`(mode: mode_t) throws {
        let path = try scratch.file("master.key", Self.good, mode: mode)
        let refusal = #expect(throws: Refusal.self) { try open() }
        #expect(refusal?.description == "\(path): other users may read it; type `chmod 600 \(path)`")
    }

    @Test func `one of another user is refused, root's is not`() {
        #expect(Rights(owner: 7, mode: 0o600).refusalOfFile("/k", us: 1000, isCredential: false) != nil)
        #expect(Rights(owner: 0, mode: 0o600).refusalOfFile("/k", us: 1000, isCredential: false) == nil)
        #expect(Rights(owner: 0, mode: 0o444).refusalOfFile("/k", us: 1000, isCredential: true) != nil)
    }

    @Test func `what is no plain file is refused, and nobody waits for a pipe`() throws {
        mkfifo(state.file("master.key"), 0o600)
        let refusal = #expect(throws: Refusal.self) { try open() }
        #expect(refusal?.problem == "is not a plain file")
    }

    @Test func `keys print masked`() throws {
        let keys = try open()
        #expect("\(keys)" == "keys ••••")
        #expect(String(reflecting: keys) == "keys ••••")
    }
}
