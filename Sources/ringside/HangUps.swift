import Broker
import ServiceLifecycle
import UnixSignals

/// Rings bells at each SIGHUP.
struct HangUps: Service {
    let bells: [Bell]

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: .sighup) { bells.forEach { $0.ring() } }
        }
    }
}
