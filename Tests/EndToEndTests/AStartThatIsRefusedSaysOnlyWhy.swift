import Foundation
import Testing

extension EndToEnd {
    @Suite struct AStartThatIsRefusedSaysOnlyWhy {
        private func serve(_ folder: Folder, socket: String) async throws -> Program.Ending {
            try folder.write("\(RunningBroker.token)\n", to: "tokens")
            return try await Program.run(
                [
                    "serve", "--sandbox", "--listen", "127.0.0.1:0", "--socket", socket,
                    "--state", folder.file("state"), "--token-file", folder.file("tokens"),
                ],
                in: folder
            )
        }

        @Test func `a socket's directory that others may enter is refused before any key is made`() async throws {
            try await Folder.with { folder in
                try FileManager.default.createDirectory(
                    atPath: folder.file("open"),
                    withIntermediateDirectories: false,
                    attributes: [.posixPermissions: 0o755]
                )
                // Whatever mask the tests run under.
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file("open"))
                let ending = try await serve(folder, socket: folder.file("open/desk.sock"))
                #expect(ending.code != 0)
                #expect(ending.errors.contains("the folder is open to other users"))
                #expect(!ending.errors.contains("key was made") && !ending.errors.contains("level=error"))
                #expect(!folder.has("state"), "nothing is left behind")
            }
        }

        @Test func `a second broker on a socket says whose it is, and nothing of the listener that goes with it`()
            async throws
        {
            try await RunningBroker.open { broker in
                try await Folder.with { folder in
                    let ending = try await serve(folder, socket: broker.ready.socket)
                    #expect(ending.code != 0)
                    #expect(ending.errors.contains("Another broker serves desks at"))
                    #expect(!ending.errors.contains("child channel"))
                }
            }
        }
    }
}
