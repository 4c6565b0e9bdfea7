extension LoadedConfiguration {
    /// What a configuration that was read again says otherwise.
    package struct Changes: Hashable, Sendable {
        /// Keys, as the reference names them, whose change counts at once.
        package var atOnce: [String] = []
        /// Those that count when the broker starts the next time.
        package var atStart: [String] = []

        /// Has what begins so count only at the next start.
        package mutating func delay(_ prefix: String) {
            atStart += atOnce.filter { $0.hasPrefix(prefix) }
            atOnce.removeAll { $0.hasPrefix(prefix) }
        }
    }

    /// What this says otherwise than an older one.
    package func changes(since old: LoadedConfiguration) -> Changes {
        var changes = Changes()
        for key in ConfigurationKey.all where settings.values(of: key) != old.settings.values(of: key) {
            switch key.effect {
            case .atOnce: changes.atOnce.append(key.path)
            case .atStart: changes.atStart.append(key.path)
            case .atDeskStart: break
            }
        }
        return changes
    }
}

extension Setting {
    /// What a key says, for each entry of its list; what is not said is its default.
    fileprivate func values(of key: ConfigurationKey) -> [String?] {
        entries(of: key).map { index in
            guard let there = at(Self.steps(key.path, index)) else { return key.usual }
            if case .null = there.value { return nil }
            return there.flow
        }
    }
}
