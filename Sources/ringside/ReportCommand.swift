import ArgumentParser
import Broker
import BrokerAPI
import BrokerClient
import BrokerHTTP
import FoundationEssentials
import Operations
import Synchronization

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Interactions and handle times from the journal.",
        discussion: """
            Asks the broker that runs, or reads the journal under its lock where none does; never the contact centre's \
            analytics, which lag. Times are of calls that began since then.
            """,
        subcommands: [ReportInteractions.self, ReportHandleTime.self]
    )
}

private struct ReportInteractions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interactions",
        abstract: "Calls: interaction ID, external ID (masked), case, tier, duration."
    )

    @Option(help: "Only customers with this tier, as the CRM spells it.")
    var tier: String?
    @OptionGroup var options: ReportOptions

    func run() async throws { try await options.run { ReportRequest(report: "interactions", since: $0, tier: tier) } }
}

private struct ReportHandleTime: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handle-time",
        abstract: "Talk, hold, after-call work, dialing and contacting, by agent legs."
    )

    @Option(help: "tier, account, queue or agent.")
    var by = "tier"
    @OptionGroup var options: ReportOptions

    func validate() throws {
        guard ReportGrouping(rawValue: by) == nil else { return }
        throw ValidationError("--by: expected tier, account, queue or agent, found \(by)")
    }

    func run() async throws { try await options.run { ReportRequest(report: "handle-time", since: $0, by: by) } }
}

/// What all reports have in common.
private struct ReportOptions: ParsableArguments {
    @Option(help: "Calls that began since then: 24h, 90m, 3d, or a moment such as 2026-11-23T09:00:00Z.")
    var since = "24h"
    @OptionGroup var format: FormatOption
    @OptionGroup var admin: AdminOptions

    func run(_ request: (Date) -> ReportRequest) async throws {
        do {
            let now = Ambience.live.now()
            try await run(request(try TimeSpan.since(since, at: now)), at: now)
        } catch {
            throw refuse(error)
        }
    }

    private func run(_ request: ReportRequest, at now: Date) async throws {
        let configuration = try admin.configuration()
        let output = ReportOutput(request, as: format.sheet)
        let isAnswered = try await admin.askBroker(configuration) { client throws(ClientFailure) in
            try await client.report(request) { output.take($0) }
        }
        if !isAnswered {
            let staff = try configuration.staffOfThisMachine()
            try await admin.withJournal(configuration) { journal in
                let lines = ReportLines(try ReportAsked(request, now: now), in: journal, staff: staff)
                var page: ReportLines.Page? = try await lines.first()
                while let there = page {
                    there.lines.forEach { output.take($0) }
                    page = try await lines.next(after: there)
                }
            }
        }
        if output.hasMore { say("There are more accounts; these have the most handle time.") }
    }
}

/// Writes the lines of a report as they come.
private final class ReportOutput: Sendable {
    private let sheet: Mutex<ReportSheet>

    init(_ request: ReportRequest, as format: SheetFormat) {
        sheet = Mutex(ReportSheet(request, as: format) { print($0, terminator: "") })
    }

    func take(_ line: ReportLine) { sheet.withLock { $0.take(line) } }

    var hasMore: Bool { sheet.withLock { $0.result?.hasMore ?? false } }
}
