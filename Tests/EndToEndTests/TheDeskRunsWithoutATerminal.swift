import Foundation
import Testing

extension EndToEnd {
    @Suite struct TheDeskRunsWithoutATerminal {
        private func run(_ script: String, _ more: [String], in folder: Folder) async throws -> Program.Ending {
            try folder.write(script, to: "script")
            return try await Program.run(["desk", "--script", folder.file("script")] + more, in: folder)
        }

        @Test func `a script places a call, switches it, and saves what is on the screen in every form`() async throws {
            try await Folder.with { folder in
                let script = """
                    # John Doe calls for his company.
                    call +15550199999
                    wait platform confirmed
                    wait 42.10 USD
                    screen \(folder.file("john.txt"))
                    key 2
                    wait Switch this call?
                    key 1
                    key Y
                    wait u undo
                    wait Credit hold
                    resize 120x40
                    screen \(folder.file("business.ansi"))
                    """
                let ending = try await run(
                    script,
                    ["--size", "80x24", "--save-screen", folder.file("last.svg")],
                    in: folder
                )
                #expect(ending.code == 0, "\(ending.errors)\n\(ending.output)")
                let text = try folder.text(of: "john.txt")
                #expect(text.contains("John Doe") && text.contains("CASE-99812") && text.contains("42.10 USD"))
                #expect(text.split(separator: "\n", omittingEmptySubsequences: false).allSatisfy { $0.count <= 80 })
                let ansi = try folder.text(of: "business.ansi")
                #expect(ansi.contains("\u{1B}[") && ansi.contains("John Doe Business"))
                let svg = try folder.text(of: "last.svg")
                #expect(svg.hasPrefix("<svg") && svg.hasSuffix("</svg>\n") && svg.contains("Credit hold"))
            }
        }

        @Test func `a wait in vain ends with 1 and the screen`() async throws {
            try await Folder.with { folder in
                let ending = try await run("wait what never comes\n", [], in: folder)
                #expect(ending.code == 1)
                #expect(ending.errors.contains("what never comes"))
                #expect(ending.output.contains("Ringside") && ending.output.contains("No call"))
            }
        }

        @Test func `without --socket it goes where the configuration says`() async throws {
            try await Folder.with { folder in
                let home = folder.file(".config/ringside")
                try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
                try folder.write(
                    "desk_listener: {socket: \(folder.file("theirs.sock"))}\n",
                    to: ".config/ringside/ringside.yaml"
                )
                let output = Pipe()
                let desk = try Program(["desk", "--plain"], in: folder, output: output, errors: FileHandle.nullDevice)
                var said = Data()
                while !said.contains(UInt8(ascii: "\n")), case let more = output.fileHandleForReading.availableData,
                    !more.isEmpty
                { said += more }
                desk.kill()
                _ = await desk.ended()
                #expect(
                    String(decoding: said, as: UTF8.self).contains("no broker yet at \(folder.file("theirs.sock"));")
                )
            }
        }

        @Test func `a script that can't be read is refused with its line`() async throws {
            try await Folder.with { folder in
                let ending = try await run("call +15550199999\nwait\n", [], in: folder)
                #expect(ending.code == 2)
                #expect(ending.errors.contains("script:2: expected a text"))
            }
        }

        @Test(arguments: [
            ("hang", "the CRM has not answered"), ("error", "the CRM failed"), ("html", "the CRM answered nonsense"),
        ])
        func `a screen says how the CRM fails`(mode: String, words: String) async throws {
            try await RunningBroker.open { broker in
                try await broker.fault(mode)
                let script = "call +15550199999\nwait phase 1\nwait \(words)\nwait again in\n"
                let ending = try await run(
                    script,
                    ["--socket", broker.ready.socket, "--sandbox", broker.ready.sandbox],
                    in: broker.folder
                )
                #expect(ending.code == 0, "\(ending.errors)\n\(ending.output)")
            }
        }

        @Test func `call needs somebody who can place it`() async throws {
            try await RunningBroker.open { broker in
                let ending = try await run(
                    "call +15550199999\nwait John Doe\n",
                    ["--socket", broker.ready.socket],
                    in: broker.folder
                )
                #expect(ending.code == 1 && ending.errors.contains("--sandbox URL"))
            }
        }
    }
}
