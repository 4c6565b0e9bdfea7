import ArgumentParser
import Broker
import BrokerClient
import Crypto
import FoundationEssentials
import Glibc
import Logging
import Operations
import Store

/// Where the broker is that a command works through, or the journal where none runs.
struct AdminOptions: ParsableArguments {
    @Option(help: "The configuration; instead of /etc/ringside/ringside.yaml and the user's own.")
    var config: String?
    @Option(help: "The socket of the broker that runs.")
    var socket: String?
    @Option(help: "The folder of journal and keys, where no broker runs.")
    var state: String?

    private static let environment = ProcessInfo.processInfo.environment

    func configuration() throws -> Configuration { try Configuration.read(config, environment: Self.environment) }

    func socketPath(_ configuration: Configuration) throws -> String {
        try DeskSocket(socket ?? configuration.deskSocket, environment: Self.environment, uid: getuid()).path
    }

    /// Asks the broker that runs; false where none does.
    func askBroker(
        _ configuration: Configuration,
        _ body: (SocketClient) async throws(ClientFailure) -> Void
    ) async throws -> Bool {
        var timing = ClientTiming()
        // Whoever reads our output may leave it for a while.
        timing.silence = .seconds(600)
        let client = SocketClient(socketPath: try socketPath(configuration), timing: timing)
        let failure: ClientFailure?
        do throws(ClientFailure) {
            try await body(client)
            failure = nil
        } catch {
            failure = error
        }
        await client.shutDown()
        guard let failure else { return true }
        if failure.meansNoBroker { return false }
        throw Sentence(failure.sentence)
    }

    /// The folder of the journal that no broker has open.
    func stateDirectory(_ configuration: Configuration) throws -> StateDirectory {
        try StateDirectory.existing(
            state ?? configuration.stateDirectory,
            environment: Self.environment,
            holdsJournal: { SQLiteJournal.exists(in: $0) }
        )
    }

    /// Opens the journal under its lock for as long as `body` takes.
    func withJournal(
        _ configuration: Configuration,
        _ body: (SQLiteJournal) async throws -> Void
    ) async throws {
        let state = try stateDirectory(configuration)
        let files = KeyFiles(state: state, configured: configuration.keys, environment: Self.environment)
        let journal = try SQLiteJournal.open(
            directory: state.path,
            keys: StoreKeys(try files.open(databaseExists: true), keptBy: files),
            now: Ambience.live.now,
            logger: Logger(label: "ringside"),
            committed: { _ in }
        )
        do { try await body(journal) } catch {
            await journal.close()
            throw error
        }
        await journal.close()
    }

    /// The journal as whoever looks after it needs it, under its lock, for as long as `body` takes.
    func withCustody(
        _ configuration: Configuration,
        _ body: (Custody) async throws -> Void
    ) async throws {
        try await withJournal(configuration) { journal in
            let (ambience, retention) = (Ambience.live, configuration.retention)
            try await body(Custody(backups: journal, keys: journal, ambience: ambience, retention: retention))
        }
    }

    /// Where a journal is or will be, and its keys, which are never made: a journal that comes has its own.
    func journalsPlace(
        _ configuration: Configuration,
        needingKeys: Bool
    ) throws -> (state: StateDirectory, keys: StoreKeys) {
        let place = state ?? configuration.stateDirectory
        let state = try StateDirectory.prepare(place, environment: Self.environment)
        guard needingKeys else { return (state, StoreKeys(master: SymmetricKey(size: .bits256))) }
        let files = KeyFiles(state: state, configured: configuration.keys, environment: Self.environment)
        return (state, StoreKeys(try files.open(databaseExists: true), keptBy: files))
    }

    /// Puts the use cases' parts together on the journal, under its lock, for as long as `body` takes.
    func withParts(
        _ configuration: Configuration,
        _ body: (BrokerParts) async throws -> Void
    ) async throws {
        let workshop = try Composition.workshop(
            WorkshopPlan(
                configuration: configuration,
                systems: .configured(try configuration.systems()),
                state: try stateDirectory(configuration),
                staff: try configuration.staffOfThisMachine(),
                environment: Self.environment,
                logger: Logger(label: "ringside")
            )
        )
        do { try await body(workshop.parts) } catch {
            await workshop.close()
            throw error
        }
        await workshop.close()
    }
}
