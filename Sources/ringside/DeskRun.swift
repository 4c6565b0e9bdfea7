import AsyncHTTPClient
import BrokerClient
import Console
import Glibc
import Terminal

/// Runs a desk with what it needs, and takes all of it down again.
enum DeskRun {
    /// On the terminal where that works; else, or where lines were asked for, in lines.
    static func interactive(_ setup: DeskSession.Setup, plain: Bool) async throws -> Int32 {
        try await with(setup) { setup, client, mailbox, _ in
            await interactive(DeskSession(setup, client: client, mailbox: mailbox), plain: plain)
        }
    }

    /// As above, for a session that is there.
    static func interactive(_ session: DeskSession, plain: Bool) async -> Int32 {
        guard !plain, isatty(STDOUT_FILENO) == 1 else { return await session.inLines() }
        do throws(TerminalFailure) {
            return try await session.onScreen()
        } catch {
            _ = refuse(Sentence("\(error) Going on in lines; type help."))
            return await session.inLines()
        }
    }
}

extension DeskRun {
    /// A client, a mailbox and HTTP connections, for as long as `body` runs.
    static func with<Value: Sendable>(
        _ setup: DeskSession.Setup,
        _ body: (DeskSession.Setup, BrokerClient, Mailbox, HTTPClient) async throws -> Value
    ) async throws -> Value {
        guard let mailbox = Mailbox() else { throw Sentence("this process has too many files open") }
        let client = BrokerClient(socketPath: setup.socketPath)
        do {
            let value = try await HTTPClient.withHTTPClient { http in try await body(setup, client, mailbox, http) }
            await client.shutDown()
            return value
        } catch {
            await client.shutDown()
            throw error
        }
    }
}
