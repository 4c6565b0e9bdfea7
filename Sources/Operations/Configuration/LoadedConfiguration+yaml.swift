extension LoadedConfiguration {
    /// The whole result as YAML that can be read again: secrets are files' names or masked, and what stands behind a value
    /// says where it comes from.
    package var yaml: String {
        let head = ["# What counts, and where it comes from. `Configuration` in the manual says what each key is for."]
        return (head + lines(below: "", settings, kind: nil, isAsked: false)).map { "\($0)\n" }.joined()
    }

    /// The keys below a prefix of the table, such as `crm[].`; `isAsked` where only what is said or has a default is shown.
    private func lines(below prefix: String, _ setting: Setting?, kind: String?, isAsked: Bool) -> [String] {
        names(below: prefix).flatMap { name -> [String] in
            let path = prefix + name
            let isOptional = isAsked || Self.optional.contains(name)
            if let key = ConfigurationKey.byPath[path] {
                return line(key, name, setting?.at([.key(name)]), kind, isOptional).map { [$0] } ?? []
            }
            if name.hasSuffix("[]") { return list(path, String(name.dropLast(2)), setting) }
            let there = setting?.at([.key(name)])
            let own = name == "platform" ? there?.kindName ?? "genesys-guide" : kind
            if prefix.isEmpty, isOptional, there == nil { return ["\(name): null  # default"] }
            let inner = lines(below: "\(path).", there, kind: own, isAsked: isOptional)
            return inner.isEmpty ? [] : ["\(name):"] + inner.map { "  \($0)" }
        }
    }

    private func list(_ path: String, _ name: String, _ setting: Setting?) -> [String] {
        guard case .list(let items) = setting?.at([.key(name)])?.value, !items.isEmpty else {
            return ["\(name): []  # default"]
        }
        return ["\(name):"]
            + items.flatMap { item in
                lines(below: "\(path).", item, kind: item.kindName, isAsked: true).enumerated()
                    .map { "  \($0 == 0 ? "- " : "  ")\($1)" }
            }
    }

    private func line(
        _ key: ConfigurationKey,
        _ name: String,
        _ setting: Setting?,
        _ kind: String?,
        _ isOptional: Bool
    ) -> String? {
        if let setting { return "\(name): \(key.isMasked ? "\"••••\"" : setting.flow)  # \(setting.shownPlace)" }
        let isHad = key.kinds.isEmpty || key.kinds.contains(kind ?? "")
        if let usual = key.usual, isHad { return "\(name): \(usual)  # default" }
        return isOptional ? nil : "\(name): null  # default"
    }

    /// Mappings that a broker need not have.
    private static let optional: Set = ["platform"]

    /// The names that follow a prefix in the table, in its order.
    private func names(below prefix: String) -> [String] {
        var names: [String] = []
        for key in ConfigurationKey.all where key.path.hasPrefix(prefix) {
            let name = String(key.path.dropFirst(prefix.count).prefix { $0 != "." })
            if !names.contains(name) { names.append(name) }
        }
        return names
    }
}

extension Setting {
    fileprivate var kindName: String? { at([.key("kind")])?.text }

    fileprivate var shownPlace: String { String(LogLine.quoted(place).dropFirst().dropLast()) }
}
