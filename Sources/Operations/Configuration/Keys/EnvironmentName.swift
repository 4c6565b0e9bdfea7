/// What the environment calls the keys of the configuration.
///
/// `lookup.deadline_ms` is `RINGSIDE_LOOKUP_DEADLINE_MS`; an entry of a list has its number, from 0, as refusals have it:
/// `RINGSIDE_CRM_0_BASE_URL`. A secret itself has the name of its file without `_FILE`.
enum EnvironmentName {
    static let prefix = "RINGSIDE_"

    /// What a name stands for.
    enum Meaning: Hashable {
        case value(path: String)
        /// The secret itself, not its file.
        case secret(path: String)
        /// A whole list of mappings.
        case list(path: String)
    }

    /// What a variable means; nil where no key has this name.
    static func meaning(of name: String) -> (meaning: Meaning, index: Int?)? {
        guard name.hasPrefix(prefix) else { return nil }
        let (pattern, index) = numbered(String(name.dropFirst(prefix.count)))
        return meanings[pattern].map { ($0, index) }
    }

    /// The variable of a key, `<n>` for the number of a list's entry.
    static func of(_ key: ConfigurationKey) -> String { prefix + upper(key.path, number: "<n>") }

    /// The variable of a secret itself; nil for what is no secret.
    static func ofSecret(_ key: ConfigurationKey) -> String? {
        guard key.shape == .secret else { return nil }
        return String(of(key).dropLast("_FILE".count))
    }

    /// The most similar name, where one is similar.
    static func nearest(to name: String) -> String? {
        let (pattern, index) = numbered(String(name.dropFirst(prefix.count)))
        // A list as a whole is the beginning of each of its entries' names, and not what was meant.
        let known = meanings.keys.filter { index == nil || $0.contains("#") }
        let nearest = NearestName.of(pattern, in: known.sorted())
        return nearest.map { prefix + $0.replacing("#", with: index.map(String.init) ?? "<n>") }
    }

    /// What looks like one of ours and is none: what the project's own scripts use, and what Docker and Kubernetes set for a
    /// service that is called Ringside.
    static func isOfOthers(_ name: String, _ value: String) -> Bool {
        ["RINGSIDE_BINARY", "RINGSIDE_SCHEMES", "RINGSIDE_VENV"].contains(name)
            || name.wholeMatch(of: /RINGSIDE_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_[0-9]+_(TCP|UDP)(_.+)?)/)
                != nil
            || (name.hasSuffix("_PORT") && value.contains("://"))
    }

    /// Meanings by name, without the prefix and with `#` for a number.
    static let meanings: [String: Meaning] = {
        var meanings: [String: Meaning] = [:]
        for key in ConfigurationKey.all {
            meanings[upper(key.path, number: "#")] = .value(path: key.path)
            guard key.shape == .secret else { continue }
            meanings[String(upper(key.path, number: "#").dropLast("_FILE".count))] = .secret(path: key.path)
        }
        for list in ConfigurationKey.lists { meanings[list.uppercased()] = .list(path: list) }
        return meanings
    }()

    private static func upper(_ path: String, number: String) -> String {
        path.replacing("[]", with: "_#").replacing(".", with: "_").uppercased().replacing("#", with: number)
    }

    /// `CRM_0_BASE_URL` is `CRM_#_BASE_URL` and 0.
    private static func numbered(_ name: String) -> (pattern: String, index: Int?) {
        var parts = name.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count > 2, let index = Int(parts[1]), (0..<1_000).contains(index) else { return (name, nil) }
        parts[1] = "#"
        return (parts.joined(separator: "_"), index)
    }
}
