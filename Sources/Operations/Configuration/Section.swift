/// A mapping of the configuration while it is read.
///
/// Each question names a key; a key that nothing asked for is unknown. What is wrong is noted and reading goes on, so
/// that all of it is told at once.
final class Section {
    /// What is wrong so far, in all sections of one configuration.
    final class Findings {
        private(set) var refusals: [Refusal] = []
        /// The keys that were asked for, as the table names them.
        private(set) var asked: Set<String> = []
        func add(_ refusal: Refusal) { refusals.append(refusal) }
        func ask(_ pattern: String) { asked.insert(pattern) }
    }

    private let path: String
    private let place: String
    private let entries: [String: Setting]
    private let findings: Findings
    private var known: [String] = []
    private var isForeign = false

    /// An empty or missing mapping is one without keys.
    init(_ setting: Setting?, path: String, place: String, findings: Findings) {
        self.path = path
        self.place = setting?.place ?? place
        self.findings = findings
        guard case .mapping(let entries) = setting?.value else {
            self.entries = [:]
            return
        }
        self.entries = Dictionary(entries.map { ($0.key, $0.setting) }, uniquingKeysWith: { first, _ in first })
    }

    /// The place of a key as refusals name it, for what is only looked at later.
    func place(of key: String) -> String { "\(entries[key]?.place ?? place): \(name(of: key))" }

    /// Notes what is wrong with a key.
    func refuse(_ key: String, _ problem: String, mend: String? = nil) {
        findings.add(Refusal(place: place(of: key), problem: problem, mend: mend))
    }

    /// From here on no key is checked: the section belongs to a system that this version does not have.
    func becomeForeign() { isForeign = true }

    /// True where the key is there, `null` included.
    func has(_ key: String) -> Bool { entries[key] != nil }

    /// Notes the keys that nothing asked for.
    func finish() {
        guard !isForeign else { return }
        for key in entries.keys.sorted() where !known.contains(key) {
            let mend =
                NearestName.of(key, in: known).map { "did you mean `\($0)`?" }
                ?? "known here: \(Set(known).sorted().joined(separator: ", "))"
            refuse(key, "unknown key", mend: mend)
        }
    }

    /// What is under a key; nil where it is missing or `null`.
    func setting(_ key: String) -> Setting? {
        known.append(key)
        noteAsked(key)
        guard let setting = entries[key] else { return nil }
        if case .null = setting.value { return nil }
        return setting
    }

    /// A mapping below this one.
    func section<T>(_ key: String, _ read: (Section) -> T) -> T {
        let setting = setting(key)
        let isWrong = setting.map { !$0.isMapping } ?? false
        if let setting, isWrong { refuse(key, "expected a mapping, found \(setting.kind)") }
        // What is missing in something that is no mapping needs no telling.
        let section = Section(setting, path: name(of: key), place: place, findings: isWrong ? Findings() : findings)
        defer { section.finish() }
        return read(section)
    }

    /// A list of mappings, each looked at in turn.
    func eachSection(_ key: String, _ read: (Section) -> Void) {
        for (index, item) in items(key).enumerated() {
            let itemPath = "\(name(of: key))[\(index)]"
            guard item.isMapping else {
                let problem = "expected a mapping, found \(item.kind)"
                findings.add(Refusal(place: "\(item.place): \(itemPath)", problem: problem))
                continue
            }
            let section = Section(item, path: itemPath, place: item.place, findings: findings)
            read(section)
            section.finish()
        }
    }

    /// What the mappings of a list mean, those left out that mean nothing.
    func sections<T>(_ key: String, _ read: (Section) -> T?) -> [T] {
        var values: [T] = []
        eachSection(key) { section in
            if let value = read(section) { values.append(value) }
        }
        return values
    }

    /// A list of any kind; empty where the key is missing.
    func items(_ key: String) -> [Setting] {
        guard let setting = setting(key) else { return [] }
        guard case .list(let items) = setting.value else {
            refuse(key, "expected a list, found \(setting.kind)")
            return []
        }
        return items
    }

    /// A text as refusals show it: short, and harmless on a terminal.
    static func shown(_ text: String) -> String {
        let quoted = LogLine.quoted(String(text.prefix(40))).dropFirst().dropLast()
        return "`\(quoted)\(text.count > 40 ? "…" : "")`"
    }

    /// What the table of keys says of a key of this section.
    func described(_ key: String) -> ConfigurationKey? { ConfigurationKey.byPath[pattern(of: key)] }

    /// What the reference does not tell is not read: one table has every name.
    private func noteAsked(_ key: String) {
        let pattern = pattern(of: key)
        findings.ask(pattern)
        let sections = ConfigurationKey.sections
        guard described(key) == nil, !sections.contains(pattern), !sections.contains("\(pattern)[]") else { return }
        refuse(key, "no table of keys has this one")
    }

    /// As the table of keys has it: without the numbers of a list's entries.
    private func pattern(of key: String) -> String {
        let name = path.isEmpty ? key : "\(path).\(key)"
        return name.contains("[") ? name.replacing(/\[[0-9]+\]/, with: "[]") : name
    }

    private func name(of key: String) -> String {
        let shown = Self.shown(key).dropFirst().dropLast()
        return path.isEmpty ? String(shown) : "\(path).\(shown)"
    }
}

extension Setting {
    var isMapping: Bool {
        if case .mapping = value { return true }
        return false
    }

    var text: String? {
        if case .text(let text) = value { return text }
        return nil
    }
}
