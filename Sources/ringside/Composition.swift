import Broker
import BrokerHTTP
import Connectors
import Feed
import FoundationEssentials
import Logging
import Operations
import PhoneNumbers
import ServiceLifecycle
import Store
import UnixSignals

/// What a broker is made from: decided by the command line and the configuration.
struct Plan: Sendable {
    var configuration: Configuration
    var systems: ConnectedSystemsPlan
    var state: StateDirectory
    var socketPath: String
    /// The group that reaches the socket beside our own user.
    var deskGroup: UInt32?
    var listen: ListenAddress
    var tokens: TokenFile
    var staff: Staff
    var environment: [String: String]
    var logger: Logger
    /// How a hang-up has the configuration read again; without, it ends the process, as that of a terminal.
    var rereading: RereadingPlan?
}

extension Plan {
    /// What of it is not about listening.
    fileprivate var workshop: WorkshopPlan {
        WorkshopPlan(
            configuration: configuration,
            systems: systems,
            state: state,
            staff: staff,
            environment: environment,
            logger: logger
        )
    }
}

/// A broker that is put together and not running yet.
struct House: Sendable {
    let platform: PlatformListener
    let desk: DeskListener
    let services: [any Service]
    let store: SQLiteJournal
    let connections: SourceConnections
    let logger: Logger
}

/// The one place where parts meet; it reads like a parts list.
enum Composition {
    static func house(_ plan: Plan) async throws -> House {
        let startedAt = Ambience.live.now()
        let workshop = try workshop(plan.workshop)
        let (parts, store, newsroom) = (workshop.parts, workshop.store, workshop.newsroom)
        let ambience = parts.ambience
        parts.tally.resume(try await store.tallies(since: Tally.since(startedAt)))
        let metrics = metrics(parts, startedAt)
        let encoder = try await FeedEncoder.open(
            parts: parts,
            options: FeedOptions(version: Ringside.version, startedAt: startedAt),
            metrics: metrics,
            reserve: { try await store.reserveFeedNumbers($0) }
        )
        let tokens = PlatformTokens(plan.tokens.tokens.map(\.text))
        let platform = PlatformListener(
            options: try platformOptions(plan),
            tokens: tokens,
            parts: parts,
            metrics: metrics,
            notReady: { await store.probe() ? [] : ["The journal can't be written; lookups are answered from memory."] }
        )
        let desk = DeskListener(
            options: deskOptions(plan),
            parts: parts,
            feed: encoder,
            metrics: metrics
        )
        let tokenPlace = TokenPlace(plan.tokens.path)
        let tokensAsked = Bell()
        return House(
            platform: platform,
            desk: desk,
            services: [
                parts.enquiries, FeedSweeper(parts: parts), RetentionKeeper(parts: parts), Upkeep(parts: parts),
                SpoolWriter(parts: parts), encoder, desk, platform,
                tokenReloading(tokens, tokenPlace, plan, ambience, tokensAsked),
                JournalWatch(isWritable: { await store.probe() }, newsroom: newsroom, ambience: ambience),
            ] + Job.Lane.allCases.map { Lane($0, parts: parts) }
                + rereading(parts.rules, platform, tokenPlace, plan, ambience, tokensAsked),
            store: store,
            connections: workshop.connections,
            logger: plan.logger
        )
    }

    /// All that the use cases work with: for a broker, and for a command that works where none runs.
    static func workshop(_ plan: WorkshopPlan) throws -> Workshop {
        let ambience = Ambience.live
        let news = FeedLog<Announcement>(capacity: 1_000, numbers: 0..<UInt64.max)
        let bells = LaneBells()
        let tally = Tally()
        let newsroom = Newsroom(news: news, bells: bells, tally: tally, logger: plan.logger, uptime: ambience.uptime)
        let keys = try keys(plan)
        let store = try SQLiteJournal.open(
            directory: plan.state.path,
            keys: StoreKeys(keys, keptBy: keyFiles(plan)),
            now: ambience.now,
            logger: plan.logger,
            committed: { newsroom.tell($0) }
        )
        let connections = SourceConnections()
        let phones = PhoneNumberLibrary()
        let connectors = try Connected(
            plan.systems,
            SourceParts(connections: connections, phones: phones, ambience: ambience) { newsroom.tell($0) },
            region: plan.configuration.region,
            environment: plan.environment,
            logger: plan.logger
        )
        let enquiries = Enquiries(crm: connectors.crms[0], uptime: ambience.uptime)
        let parts = BrokerParts(
            journal: store,
            agenda: store,
            memory: store,
            audit: store,
            figures: store,
            records: store,
            backups: store,
            keys: store,
            crms: connectors.crms,
            erp: connectors.erp,
            platform: connectors.platform,
            interactions: connectors.platform,
            phones: phones,
            staff: plan.staff,
            policy: plan.configuration.policy(phoneKey: keys.phone),
            ambience: ambience,
            logger: plan.logger,
            news: news,
            enquiries: enquiries,
            bells: bells,
            tally: tally
        )
        return Workshop(parts: parts, store: store, connections: connections, newsroom: newsroom)
    }

    private static func metrics(_ parts: BrokerParts, _ startedAt: Date) -> BrokerMetrics {
        let registry = PrometheusRegistry.ringside()
        let gauges = BrokerGauges(parts: parts, factory: registry, version: Ringside.version, startedAt: startedAt)
        return BrokerMetrics(factory: registry) {
            await gauges.update()
            return registry.text
        }
    }

    private static func tokenReloading(
        _ tokens: PlatformTokens,
        _ place: TokenPlace,
        _ plan: Plan,
        _ ambience: Ambience,
        _ asked: Bell
    ) -> TokenReloading {
        let environment = plan.environment
        return TokenReloading(
            tokens: tokens,
            ambience: ambience,
            logger: plan.logger,
            asked: asked,
            mark: { FileMark.of(place.path) },
            read: { try TokenFile.read(place.path, environment: environment).tokens.map(\.text) }
        )
    }

    /// What a hang-up does, where it does not end the process.
    private static func rereading(
        _ rules: Rulebook,
        _ platform: PlatformListener,
        _ tokenPlace: TokenPlace,
        _ plan: Plan,
        _ ambience: Ambience,
        _ tokensAsked: Bell
    ) -> [any Service] {
        guard let rereading = plan.rereading else { return [] }
        let asked = Bell()
        let service = Rereading(
            plan: rereading,
            asked: asked,
            done: tokensAsked,
            rules: rules,
            platform: platform,
            tokenPlace: tokenPlace,
            environment: plan.environment,
            logger: plan.logger
        )
        let keeping = rereading.log.file.map { [LogKeeping(file: $0, ambience: ambience)] } ?? []
        return [HangUps(bells: [asked]), service] + keeping
    }

    private static func keyFiles(_ plan: WorkshopPlan) -> KeyFiles {
        KeyFiles(state: plan.state, configured: plan.configuration.keys, environment: plan.environment)
    }

    private static func keys(_ plan: WorkshopPlan) throws(Refusal) -> Keys {
        let keys = try keyFiles(plan).open(databaseExists: SQLiteJournal.exists(in: plan.state.path))
        for file in keys.made { plan.logger.notice("A key was made; back it up", metadata: ["file": "\(file)"]) }
        return keys
    }

    private static func deskOptions(_ plan: Plan) -> DeskListenerOptions {
        var options = DeskListenerOptions(socketPath: plan.socketPath)
        options.groupID = plan.deskGroup
        return options
    }

    private static func platformOptions(_ plan: Plan) throws(Refusal) -> PlatformListenerOptions {
        var options = PlatformListenerOptions()
        options.host = plan.listen.host
        options.port = plan.listen.port
        options.tls = try plan.configuration.tls?.material(plan.environment)
        return options
    }
}

extension StoreKeys {
    /// Keys that new ones join where they came from.
    init(_ keys: Keys, keptBy files: KeyFiles) {
        self.init(master: keys.master, former: keys.formerMasters) { try files.keepMasters($0) }
    }
}
