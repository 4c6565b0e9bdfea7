extension ConfigurationKey {
    /// What systemd calls the secret of this key, for an entry of a list by its number; nil for what is no secret.
    ///
    /// The keys of the journal are not among them: who opens them looks for their credentials.
    func credential(_ index: Int?) -> String? {
        switch shape {
        case .secret:
            let name = path.hasSuffix("_file") ? String(path.dropLast("_file".count)) : path
            let numbered = name.replacing("[]", with: "-\(index.map(String.init) ?? "<n>")")
            return "ringside-" + numbered.replacing(".", with: "-").replacing("_", with: "-")
        case .keyFile(let credential): return path.hasPrefix("keys.") ? nil : credential
        case .text, .integer, .flag, .choice, .list, .form, .path, .url, .bindings: return nil
        }
    }
}

extension Setting {
    /// With the credentials that systemd has put into `folder`, where no file is named for them.
    func with(credentials folder: String?, exists: (String) -> Bool) -> Setting {
        guard let folder else { return self }
        var whole = self
        for key in ConfigurationKey.all {
            for index in whole.entries(of: key) {
                guard let name = key.credential(index), exists("\(folder)/\(name)") else { continue }
                let steps = Self.steps(key.path, index)
                if let there = whole.at(steps), case .text = there.value { continue }
                let credential = Setting(value: .text("\(folder)/\(name)"), place: "credential \(name)")
                whole = whole.setting(steps, to: credential) ?? whole
            }
        }
        return whole
    }

    /// The numbers of the entries that a key can be in; nil once for a key that is in no list.
    func entries(of key: ConfigurationKey) -> [Int?] {
        guard let end = key.path.firstIndex(of: "[") else { return [nil] }
        guard case .list(let items) = at([.key(String(key.path[..<end]))])?.value else { return [] }
        return Array(items.indices)
    }
}
