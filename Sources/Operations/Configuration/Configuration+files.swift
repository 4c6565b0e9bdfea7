import Glibc

/// All that is wrong with a configuration, in the order of reading.
package struct ConfigurationFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one.
    package let refusals: [Refusal]
    /// A line each.
    package var description: String { refusals.map(\.description).joined(separator: "\n") }
}

extension Configuration {
    /// The system's file.
    package static let systemFile = "/etc/ringside/ringside.yaml"

    /// Reads the given file alone; else the system's, with the user's (`$XDG_CONFIG_HOME/ringside/ringside.yaml`) over it,
    /// each where it is there; and the environment over that.
    package static func read(
        _ given: String? = nil,
        environment: [String: String],
        system: String = systemFile
    ) throws(ConfigurationFailure) -> Configuration {
        try LoadedConfiguration.load(given, environment: environment, system: system).configuration
    }

    /// Reads texts, each laid over those before it: mappings key by key, everything else replaced.
    package static func parse(
        _ texts: [(file: String, text: String)],
        environment: [String: String] = [:]
    ) throws(ConfigurationFailure) -> Configuration {
        try LoadedConfiguration.parse(texts, environment: environment).configuration
    }

    /// Reads the usual files, as far as whoever sits at a desk may read them: the broker's own may be closed to agents.
    package static func readAtDesk(
        environment: [String: String],
        system: String = systemFile
    ) throws(ConfigurationFailure) -> Configuration {
        let readable = usualFiles(environment, system).filter { access($0, R_OK) == 0 }
        return try LoadedConfiguration.load(those: readable, environment: environment).configuration
    }

    static func usualFiles(_ environment: [String: String], _ system: String) -> [String] {
        [system] + (UserFolders.configuration(environment).map { ["\($0)/ringside/ringside.yaml"] } ?? [])
    }
}
