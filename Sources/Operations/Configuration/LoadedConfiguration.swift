/// A configuration, with what it was made from: files, systemd's credentials, the environment and flags.
package struct LoadedConfiguration: Sendable {
    /// A flag of the command line that goes before a key.
    package struct Flag: Sendable {
        let name: String
        let key: String
        let value: String

        /// A path, from the folder that we were started in; `name` as it is typed, such as `--state`, `key` as a file has it.
        package static func path(_ name: String, key: String, _ value: String?) -> Flag? {
            value.map { Flag(name: name, key: key, value: OwnFolder.absolute($0)) }
        }
    }

    /// What is decided.
    package let configuration: Configuration
    let settings: Setting
    /// The keys that the parser has asked for, as the table names them.
    let asked: Set<String>

    /// Reads the given file alone; else the system's, with the user's over it, each where it is there; the environment over
    /// that, and flags over all.
    package static func load(
        _ given: String? = nil,
        environment: [String: String],
        system: String = Configuration.systemFile,
        flags: [Flag] = []
    ) throws(ConfigurationFailure) -> LoadedConfiguration {
        let files = given.map { [$0] } ?? Configuration.usualFiles(environment, system)
        return try load(those: files, mayBeMissing: given == nil, environment: environment, flags: flags)
    }

    /// Reads these files, each laid over those before it.
    static func load(
        those files: [String],
        mayBeMissing: Bool = true,
        environment: [String: String],
        flags: [Flag] = []
    ) throws(ConfigurationFailure) -> LoadedConfiguration {
        let texts: [(file: String, text: String)]
        do throws(Refusal) {
            texts = try readAll(files, mayBeMissing: mayBeMissing)
        } catch {
            throw ConfigurationFailure(refusals: [error])
        }
        return try parse(texts, environment: environment, flags: flags)
    }

    static func parse(
        _ texts: [(file: String, text: String)],
        environment: [String: String] = [:],
        flags: [Flag] = []
    ) throws(ConfigurationFailure) -> LoadedConfiguration {
        var whole: Setting?
        do throws(Refusal) {
            for (file, text) in texts { whole = try document(text, file).over(whole) }
        } catch {
            throw ConfigurationFailure(refusals: [error])
        }
        let findings = Section.Findings()
        let settings = (whole ?? Setting(value: .null, place: "configuration"))
            .with(environment: environment, findings: findings)
            .with(credentials: environment["CREDENTIALS_DIRECTORY"], exists: PlainFile.exists)
            .with(flags)
        let root = Section(settings, path: "", place: "configuration", findings: findings)
        var configuration = Configuration()
        configuration.read(root)
        root.finish()
        guard findings.refusals.isEmpty else { throw ConfigurationFailure(refusals: findings.refusals) }
        return LoadedConfiguration(configuration: configuration, settings: settings, asked: findings.asked)
    }

    private static func document(_ text: String, _ file: String) throws(Refusal) -> Setting {
        let setting = try Setting.parse(text, file: file)
        switch setting.value {
        case .mapping, .null: return setting
        case .text, .list:
            throw Refusal(place: setting.place, problem: "expected keys such as `platform:`, found \(setting.kind)")
        }
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

extension Setting {
    fileprivate func with(_ flags: [LoadedConfiguration.Flag]) -> Setting {
        flags.reduce(self) { whole, flag in
            let given = Setting(value: .text(flag.value), place: flag.name)
            return whole.setting(Self.steps(flag.key, nil), to: given) ?? whole
        }
    }
}
