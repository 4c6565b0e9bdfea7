import ArgumentParser
import Broker
import BrokerAPI
import BrokerClient
import BrokerHTTP
import FoundationEssentials
import Glibc
import Logging
import Operations
import Synchronization

struct ReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Finds the people of finished calls whose person was not known.",
        discussion: """
            Takes the orphans of the contact centre and of the journal, asks the CRM by number, and has the contact \
            centre's record hold the person where the match is sure. Works through the broker that runs, or on the \
            journal under its lock where none does. What a run leaves, the next one takes. Ends with 1 where something \
            failed.
            """
    )

    @Option(help: "Calls that began since then: 72h, 3d, or a moment such as 2026-11-23T09:00:00Z.")
    var since = "72h"
    @Flag(help: "Only says what would be healed.")
    var dryRun = false
    @OptionGroup var admin: AdminOptions
    @OptionGroup var logs: LogOptions

    func run() async throws {
        let output = ReconcileOutput()
        do {
            let now = Ambience.live.now()
            let request = ReconcileRequest(since: try TimeSpan.since(since, at: now), dryRun: dryRun)
            try await interruptibly { try await run(request, output) }
        } catch let code as ExitCode {
            output.endBar()
            throw code
        } catch {
            output.endBar()
            throw refuse(error)
        }
        guard let result = output.result else { throw refuse(Sentence("the run was cut short")) }
        if let problem = result.platformProblem {
            say("The contact centre's interactions are not all in it: \(problem).")
        }
        if !ReconcileWords.isWhole(result) { throw ExitCode(1) }
    }

    private func run(_ request: ReconcileRequest, _ output: ReconcileOutput) async throws {
        let configuration = try admin.configuration()
        let isAnswered = try await admin.askBroker(configuration) { client throws(ClientFailure) in
            try await client.reconcile(request) { output.take($0) }
        }
        if isAnswered { return }
        logs.bootstrap(configuration, to: .standardError)
        try await admin.withParts(configuration) { parts in
            let outcome = try await Reconcile.run(
                Reconcile.Request(since: request.since, isDryRun: request.dryRun),
                with: parts
            ) { output.take(ReconcileLine($0)) }
            // A run that is interrupted has no result.
            try Task.checkCancellation()
            ReconcileLine.lines(outcome, isDryRun: request.dryRun).forEach { output.take($0) }
        }
    }
}

/// Results on standard output; how far it is on standard error, where that is a terminal.
private final class ReconcileOutput: Sendable {
    private struct State {
        var result: ReconcileResult?
        var hasBar = false
    }
    private let state = Mutex(State())
    private let isTerminal = isatty(STDERR_FILENO) == 1

    var result: ReconcileResult? { state.withLock { $0.result } }

    func take(_ line: ReconcileLine) {
        if let counts = line.progress { draw(counts) }
        if let call = line.healed {
            endBar()
            print(ReconcileWords.line(call))
        }
        guard let result = line.result else { return }
        endBar()
        print(ReconcileWords.summary(result))
        state.withLock { $0.result = result }
    }

    private func draw(_ counts: ReconcileCounts) {
        guard isTerminal else { return }
        state.withLock { $0.hasBar = true }
        write("\r\u{1B}[K\(ReconcileWords.bar(counts))")
    }

    /// The next line begins at the left.
    func endBar() {
        let hasBar = state.withLock { state in
            defer { state.hasBar = false }
            return state.hasBar
        }
        if hasBar { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { _ = text.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) } }
}
