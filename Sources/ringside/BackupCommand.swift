import ArgumentParser
import Broker
import BrokerAPI
import BrokerClient
import BrokerHTTP
import Operations
import Store

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies the journal to a file, while the broker runs as always.",
        discussion: """
            Through the broker that runs, which must be able to write there, or under the journal's lock where none does. The \
            copy is as encrypted as the journal and has no keys in it: keep copies of the key files apart from it. It is \
            deleted when the retention is over, and ringside forget names it until then.
            """
    )

    @Argument(help: "A folder, or a file that is not there yet.")
    var place: String
    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let output = LastLine<BackupLine>(unit: "pages") { $0.progress }
        do {
            let configuration = try admin.configuration()
            let target = try BackupTarget.make(
                place,
                for: try admin.socketPath(configuration),
                at: Ambience.live.now()
            )
            defer { target.removeIfEmpty() }
            try await interruptibly { try await copy(to: target.path, configuration, output) }
        } catch let code as ExitCode {
            output.bar.end()
            throw code
        } catch {
            output.bar.end()
            throw refuse(error)
        }
        output.bar.end()
        guard let result = output.last?.result else {
            throw refuse(output.last?.problem ?? Sentence("the backup was cut short"))
        }
        print(CustodyWords.line(result))
    }

    private func copy(
        to path: String,
        _ configuration: Configuration,
        _ output: LastLine<BackupLine>
    ) async throws {
        let isAnswered = try await admin.askBroker(configuration) { client throws(ClientFailure) in
            try await client.backUp(BackupRequest(path: path)) { output.take($0) }
        }
        if isAnswered { return }
        try await admin.withCustody(configuration) { custody in
            do throws(BackupFailure) {
                output.take(BackupLine(try await BackUp.run(to: path, with: custody) { output.take(BackupLine($0)) }))
            } catch {
                throw Problem(error)
            }
        }
    }
}
