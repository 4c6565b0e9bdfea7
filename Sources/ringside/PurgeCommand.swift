import ArgumentParser
import Broker
import BrokerAPI
import BrokerClient
import BrokerHTTP
import Operations
import Store

struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Has go what was kept for long enough.",
        discussion: """
            Calls older than privacy.retention_days with all that hangs on them, matches and choices that answer no \
            call any more, entries of the audit older than privacy.audit_days, and backups that have expired. The broker does \
            the same by itself, once a day; where it is about it already, nothing is left to do. Works through the broker that runs, or on the journal under its lock where none does. Calls that go on \
            stay, and so do those that work is left to do for, until that is given up. Ends with 1 where not all went.
            """
    )

    @Flag(help: "Only says what would go.")
    var dryRun = false
    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let output = LastLine<PurgeLine>(unit: "rows") { $0.progress }
        do {
            try await interruptibly { try await purge(output) }
        } catch is UnderWay {
            output.bar.end()
            return say("A purge is under way already; it takes all that this one would.")
        } catch let code as ExitCode {
            output.bar.end()
            throw code
        } catch {
            output.bar.end()
            throw refuse(error)
        }
        output.bar.end()
        guard let result = output.last?.result else { throw refuse(Sentence("the purge was cut short")) }
        let trouble = PrivacyWords.trouble(result)
        let isNothing = result.problem != nil && result.counts.sum + result.backups == 0
        if let trouble { say(trouble) }
        if isNothing { throw ExitCode(2) }
        print(PrivacyWords.line(result))
        if trouble != nil { throw ExitCode(1) }
    }

    private func purge(_ output: LastLine<PurgeLine>) async throws {
        let configuration = try admin.configuration()
        var isUnderWay = false
        let isAnswered = try await admin.askBroker(configuration) { client throws(ClientFailure) in
            do throws(ClientFailure) {
                try await client.purge(PurgeRequest(dryRun: dryRun)) { output.take($0) }
            } catch {
                // The broker's own, or that of somebody else: either does what was asked for.
                guard case .problem(let problem) = error, problem.slug == .conflict else { throw error }
                isUnderWay = true
            }
        }
        if isUnderWay { throw UnderWay() }
        if isAnswered { return }
        let (ambience, retention) = (Ambience.live, configuration.retention)
        try await admin.withJournal(configuration) { journal in
            let custody = Custody(backups: journal, keys: journal, ambience: ambience, retention: retention)
            let limits = configuration.limits(at: ambience.now())
            guard !dryRun else { return output.take(await PurgeLine.counted(limits, in: journal, custody)) }
            let last = await PurgeLine.purged(limits, in: journal, custody) { output.take($0) }
            // One that is interrupted has no result.
            try Task.checkCancellation()
            output.take(last)
        }
    }
}

/// Somebody else purges.
private struct UnderWay: Error {}
