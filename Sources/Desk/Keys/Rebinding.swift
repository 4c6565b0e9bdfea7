import Screen

extension KeyTable {
    /// Why wishes for other keys can't be had: all of the reasons, a sentence each.
    package struct Refusal: Error, Hashable, CustomStringConvertible {
        /// One sentence each, each beginning with the configuration's key.
        package var problems: [String]
        /// All sentences, a line each.
        package var description: String { problems.joined(separator: "\n") }
    }

    /// The standard keys with wishes applied: a command's name to the names of its keys, such as `["switch_search": ["S"]]`.
    ///
    /// All or nothing: where one wish can't be had, none is, so that no key does what nobody expects.
    package init(rebinding wishes: [String: [String]]) throws(Refusal) {
        var table = KeyTable.standard
        var problems: [String] = []
        for (name, keys) in wishes.sorted(by: { $0.key < $1.key }) {
            guard let command = Self.rebindable[name] else {
                problems.append("desk.keys.\(name): no such command; there are \(Self.names)")
                continue
            }
            let found = Self.keys(keys, of: command, name)
            problems += found.problems
            if found.problems.isEmpty { table.rebind(command, to: found.keys) }
        }
        problems += table.conflicts
        guard problems.isEmpty else { throw Refusal(problems: problems) }
        self = table
    }

    /// Commands by the names that the configuration takes; digits, `Esc` and the keys of text fields are fixed.
    package static let rebindable: [String: Command] = {
        let fixed = standard.bindings.filter { $0.hasDigits || $0.isText || $0.keys.first == .escape }
        let commands = Set(standard.bindings.map(\.command)).subtracting(fixed.filter { $0.hasDigits }.map(\.command))
        let free = commands.filter { command in
            standard.bindings.contains { $0.command == command && !$0.isText && $0.keys.first != .escape }
        }
        return Dictionary(uniqueKeysWithValues: free.map { ($0.configurationName, $0) })
    }()

    private static let names = rebindable.keys.sorted().joined(separator: ", ")

    private static func keys(
        _ names: [String],
        of command: Command,
        _ title: String
    ) -> (keys: [Key], problems: [String]) {
        if names.isEmpty { return ([], ["desk.keys.\(title): expected a key such as j, Enter, F3 or Ctrl-R"]) }
        var (keys, problems): ([Key], [String]) = ([], [])
        for name in names {
            guard let key = Key(name: name) else {
                let found = sanitised(String(name.prefix(20)))
                problems.append("desk.keys.\(title): expected a key such as j, Enter, F3 or Ctrl-R, found \(found)")
                continue
            }
            if let reason = refusal(of: key, command) { problems.append("desk.keys.\(title): \(key.name) \(reason)") }
            keys.append(key)
        }
        return (keys, problems)
    }

    private static func refusal(of key: Key, _ command: Command) -> String? {
        if key == .control("C") || key == .control("Z") { return "belongs to the terminal" }
        if key == .escape { return "always leaves" }
        if key.digit != nil { return "picks what has that number" }
        if key == .enter, command == .commit || command == .revokeNow { return "never commits: take another key" }
        return nil
    }

    /// Keys that would do two things at one place.
    private var conflicts: [String] {
        var (seen, sentences): (Set<String>, [String]) = ([], [])
        for place in Place.allCases {
            let here = bindings.filter { $0.places.contains(place) }
            for (index, line) in here.enumerated() {
                for other in here.dropFirst(index + 1) {
                    for key in line.keys where other.keys.contains(key) {
                        let sentence =
                            "desk.keys: \(key.name) is \(line.command.configurationName) and "
                            + "\(other.command.configurationName) (\(place.title.lowercased())): "
                            + "give one of them another key"
                        if seen.insert(sentence).inserted { sentences.append(sentence) }
                    }
                }
            }
        }
        return sentences
    }
}

extension Command {
    /// As the configuration names it.
    package var configurationName: String {
        if self == .search { return "switch_search" }
        return "\(self)".reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    }
}
