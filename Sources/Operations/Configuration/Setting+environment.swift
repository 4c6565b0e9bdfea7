import FoundationEssentials

extension Setting {
    /// One thing that is laid over the files.
    private struct Overlay {
        let place: String
        let steps: [Step]
        let setting: Setting
        let index: Int?
    }

    /// A step from the root to a value.
    enum Step: Equatable {
        case key(String)
        case entry(Int)
    }

    /// With the variables of an environment laid over it; notes those that can't be meant.
    func with(environment: [String: String], findings: Section.Findings) -> Setting {
        var overlays: [Overlay] = []
        for (name, text) in environment where name.hasPrefix(EnvironmentName.prefix) && !text.isEmpty {
            do throws(Refusal) {
                if let overlay = try Self.overlay(name, text) { overlays.append(overlay) }
            } catch {
                findings.add(error)
            }
        }
        // A list before its entries, and these in their order.
        let sorted = overlays.sorted { ($0.index ?? -1, $0.place) < ($1.index ?? -1, $1.place) }
        return sorted.reduce(self) { whole, overlay in
            if let changed = whole.setting(overlay.steps, to: overlay.setting) { return changed }
            let mend = "number the entries from 0, without a hole"
            findings.add(Refusal(place: overlay.place, problem: "there is no such entry", mend: mend))
            return whole
        }
    }

    private static func overlay(_ name: String, _ text: String) throws(Refusal) -> Overlay? {
        guard let (meaning, index) = EnvironmentName.meaning(of: name) else {
            if EnvironmentName.isOfOthers(name, text) { return nil }
            let mend = EnvironmentName.nearest(to: name).map { "did you mean `\($0)`?" }
            throw Refusal(
                place: Section.variable(name),
                problem: "unknown variable",
                mend: mend ?? "`ringside check --print-config` shows all keys"
            )
        }
        let setting: Setting
        let path: String
        switch meaning {
        case .value(let key): (path, setting) = (key, try Setting(text, of: key, place: name))
        case .list(let key): (path, setting) = (key, try parse(text, file: name))
        case .secret(let key):
            (path, setting) = (key, Setting(value: .text(PrivateFile.inEnvironment + name), place: name))
        }
        return Overlay(place: name, steps: steps(path, index), setting: setting, index: index)
    }

    /// As the shape of the key says: lists may be written `a,b`, and `null` takes a value away.
    private init(_ text: String, of path: String, place: String) throws(Refusal) {
        if text == "null" {
            self.init(value: .null, place: place)
            return
        }
        switch ConfigurationKey.byPath[path]?.shape {
        case .list where !text.hasPrefix("["):
            let items = text.split(separator: ",").map { item in
                let item = item.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
                return Setting(value: .text(String(item)), place: place)
            }
            self.init(value: .list(items), place: place)
        case .list, .bindings: self = try Setting.parse(text, file: place)
        case .text, .integer, .flag, .choice, .form, .path, .secret, .keyFile, .url, nil:
            self.init(value: .text(text), place: place)
        }
    }

    /// The way to a key of the table; `index` is that of its list's entry.
    static func steps(_ path: String, _ index: Int?) -> [Step] {
        path.split(separator: ".").flatMap { part -> [Step] in
            guard part.hasSuffix("[]") else { return [.key(String(part))] }
            return [.key(String(part.dropLast(2))), .entry(index ?? 0)]
        }
    }

    /// With another value in one place; nil where that place is an entry beyond the end of a list.
    ///
    /// What is no mapping or list where one has to be stays, and is refused when it is read.
    func setting(_ steps: [Step], to new: Setting) -> Setting? {
        guard let step = steps.first else { return new }
        let rest = Array(steps.dropFirst())
        let nothing = Setting(value: .null, place: new.place)
        switch (step, value) {
        case (.key(let key), .mapping(var entries)):
            let at = entries.firstIndex { $0.key == key }
            guard let inner = (at.map { entries[$0].setting } ?? nothing).setting(rest, to: new) else { return nil }
            if let at { entries[at].setting = inner } else { entries.append(Entry(key: key, setting: inner)) }
            return Setting(value: .mapping(entries), place: place)
        case (.key(let key), .null):
            return nothing.setting(rest, to: new).map {
                Setting(value: .mapping([Entry(key: key, setting: $0)]), place: new.place)
            }
        case (.entry(let index), .list(var items)):
            guard index <= items.count else { return nil }
            guard let inner = (index < items.count ? items[index] : nothing).setting(rest, to: new) else { return nil }
            if index < items.count { items[index] = inner } else { items.append(inner) }
            return Setting(value: .list(items), place: place)
        case (.entry(let index), .null):
            guard index == 0, let inner = nothing.setting(rest, to: new) else { return nil }
            return Setting(value: .list([inner]), place: new.place)
        case (_, .text), (.key, .list), (.entry, .mapping): return self
        }
    }

    /// What stands in one place; nil where nothing does.
    func at(_ steps: [Step]) -> Setting? {
        guard let step = steps.first else { return self }
        let rest = Array(steps.dropFirst())
        switch (step, value) {
        case (.key(let key), .mapping(let entries)): return entries.first { $0.key == key }?.setting.at(rest)
        case (.entry(let index), .list(let items)): return index < items.count ? items[index].at(rest) : nil
        case (_, .text), (_, .null), (.key, .list), (.entry, .mapping): return nil
        }
    }
}

extension Section {
    /// The name of a variable as refusals show it.
    static func variable(_ name: String) -> String { String(shown(name).dropFirst().dropLast()) }
}
