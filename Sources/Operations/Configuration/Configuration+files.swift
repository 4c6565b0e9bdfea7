import FoundationEssentials

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
    /// each where it is there.
    package static func read(
        _ given: String? = nil,
        environment: [String: String],
        system: String = systemFile
    ) throws(ConfigurationFailure) -> Configuration {
        let files = given.map { [$0] } ?? usualFiles(environment, system)
        return try read(those: files, mayBeMissing: given == nil)
    }

    /// Reads these files, each laid over those before it.
    static func read(those files: [String], mayBeMissing: Bool = true) throws(ConfigurationFailure) -> Configuration {
        let texts: [(file: String, text: String)]
        do throws(Refusal) {
            texts = try readAll(files, mayBeMissing: mayBeMissing)
        } catch {
            throw ConfigurationFailure(refusals: [error])
        }
        return try parse(texts)
    }

    /// Reads texts, each laid over those before it: mappings key by key, everything else replaced.
    package static func parse(_ texts: [(file: String, text: String)]) throws(ConfigurationFailure) -> Configuration {
        var whole: Setting?
        do throws(Refusal) {
            for (file, text) in texts { whole = try document(text, file).over(whole) }
        } catch {
            throw ConfigurationFailure(refusals: [error])
        }
        let findings = Section.Findings()
        let root = Section(whole, path: "", place: "configuration", findings: findings)
        var configuration = Configuration()
        configuration.read(root)
        root.finish()
        guard findings.refusals.isEmpty else { throw ConfigurationFailure(refusals: findings.refusals) }
        return configuration
    }

    private static func document(_ text: String, _ file: String) throws(Refusal) -> Setting {
        let setting = try Setting.parse(text, file: file)
        switch setting.value {
        case .mapping, .null: return setting
        case .text, .list:
            throw Refusal(place: setting.place, problem: "expected keys such as `platform:`, found \(setting.kind)")
        }
    }

    static func usualFiles(_ environment: [String: String], _ system: String) -> [String] {
        [system] + (UserFolders.configuration(environment).map { ["\($0)/ringside/ringside.yaml"] } ?? [])
    }

    private static func readAll(
        _ files: [String],
        mayBeMissing: Bool
    ) throws(Refusal) -> [(file: String, text: String)] {
        var texts: [(file: String, text: String)] = []
        for file in files where !mayBeMissing || PlainFile.exists(file) {
            texts.append((file, try PlainFile.read(file)))
        }
        return texts
    }
}
