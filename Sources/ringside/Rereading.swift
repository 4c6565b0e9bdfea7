import Broker
import BrokerHTTP
import FoundationEssentials
import Logging
import Operations
import ServiceLifecycle
import Synchronization

/// How a running broker reads its configuration again.
struct RereadingPlan: Sendable {
    /// What it was started with.
    let loaded: LoadedConfiguration
    let read: @Sendable () throws(ConfigurationFailure) -> LoadedConfiguration
    /// Goes before the configuration's.
    let namedTokenFile: String?
    let log: RunningLog
}

/// Where the tokens are; a configuration that is read again may say another place.
final class TokenPlace: Sendable {
    private let place: Mutex<String>
    init(_ path: String) { place = Mutex(path) }
    var path: String {
        get { place.withLock { $0 } }
        set { place.withLock { $0 = newValue } }
    }
}

/// Reads the configuration again when it is asked to, and has what may change while calls are in flight count from then on.
///
/// All of it is checked before any of it counts: with a fault in it, all stays as it was.
struct Rereading: Service {
    let plan: RereadingPlan
    let asked: Bell
    /// Rung after each reading, for whoever reads other files.
    let done: Bell
    let rules: Rulebook
    let platform: PlatformListener
    let tokenPlace: TokenPlace
    let environment: [String: String]
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { await listen() }
    }

    @concurrent private func listen() async {
        var loaded = plan.loaded
        while true {
            await asked.wait()
            if Task.isCancelled { return }
            do {
                loaded = try reread(loaded)
            } catch {
                tell(error)
            }
            done.ring()
        }
    }

    private func reread(_ old: LoadedConfiguration) throws -> LoadedConfiguration {
        let new = try plan.read()
        let configuration = new.configuration
        let staff = try configuration.staffOfThisMachine()
        let tokenFile = plan.namedTokenFile ?? configuration.tokenFile ?? tokenPlace.path
        _ = try TokenFile.read(tokenFile, environment: environment)
        let isTLS = (before: plan.loaded.configuration.tls != nil, now: configuration.tls != nil)
        if isTLS.before, let material = try configuration.tls?.material(environment) { try platform.show(material) }

        var changes = new.changes(since: old)
        if isTLS.before != isTLS.now { changes.delay("platform_listener.tls") }
        let concernsDesks = changes.atOnce.contains { $0.hasPrefix("desks") || $0.hasPrefix("queues") }
        rules.change(policy: configuration.policy(following: rules.policy), staff: concernsDesks ? staff : nil)
        tokenPlace.path = tokenFile
        plan.log.follow(configuration)
        tell(changes)
        return new
    }

    private func tell(_ changes: LoadedConfiguration.Changes) {
        let names = changes.atOnce.joined(separator: " ")
        logger.notice("The configuration was read again", metadata: ["changed": "\(names.isEmpty ? "nothing" : names)"])
        for key in changes.atStart {
            logger.warning("A change counts only when the broker starts the next time", metadata: ["key": "\(key)"])
        }
    }

    private func tell(_ failure: any Error) {
        let refusals = (failure as? ConfigurationFailure)?.refusals ?? (failure as? Refusal).map { [$0] }
        guard let refusals else {
            return logger.error("The configuration stays as it was", metadata: ["reason": "\(failure)"])
        }
        for refusal in refusals {
            logger.error("The configuration stays as it was", metadata: ["reason": "\(refusal)"])
        }
    }
}

extension TLSFiles {
    func material(_ environment: [String: String]) throws(Refusal) -> TLSMaterial {
        let texts = try read(environment: environment)
        return TLSMaterial(
            certificates: texts.certificates,
            key: texts.key.text,
            clientAuthorities: texts.clientAuthorities
        )
    }
}
