import ArgumentParser
import Broker
import BrokerAPI
import BrokerClient
import BrokerHTTP
import Glibc
import Operations
import Store
import Synchronization

struct OverridesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overrides",
        abstract: "What is remembered of switches: this number means that account.",
        discussion: """
            Works through the broker that runs, or on the journal under its lock where none does.
            """,
        subcommands: [OverridesList.self, OverridesRevoke.self],
        defaultSubcommand: OverridesList.self
    )
}

private struct OverridesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "All that count now, newest first, at most 500; numbers and accounts are masked."
    )

    @OptionGroup var format: FormatOption
    @OptionGroup var admin: AdminOptions

    func run() async throws {
        do {
            let configuration = try admin.configuration()
            let items = Mutex<[OverridesAnswer.Item]>([])
            let isAnswered = try await admin.askBroker(configuration) { client throws(ClientFailure) in
                let answer = try await client.overrides()
                items.withLock { $0 = answer.overrides }
            }
            if !isAnswered {
                try await admin.withJournal(configuration) { journal in
                    let found = try await ManageOverrides.list(
                        for: .keeper(uid: getuid()),
                        in: journal,
                        at: Ambience.live.now()
                    )
                    items.withLock { $0 = found.map { OverridesAnswer.Item($0) } }
                }
            }
            Sheet.write(items.withLock { $0 }, as: format.sheet) { print($0, terminator: "") }
        } catch {
            throw refuse(error)
        }
    }
}

private struct OverridesRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Forgets one: the next call of the number is matched again. It is audited."
    )

    @Argument(help: "As the list names it.")
    var id: String
    @OptionGroup var admin: AdminOptions

    func validate() throws {
        let isName = id.utf8.allSatisfy { byte in
            let scalar = Character(Unicode.Scalar(byte))
            return byte < 0x80 && (scalar.isLetter || scalar.isNumber) || "._-".utf8.contains(byte)
        }
        guard isName, (1...128).contains(id.utf8.count) else {
            throw ValidationError("expected an ID as ringside overrides lists it, found \(id)")
        }
    }

    func run() async throws {
        do {
            let configuration = try admin.configuration()
            let isAnswered = try await admin.askBroker(configuration) { client throws(ClientFailure) in
                try await client.revoke(id)
            }
            if isAnswered { return }
            try await admin.withJournal(configuration) { journal in
                let isRevoked = try await ManageOverrides.revoke(
                    id,
                    by: .keeper(uid: getuid()),
                    in: journal,
                    auditing: journal,
                    at: Ambience.live.now()
                )
                guard isRevoked else { throw Sentence("There is no such memory that you may revoke.") }
            }
        } catch {
            throw refuse(error)
        }
    }
}
