import AsyncHTTPClient
import BrokerClient
import Console
import Glibc
import Terminal

/// Runs a desk with what it needs, and takes all of it down again.
enum DeskRun {
    /// A process that is nothing but a desk: on the terminal where that works; else, or where lines were asked for, in lines.
    ///
    /// On the calling thread, and without starting the usual pool of threads.
    static func alone(_ setup: DeskSession.Setup, plain: Bool) throws -> Int32 {
        guard let mailbox = Mailbox() else { throw Sentence("this process has too many files open") }
        let client = SocketClient(socketPath: setup.socketPath)
        // Never let go: a client that is let go before it is shut down is a trap, and the process ends with the desk,
        // whether its last tasks have or not.
        _ = Unmanaged.passRetained(client)
        let session = DeskSession(setup, client: client, mailbox: mailbox)
        guard !plain, isatty(STDOUT_FILENO) == 1 else { return session.inLinesHere() }
        do throws(TerminalFailure) {
            return try session.onScreenHere()
        } catch {
            sayGoingOnInLines(error)
            return session.inLinesHere()
        }
    }

    /// As `alone`, beside other parts in the same process.
    static func interactive(_ session: DeskSession, plain: Bool) async -> Int32 {
        guard !plain, isatty(STDOUT_FILENO) == 1 else { return await session.inLines() }
        do throws(TerminalFailure) {
            return try await session.onScreen()
        } catch {
            sayGoingOnInLines(error)
            return await session.inLines()
        }
    }

    private static func sayGoingOnInLines(_ failure: TerminalFailure) {
        _ = refuse(Sentence("\(failure) Going on in lines; type help."))
    }
}

extension DeskRun {
    /// A client, a mailbox and HTTP connections, for as long as `body` runs.
    static func with<Value: Sendable>(
        _ setup: DeskSession.Setup,
        _ body: (DeskSession.Setup, SocketClient, Mailbox, HTTPClient) async throws -> Value
    ) async throws -> Value {
        guard let mailbox = Mailbox() else { throw Sentence("this process has too many files open") }
        let client = SocketClient(socketPath: setup.socketPath)
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
