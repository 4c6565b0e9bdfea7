import Crypto
import FoundationEssentials
import Glibc
import Testing

@testable import Operations

@Suite struct `Master keys are kept in one file` {
    let scratch: Scratch
    let state: StateDirectory

    init() throws {
        scratch = try Scratch()
        state = try StateDirectory.prepare(scratch.path, environment: [:])
    }

    private static func key(_ byte: UInt8) -> SymmetricKey { SymmetricKey(data: Data(repeating: byte, count: 32)) }
    private static func text(_ byte: UInt8) -> String { Data(repeating: byte, count: 32).base64EncodedString() }

    private func files(_ configured: Configuration.KeyPlaces = .init(), credentials: String? = nil) -> KeyFiles {
        var environment: [String: String] = [:]
        environment["CREDENTIALS_DIRECTORY"] = credentials
        return KeyFiles(state: state, configured: configured, environment: environment)
    }

    @Test func `the first one seals, the others open`() throws {
        let first = try files().open(databaseExists: false)
        #expect(first.formerMasters.isEmpty)
        let comment = try scratch.text(state.file("master.key")).split(separator: "\n")[0]
        try files().keepMasters([Self.key(1), first.master])
        let second = try files().open(databaseExists: true)
        #expect(second.master == Self.key(1) && second.formerMasters == [first.master])
        #expect(Scratch.mode(state.file("master.key")) == 0o600)
        #expect(try scratch.text(state.file("master.key")).hasPrefix("\(comment)\n# The first key seals"))
        try files().keepMasters([Self.key(1)])
        #expect(try files().open(databaseExists: true).formerMasters.isEmpty)
        #expect(try scratch.text(state.file("master.key")) == "\(comment)\n\(Self.text(1))\n")
    }

    @Test func `what a write that was cut short has left is in nobody's way`() throws {
        _ = try files().open(databaseExists: false)
        try scratch.file("master.key.new", "half a k")
        try files().keepMasters([Self.key(2)])
        #expect(try files().open(databaseExists: true).master == Self.key(2))
        #expect(!PlainFile.exists(state.file("master.key.new")))
    }

    @Test func `a configured file is where they stay`() throws {
        let path = try scratch.file("keys/master", "# of the vault\n\(Self.text(3))\n")
        let configured = Configuration.KeyPlaces(masterFile: path)
        try files(configured).keepMasters([Self.key(4), Self.key(3)])
        #expect(try scratch.text(path).hasPrefix("# of the vault\n"))
        let keys = try files(configured).open(databaseExists: false)
        #expect(keys.master == Self.key(4) && keys.formerMasters == [Self.key(3)])
    }

    @Test func `a credential of systemd may hold former keys too, and is not ours to write`() throws {
        let folder = "\(scratch.path)/credentials"
        try scratch.file("credentials/ringside-master-key", "\(Self.text(6))\n\(Self.text(5))\n", mode: 0o440)
        let keys = try files(credentials: folder).open(databaseExists: false)
        #expect(keys.master == Self.key(6) && keys.formerMasters == [Self.key(5)])
        let refusal = #expect(throws: Refusal.self) {
            try files(credentials: folder).keepMasters([Self.key(7), keys.master])
        }
        #expect(
            refusal?.description.contains("a credential of systemd is not Ringside's to write; put a new key") == true
        )
        #expect(try scratch.text("\(folder)/ringside-master-key") == "\(Self.text(6))\n\(Self.text(5))\n")
    }

    @Test func `one that others may read is refused before anything is written`() throws {
        let path = try scratch.file("master.key", Self.text(8), mode: 0o644)
        let refusal = #expect(throws: Refusal.self) { try files().keepMasters([Self.key(9), Self.key(8)]) }
        #expect(refusal?.description == "\(path): other users may read it; type `chmod 600 \(path)`")
        #expect(try scratch.text(path) == Self.text(8))
    }

    @Test(arguments: [
        ("phone.key", "\(text(1))\n\(text(2))\n", "", "holds more than one line with a key"),
        ("master.key", "\(text(1))\nc2hvcnQ=\n", ":2", "the key has 5 bytes, 32 are needed"),
    ])
    func `a line that is no key is named`(name: String, text: String, line: String, problem: String) throws {
        _ = try files().open(databaseExists: false)
        unlink(state.file(name))
        let path = try scratch.file(name, text)
        let refusal = #expect(throws: Refusal.self) { try files().open(databaseExists: true) }
        #expect(refusal?.place == path + line && refusal?.problem == problem)
    }
}
