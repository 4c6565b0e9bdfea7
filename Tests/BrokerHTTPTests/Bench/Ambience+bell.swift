import Broker

extension Ambience {
    /// The same, where a pause is over when the bell is rung; for one sleeper.
    func passing(at bell: Bell) -> Ambience {
        Ambience(now: now, uptime: uptime, sleep: { _ in await bell.wait() }, chance: chance, name: name)
    }
}
