import Yams

extension Setting {
    /// Reads a file's text; `file` is for the places.
    static func parse(_ yaml: String, file: String) throws(Refusal) -> Setting {
        do {
            guard let node = try Yams.compose(yaml: yaml) else { return Setting(value: .null, place: "\(file):1") }
            var reading = NodeReading(file: file)
            return try reading.setting(node, line: node.mark?.line ?? 1, depth: 0)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(yaml: error as? YamlError ?? .no, file: file)
        }
    }
}

/// Carries Yams' tree over, within bounds: aliases can make a small file a large tree.
private struct NodeReading {
    let file: String
    var budget = 20_000

    mutating func setting(_ node: Node, line: Int, depth: Int) throws(Refusal) -> Setting {
        budget -= 1
        guard budget > 0, depth < 16 else {
            throw Refusal(place: "\(file):\(line)", problem: "holds more than a configuration can")
        }
        return Setting(value: try value(of: node, line, depth), place: "\(file):\(line)")
    }

    private mutating func value(of node: Node, _ line: Int, _ depth: Int) throws(Refusal) -> Setting.Value {
        switch node {
        case .scalar(let scalar): return isNull(scalar) ? .null : .text(scalar.string)
        case .sequence(let nodes):
            var list: [Setting] = []
            for node in nodes { list.append(try setting(node, line: node.mark?.line ?? line, depth: depth + 1)) }
            return .list(list)
        case .mapping(let pairs):
            var entries: [Setting.Entry] = []
            for (key, value) in pairs { entries.append(try entry(key, value, line, depth)) }
            return .mapping(entries)
        case .alias:
            throw Refusal(place: "\(file):\(line)", problem: "an alias that can't be followed")
        }
    }

    private mutating func entry(
        _ key: Node,
        _ value: Node,
        _ line: Int,
        _ depth: Int
    ) throws(Refusal) -> Setting.Entry {
        let line = key.mark?.line ?? line
        guard let name = key.scalar?.string else {
            throw Refusal(place: "\(file):\(line)", problem: "expected the name of a key")
        }
        return Setting.Entry(key: name, setting: try setting(value, line: line, depth: depth + 1))
    }

    /// Only a bare word: "null" in quotes is a text.
    private func isNull(_ scalar: Node.Scalar) -> Bool {
        switch scalar.style {
        case .any, .plain: ["", "~", "null", "Null", "NULL"].contains(scalar.string)
        case .singleQuoted, .doubleQuoted, .literal, .folded: false
        }
    }
}

extension Refusal {
    fileprivate init(yaml error: YamlError, file: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(place: "\(file):\(mark.line)", problem: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.sorted().map(Section.shown).joined(separator: ", ")
            self.init(
                place: "\(file):\(context.mark.line)",
                problem: "\(names) given twice in the mapping from here on"
            )
        case .reader(let problem, _, _, _): self.init(place: file, problem: "not YAML: \(problem)")
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            self.init(place: file, problem: "can't be read as YAML")
        }
    }
}
