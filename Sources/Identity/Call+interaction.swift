package import FoundationEssentials

extension Call {
    /// Merges conversation data in, nil deletes; all of it or nothing.
    ///
    /// True where something is another than before. A key that is there can be deleted whatever the table says today.
    package mutating func merge(
        _ changes: [String: PersonalText?],
        by table: DataTable
    ) throws(DataRefusal) -> Bool {
        var merged = interaction
        for (key, value) in changes.sorted(by: { $0.key < $1.key }) {
            if value != nil || merged[key] == nil { try check(key, value, table) }
            merged[key] = value
        }
        guard merged.count <= DataTable.mostKeys else { throw .tooManyKeys }
        defer { interaction = merged }
        return merged != interaction
    }

    private func check(_ key: String, _ value: PersonalText?, _ table: DataTable) throws(DataRefusal) {
        switch table.side(of: key) {
        case .customer: throw .wrongSide(key: key)
        case .none: throw .unknownKey(key, known: table.conversationKeys)
        case .conversation:
            let limit = DataTable.longest(key)
            guard value?.text.count ?? 0 <= limit else { throw .tooLong(key: key, limit: limit) }
        }
    }

    /// What the platform's interaction has to be told so that it holds the conversation data; nil deletes.
    package var attributesToWrite: [String: PersonalText?] {
        let gone = platformAttributes.keys.filter { interaction[$0] == nil }
        var changes: [String: PersonalText?] = interaction.filter { platformAttributes[$0.key] != $0.value }
        for key in gone { changes.updateValue(nil, forKey: key) }
        return changes
    }

    /// The platform took these.
    package mutating func attributesWritten(_ changes: [String: PersonalText?]) {
        for (key, value) in changes { platformAttributes[key] = value }
    }

    /// The platform will not have them.
    package mutating func attributesRefused(_ failure: SourceFailure, at: Date) {
        note("interaction", "the platform did not take the conversation data: \(failure.sentence)", at: at)
    }
}
