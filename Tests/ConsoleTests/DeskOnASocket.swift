import BrokerAPI
import BrokerClient
import Console
import Foundation
import Screen
import Testing

/// A real desk at a real socket: what it saves in its script tells a test how far it is, and what was on the screen.
struct DeskOnASocket: Sendable {
    let server: FeedServer
    let folder: String
    let mailbox: Mailbox
    private let saved: WrittenFiles

    /// Runs a desk with a script beside the test, which says what the broker says; the exit code must be 0.
    static func run(
        _ lines: [String],
        role: MeView.Role = .agent,
        timing: ClientTiming = ClientTiming(),
        broker: @escaping @Sendable (DeskOnASocket) async throws -> Void
    ) async throws -> DeskOnASocket {
        let server = try FeedServer(me: try FeedWords.json(FeedWords.me(role)))
        let folder = NSTemporaryDirectory() + "ringside-desk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let desk = DeskOnASocket(
            server: server,
            folder: folder,
            mailbox: try #require(Mailbox()),
            saved: try #require(WrittenFiles(in: folder))
        )
        let client = SocketClient(socketPath: server.path, timing: timing)
        do {
            let text = lines.joined(separator: "\n").replacing("$", with: "\(folder)/")
            let code = try await desk.code(of: try Script(text, file: "script"), client, broker)
            #expect(code == 0, "\(desk.screens)")
        } catch {
            await client.shutDown()
            throw error
        }
        await client.shutDown()
        return desk
    }

    private func code(
        of script: Script,
        _ client: SocketClient,
        _ broker: @escaping @Sendable (DeskOnASocket) async throws -> Void
    ) async throws -> Int32 {
        let themes = ThemeFiles(environment: [:], executable: "/nowhere/bin/ringside")
        let setup = DeskSession.Setup(
            socketPath: server.path,
            themes: try ThemeShelf(.usual, files: themes, variant: nil),
            environment: [:]
        )
        let session = DeskSession(setup, client: client, mailbox: mailbox)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await broker(self) }
            let code = await session.headless(script, size: Size(columns: 120, rows: 40), picture: nil)
            group.cancelAll()
            do { try await group.waitForAll() } catch is CancellationError {}
            return code
        }
    }

    /// Waits until the script has saved a screen: what it waited for before that has been seen.
    func has(_ name: String) async throws { try await saved.wait(for: name) }

    /// A screen as it was saved.
    func screen(_ name: String) throws -> String {
        try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }

    private var screens: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted().map(screen)) ?? []
    }
}

extension String {
    /// How often a text is in it.
    func count(of text: String) -> Int { ranges(of: text).count }
}
