import Broker
import ServiceLifecycle
import UnixSignals

/// Rings a bell at each SIGHUP.
struct HangUps: Service {
    let bell: Bell

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: .sighup) { bell.ring() }
        }
    }
}
