/// What a file of the configuration says, with where it says so.
struct Setting: Sendable {
    enum Value: Sendable {
        /// Left empty, or `null`: as if it were not there.
        case null
        case text(String)
        case list([Setting])
        case mapping([Entry])
    }

    struct Entry: Sendable {
        let key: String
        var setting: Setting
    }

    var value: Value
    /// `file:line`.
    let place: String

    /// This laid over another: mappings key by key, everything else replaced.
    ///
    /// An emptied mapping changes nothing.
    func over(_ below: Setting?) -> Setting {
        guard let below, case .mapping(let old) = below.value else { return self }
        switch value {
        case .null: return below
        case .text, .list: return self
        case .mapping(let new):
            let changed = old.map { entry in
                guard let over = new.first(where: { $0.key == entry.key }) else { return entry }
                return Entry(key: entry.key, setting: over.setting.over(entry.setting))
            }
            let added = new.filter { entry in !old.contains { $0.key == entry.key } }
            return Setting(value: .mapping(changed + added), place: place)
        }
    }

    /// In words, for refusals.
    var kind: String {
        switch value {
        case .null: "nothing"
        case .text: "one value"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
