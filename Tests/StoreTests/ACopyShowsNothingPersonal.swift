import Broker
import Crypto
import Foundation
import GRDB
import Identity
import Testing

@testable import Store

@Suite("A copy of the files shows nothing personal")
struct ACopyShowsNothingPersonal {
    let folder = Folder()

    private static let secrets = [
        "John Doe", "john.doe", "500245678", "CASE-99812", "toaster", "10100001", "Ortiz", "mother", "15551000003",
        "1000004", "PHONE:",
    ]

    @Test("Not in the database, the WAL or its index, before and after closing")
    func bytes() async throws {
        let store = try folder.open()
        for index in 0..<200 { try await store.write(everything(index), about: "call-\(index)") }
        _ = try await store.revoke("o7")
        try expectNothingPersonal(in: folder.files)
        await store.close()
        try expectNothingPersonal(in: folder.files)
    }

    @Test("Equal rows do not look equal, and a row moved to another place is refused")
    func bound() async throws {
        let store = try folder.open()
        try await store.keep(People.call("a", number: People.number()))
        try await store.keep(People.call("b", number: People.number()))
        try await store.pool.write { db in
            let envelopes = try Data.fetchAll(db, sql: "SELECT envelope FROM call")
            #expect(Set(envelopes.map { $0.dropFirst(9) }).count == 2)
            #expect(Set(try Data.fetchAll(db, sql: "SELECT number_index FROM call")).count == 1)
            try db.execute(
                sql: "UPDATE call SET envelope = (SELECT envelope FROM call WHERE call_id = 'a') WHERE call_id = 'b'"
            )
        }
        await #expect(throws: JournalFailure.corrupt) { try await store.known(about: Subject(call: People.id("b"))) }
        await #expect(throws: JournalFailure.corrupt) { try await store.keep(People.call("b")) }
        #expect(try await store.known(about: Subject(call: People.id("a"))).call != nil)
        await store.close()
    }

    @Test("Each day has its own key, and yesterday's rows can still be read")
    func days() throws {
        let vault = Vault(Folder.keys)
        let envelopes = try [noon, minutes(24 * 60)].map { day in try vault.seal("x", for: .override(id: "o"), at: day)
        }
        #expect(envelopes[0][5..<9] != envelopes[1][5..<9])
        for envelope in envelopes {
            #expect(try vault.open(String.self, from: envelope, of: .override(id: "o")) == "x")
        }
        var moved = envelopes[0]
        moved.replaceSubrange(5..<9, with: envelopes[1][5..<9])
        #expect(throws: JournalFailure.corrupt) { try vault.open(String.self, from: moved, of: .override(id: "o")) }
    }

    @Test("No byte of an envelope can be changed, and none of them makes it crash")
    func tampered() throws {
        let vault = Vault(Folder.keys)
        let envelope = try vault.seal("John Doe", for: .override(id: "o"), at: noon)
        for index in envelope.indices {
            var changed = envelope
            changed[index] ^= 1
            #expect(throws: JournalFailure.corrupt) {
                try vault.open(String.self, from: changed, of: .override(id: "o"))
            }
            let short = envelope.prefix(index)
            #expect(throws: JournalFailure.corrupt) { try vault.open(String.self, from: short, of: .override(id: "o")) }
        }
    }

    @Test("An index under another key is another index")
    func blind() {
        let other = Vault(StoreKeys(master: SymmetricKey(size: .bits256)))
        let vault = Vault(Folder.keys)
        #expect(vault.index(of: People.number()) == vault.index(of: People.number()))
        #expect(vault.index(of: People.number()) != vault.index(of: People.number(1)))
        #expect(vault.index(of: People.number()) != other.index(of: People.number()))
        #expect(vault.current.checkValue != other.current.checkValue)
    }

    /// All that the journal can hold of a caller.
    private func everything(_ index: Int) -> Changes {
        let number = People.number(index)
        let override = People.override("o\(index)", number: number)
        var call = People.call("call-\(index)", number: number, queue: "billing")
        call.recall(override, at: noon)
        return .call(call) {
            $0.steps = [People.step(People.john), People.step(People.jane)]
            $0.override = .set(override)
            $0.link = .set(People.link(number: number))
            $0.jobs = [Job(call: call.id, lane: .crm, due: noon, since: noon)]
        }
    }

    private func expectNothingPersonal(in files: [String]) throws {
        let bytes = files.map { FileManager.default.contents(atPath: $0) ?? Data() }
        // What is in the clear on purpose is found: the search can find.
        #expect(bytes.contains { $0.range(of: Data("billing".utf8)) != nil })
        for (file, content) in zip(files, bytes) {
            for secret in Self.secrets { #expect(content.range(of: Data(secret.utf8)) == nil, "\(secret) in \(file)") }
        }
    }
}
