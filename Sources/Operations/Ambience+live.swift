package import Broker
import FoundationEssentials

extension Ambience {
    /// The world as it is: for the composition root only.
    package static let live: Ambience = {
        let clock = ContinuousClock()
        let origin = clock.now
        return Ambience(
            now: { Date() },
            uptime: { clock.now - origin },
            sleep: { try await Task.sleep(for: $0, clock: clock) },
            chance: { Double.random(in: 0..<1) },
            name: { UUID().uuidString.lowercased() }
        )
    }()
}
