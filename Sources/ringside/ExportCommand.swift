import ArgumentParser
import Broker
import BrokerAPI
import BrokerClient
import BrokerHTTP
import FoundationEssentials
import Glibc
import Identity
import Operations
import Store
import Synchronization

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Prints what is held about a person, as JSON.",
        discussion: """
            The number or external ID is asked for, or read from standard input; it can't be an argument, which others could \
            read. Nothing is masked; other people with the same number are only in it where a call was put on them. Works through \
            the broker that runs, or on the journal under its lock where none does. The audit keeps that it was done.
            """
    )

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        do {
            let configuration = try admin.configuration()
            let request = try PersonPrompt.read(region: configuration.region)
            let document = try await collect(request, configuration)
            guard document.isWhole else { throw Sentence("the export was cut short") }
            print(String(decoding: try document.json(), as: UTF8.self), terminator: "")
        } catch {
            throw refuse(error)
        }
    }

    private func collect(_ request: PersonRequest, _ configuration: Configuration) async throws -> ExportDocument {
        let document = Mutex(ExportDocument())
        let isAnswered = try await admin.askBroker(configuration) { client throws(ClientFailure) in
            try await client.export(request) { line in document.withLock { $0.take(line) } }
        }
        if !isAnswered {
            let actor = try configuration.staffOfThisMachine().administrator(uid: getuid())
            let (person, ambience) = (try Person(wire: request), Ambience.live)
            try await admin.withJournal(configuration) { journal in
                try await journal.record(ExportPerson.entry(person, by: actor, at: ambience.now()))
                let lines = ExportLines(person, in: journal, ambience)
                var page: ExportLines.Page? = try await lines.first()
                while let there = page {
                    document.withLock { document in there.lines.forEach { document.take($0) } }
                    page = try await lines.next(after: there)
                }
            }
        }
        return document.withLock { $0 }
    }
}
