import BrokerAPI
import BrokerClient
import Foundation
import Identity
import Testing

extension EndToEnd {
    @Suite struct AnOperatorKeepsThingsPrivate {
        private static let john = "+15550199999"

        /// Somebody calls, is talked to and rings off.
        private func happens(_ call: String, from number: String = john, on broker: RunningBroker) async throws {
            let lookup = LookupRequest(fromNumber: number, toNumber: "+15550190000", callId: call)
            _ = try await broker.platform.lookUp(lookup)
            try await events(["callAnswered", "callEnded", "wrapUpEnded"], of: call, on: broker)
            while try await broker.desk.call(call).identity.phase != 2 {}
        }

        private func events(
            _ kinds: [String],
            of call: String,
            on broker: RunningBroker,
            daysAgo days: Double = 0
        ) async throws {
            let start = Date().addingTimeInterval(-days * 86_400 - 10)
            let events = kinds.enumerated().map { index, kind in
                let at = WireDate.text(of: start.addingTimeInterval(Double(index)))
                return #"{"type":"\#(kind)","callId":"\#(call)","at":"\#(at)","userId":"u1"}"#
            }
            let answer = try await broker.post("[\(events.joined(separator: ","))]", to: Paths.events)
            #expect(answer.status == 202)
        }

        private func ringside(
            _ folder: Folder,
            _ arguments: String...,
            input: String? = nil
        ) async throws -> Program.Ending {
            let place = ["--state", folder.file("state"), "--socket", folder.file("desk.sock")]
            return try await Program.run(arguments + place, in: folder, input: input)
        }

        private func isKnown(_ call: String, _ broker: RunningBroker) async throws -> Bool {
            do { _ = try await broker.desk.call(call) } catch { return false }
            return true
        }

        @Test("10.4 A person is exported and forgotten, with a certificate that names the backups")
        func forgotten() async throws {
            try await RunningBroker.open { broker in
                let folder = broker.folder
                try await happens("john-1", on: broker)
                try await happens("jane-1", from: "+12025550143", on: broker)
                let export = try await ringside(folder, "export", input: "(555) 019-9999\n")
                #expect(export.code == 0 && export.output.contains("John Doe"), "\(export.errors)")
                #expect(export.output.contains(#""callId" : "john-1""#) && !export.output.contains("jane-1"))
                let backup = try await Program.run(
                    ["backup", folder.file("copy.sqlite"), "--socket", broker.ready.socket],
                    in: folder
                )
                #expect(backup.code == 0, "\(backup.errors)")
                let done = try await ringside(folder, "forget", input: "\(Self.john)\n")
                #expect(done.code == 0, "\(done.errors)")
                #expect(done.output.hasPrefix("Certificate of erasure "), "\(done.output)")
                #expect(done.output.contains("+1•••••••999") && !done.output.contains("5550199999"))
                #expect(done.output.contains("copy.sqlite") && done.output.contains("deleted after"))
                #expect(done.output.contains("empty: nothing of it is left"), "\(done.output)")
                let (john, jane) = (try await isKnown("john-1", broker), try await isKnown("jane-1", broker))
                #expect(!john && jane)
                let nothing = try await ringside(folder, "export", input: "\(Self.john)\n")
                #expect(nothing.code == 0 && !nothing.output.contains("john-1") && !nothing.output.contains("John"))
            }
        }

        @Test("10.4 While a call goes on nothing is erased, and what is no person is refused, with 2")
        func refused() async throws {
            try await RunningBroker.open { broker in
                let folder = broker.folder
                try await happens("john-1", on: broker)
                let lookup = LookupRequest(fromNumber: Self.john, toNumber: nil, callId: "john-2")
                _ = try await broker.platform.lookUp(lookup)
                let live = try await ringside(folder, "forget", input: Self.john)
                #expect(live.code == 2 && live.errors.contains("nothing was erased"), "\(live.errors)")
                #expect(try await isKnown("john-1", broker))
                for text in ["", "\n", "John Doe\n", "555-0199\n"] {
                    let ending = try await ringside(folder, "forget", input: text)
                    #expect(ending.code == 2 && ending.output.isEmpty)
                    #expect(!ending.errors.contains("John") && !ending.errors.contains("0199\""), "\(ending.errors)")
                }
                let argument = try await ringside(folder, "forget", Self.john)
                #expect(argument.code == 64)
            }
        }

        @Test("10.3 What is old enough goes when asked for, with its count; what is not stays")
        func purged() async throws {
            try await RunningBroker.open { broker in
                let folder = broker.folder
                try await happens("john-1", on: broker)
                for index in 0..<3 {
                    try await events(
                        ["callAnswered", "callEnded", "wrapUpEnded"],
                        of: "old-\(index)",
                        on: broker,
                        daysAgo: 40
                    )
                }
                let dry = try await ringside(folder, "purge", "--dry-run")
                #expect(dry.code == 0 && dry.output.hasPrefix("3 calls "), "\(dry.output)\(dry.errors)")
                #expect(dry.output.contains("would go") && dry.errors.isEmpty)
                let done = try await ringside(folder, "purge")
                #expect(done.code == 0 && done.output.hasPrefix("3 calls "), "\(done.output)\(done.errors)")
                let again = try await ringside(folder, "purge")
                #expect(again.output.hasPrefix("0 calls "), "\(again.output)")
                let (old, new) = (try await isKnown("old-1", broker), try await isKnown("john-1", broker))
                #expect(!old && new)
            }
        }

        @Test("10 The same on the journal that a broker has left, under its lock")
        func alone() async throws {
            try await Folder.with { folder in
                try folder.write("\(RunningBroker.token)\n", to: "tokens")
                try await RunningBroker.run(in: folder) { broker in
                    try await happens("john-1", on: broker)
                    try await events(["callEnded"], of: "old-1", on: broker, daysAgo: 40)
                }
                let export = try await ringside(folder, "export", input: Self.john)
                #expect(export.code == 0 && export.output.contains("John Doe"), "\(export.errors)")
                let purge = try await ringside(folder, "purge")
                #expect(purge.code == 0 && purge.output.hasPrefix("1 call "), "\(purge.output)\(purge.errors)")
                let forget = try await ringside(folder, "forget", input: "CRM:500245678\n")
                #expect(forget.code == 0 && forget.output.contains("CRM:50024••••"), "\(forget.output)\(forget.errors)")
                let nothing = try await ringside(folder, "export", input: Self.john)
                #expect(nothing.code == 0 && !nothing.output.contains("john-1"))
                let none = try await Program.run(
                    ["purge", "--state", folder.file("none"), "--socket", "/tmp/none.sock"],
                    in: folder
                )
                #expect(none.code == 2 && none.errors.contains("no journal"), "\(none.errors)")
            }
        }
    }
}
