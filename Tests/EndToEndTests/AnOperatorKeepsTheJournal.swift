import BrokerAPI
import BrokerClient
import Foundation
import Identity
import Testing

extension EndToEnd {
    @Suite struct AnOperatorKeepsTheJournal {
        private func lookUp(_ call: String, on broker: RunningBroker) async throws {
            let lookup = LookupRequest(fromNumber: "+15550199999", toNumber: "+15550190000", callId: call)
            _ = try await broker.platform.lookUp(lookup)
            while try await broker.desk.call(call).identity.phase != 2 {}
        }

        private func ringside(_ folder: Folder, _ arguments: String...) async throws -> Program.Ending {
            let places = ["--state", folder.file("state"), "--socket", folder.file("desk.sock")]
            return try await Program.run(arguments + places, in: folder)
        }

        private func fields(_ ending: Program.Ending) -> [[String]] {
            ending.output.split(whereSeparator: \.isNewline).dropFirst().map { line in
                line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
        }

        @Test("10.2 Keys are rotated beside a running broker and without one, and the journal is read on")
        func keys() async throws {
            try await Folder.with { folder in
                try folder.write("\(RunningBroker.token)\n", to: "tokens")
                try await RunningBroker.run(in: folder) { broker in
                    try await lookUp("john-1", on: broker)
                    let before = fields(try await ringside(folder, "keys", "status"))
                    #expect(before.count == 1 && before[0][1] == "current")
                    let rotated = try await ringside(folder, "keys", "rotate")
                    #expect(rotated.code == 0, "\(rotated.errors)")
                    #expect(rotated.output.contains("Key \(before[0][0]) is gone"), "\(rotated.output)")
                    let after = fields(try await ringside(folder, "keys", "status"))
                    #expect(after.count == 1 && after[0][0] != before[0][0] && Int(after[0][3]) ?? 0 > 0)
                    try await lookUp("john-2", on: broker)
                    #expect(try await broker.desk.call("john-1").identity.phase == 2)
                }
                let alone = try await ringside(folder, "keys", "rotate")
                #expect(alone.code == 0 && alone.errors.isEmpty, "\(alone.errors)")
                try await RunningBroker.run(in: folder) { broker in
                    let call = try await broker.desk.call("john-2")
                    #expect(call.identity.phase == 2)
                }
            }
        }

        @Test("10.4 A backup is made beside a running broker, and restored once it is stopped")
        func backups() async throws {
            try await Folder.with { folder in
                try folder.write("\(RunningBroker.token)\n", to: "tokens")
                let copy = folder.file("copy.sqlite")
                try await RunningBroker.run(in: folder) { broker in
                    try await lookUp("before", on: broker)
                    let made = try await ringside(folder, "backup", copy)
                    #expect(
                        made.code == 0 && made.output.hasPrefix("\(copy) is the journal as it is now"),
                        "\(made.errors)"
                    )
                    let again = try await ringside(folder, "backup", copy)
                    #expect(again.code == 2 && again.errors.contains("replaces nothing"), "\(again.errors)")
                    let rotated = try await ringside(folder, "keys", "rotate")
                    #expect(rotated.output.contains("backups need it until"), "\(rotated.output)")
                    try await lookUp("after", on: broker)
                    let busy = try await ringside(folder, "restore", copy)
                    #expect(busy.code == 2 && busy.errors.contains("in use"), "\(busy.errors)")
                }
                let restored = try await ringside(folder, "restore", copy)
                #expect(restored.code == 0, "\(restored.errors)")
                #expect(
                    restored.output.contains("The journal that was there is \(folder.file("state"))/journal.sqlite.")
                )
                try await RunningBroker.run(in: folder) { broker in
                    let call = try await broker.desk.call("before")
                    #expect(call.identity.phase == 2)
                    await #expect(throws: ClientFailure.self) { try await broker.desk.call("after") }
                }
                try folder.write("no journal", to: "notes")
                let wrong = try await ringside(folder, "restore", folder.file("notes"))
                #expect(wrong.code == 2 && wrong.errors.contains("is not a journal of Ringside"), "\(wrong.errors)")
                let empty = try await ringside(folder, "restore", "--empty")
                #expect(empty.code == 0 && !folder.has("state/journal.sqlite"), "\(empty.errors)")
            }
        }

        @Test("5 What is remembered is listed masked, and revoked, with a broker and without one")
        func overrides() async throws {
            try await Folder.with { folder in
                try folder.write("\(RunningBroker.token)\n", to: "tokens")
                var listed: [[String]] = []
                try await RunningBroker.run(in: folder) { broker in
                    try await lookUp("john-1", on: broker)
                    let call = try await broker.desk.call("john-1")
                    let other = try #require(call.candidates.first { $0.externalId != call.identity.externalId })
                    let request = SwitchRequest(
                        newExternalId: other.externalId,
                        reason: "caller asked",
                        expectedExternalId: call.identity.externalId
                    )
                    _ = try await broker.desk.switchContext("john-1", request)
                    let list = try await ringside(folder, "overrides")
                    listed = fields(list)
                    #expect(list.code == 0 && listed.count == 1 && listed[0][2].hasSuffix("••••"), "\(list.output)")
                    #expect(!list.output.contains("5550199999") && !list.output.contains(other.externalId))
                }
                let alone = try await ringside(folder, "overrides", "list")
                #expect(fields(alone) == listed, "\(alone.errors)")
                let unknown = try await ringside(folder, "overrides", "revoke", "nobody")
                #expect(unknown.code == 2 && unknown.errors.contains("no such memory"), "\(unknown.errors)")
                let revoked = try await ringside(folder, "overrides", "revoke", listed[0][0])
                #expect(revoked.code == 0, "\(revoked.errors)")
                #expect(fields(try await ringside(folder, "overrides")).isEmpty)
            }
        }

        @Test("10.2 A key file that others can read, and a journal without its key, are refused with a sentence")
        func refused() async throws {
            try await Folder.with { folder in
                try folder.write("\(RunningBroker.token)\n", to: "tokens")
                try await RunningBroker.run(in: folder) { try await lookUp("john-1", on: $0) }
                let key = folder.file("state/master.key")
                try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
                let open = try await ringside(folder, "keys", "status")
                #expect(open.code == 2 && open.errors.contains("other users may read it"), "\(open.errors)")
                try FileManager.default.removeItem(atPath: key)
                let gone = try await ringside(folder, "backup", folder.path)
                #expect(
                    gone.code == 2 && gone.errors.contains("the journal is there, its key is not"),
                    "\(gone.errors)"
                )
                #expect(!folder.has("state/master.key"))
            }
        }
    }
}
