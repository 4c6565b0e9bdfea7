import Yams

extension Theme {
    /// Reads a base16 or base24 scheme, nested (`palette:`) or in the legacy flat form; `file` is only for messages.
    package static func parse(_ yaml: String, file: String) throws(ThemeError) -> Theme {
        try ThemeParser(file: file).parse(yaml)
    }
}

private struct ThemeParser {
    static let largestFile = 65_536
    static let described = [
        "system", "name", "slug", "scheme", "author", "description", "variant", "palette", "ringside",
    ]

    var file: String

    func parse(_ yaml: String) throws(ThemeError) -> Theme {
        let root = try entries(of: try document(yaml), "a scheme with `name:` and `palette:`")
        let top = try dictionary(root)
        let isNested = top["palette"] != nil
        for entry in root where !Self.described.contains(entry.key) && (isNested || Slot(key: entry.key) == nil) {
            throw unknown("key", entry, Self.described)
        }
        let own = try own(top["ringside"])
        var theme = Theme(
            name: try name(top),
            claimedVariant: try optional(top["variant"]),
            palette: try palette(top, root),
            roles: own.roles,
            surfaces: own.surfaces
        )
        theme.author = try optional(top["author"])
        theme.colours = own.colours
        theme.textContrast = own.contrast
        return theme
    }

    private func optional(_ entry: Entry?) throws(ThemeError) -> String? {
        guard let entry, entry.value.scalar?.string != "" else { return nil }
        return try text(entry)
    }

    private func name(_ top: [String: Entry]) throws(ThemeError) -> String {
        guard let entry = top["name"] ?? top["scheme"] else {
            throw failure(1, "expected `name:` with the scheme's name")
        }
        return try text(entry)
    }

    private func palette(_ top: [String: Entry], _ root: [Entry]) throws(ThemeError) -> [Slot: RGB] {
        let line = top["palette"]?.line ?? 1
        let list = try top["palette"].map { entry throws(ThemeError) in try entries(of: entry.value, "base00 to base0F")
        }
        var palette: [Slot: RGB] = [:]
        for entry in list ?? root {
            guard let slot = Slot(key: entry.key) else {
                guard list != nil else { continue }
                throw failure(
                    entry.line,
                    "unknown slot `\(entry.key)`; slots are base00 to base0F, base24 has base10 to base17"
                )
            }
            guard palette.updateValue(try colour(entry), forKey: slot) == nil else {
                throw failure(entry.line, "`\(slot.rawValue)` is given twice")
            }
        }
        try checkComplete(palette, system: top["system"], line: line)
        return palette
    }

    private func checkComplete(_ palette: [Slot: RGB], system: Entry?, line: Int) throws(ThemeError) {
        var wanted = Slot.ofBase16
        if let system {
            switch try text(system) {
            case "base16": break
            case "base24": wanted = Slot.allCases
            case let other: throw failure(system.line, "expected system `base16` or `base24`, found `\(other)`")
            }
        }
        let missing = wanted.filter { palette[$0] == nil }.map(\.rawValue)
        guard missing.isEmpty else { throw failure(line, "the palette lacks \(missing.joined(separator: ", "))") }
    }

    private func own(_ block: Entry?) throws(ThemeError) -> OwnBlock {
        var own = OwnBlock()
        guard let block else { return own }
        for entry in try entries(of: block.value, "roles and their slots") { try read(entry, into: &own) }
        return own
    }

    private func read(_ entry: Entry, into own: inout OwnBlock) throws(ThemeError) {
        switch entry.key {
        case "colours":
            own.colours = try word(entry)
        case "contrast":
            let value = try text(entry)
            guard let contrast = Double(value), (4.5...7).contains(contrast) else {
                throw failure(entry.line, "expected a contrast from 4.5 to 7, found `\(value)`")
            }
            own.contrast = contrast
        case let key:
            if let role = Role(rawValue: key) {
                own.roles[role] = try slot(entry)
            } else if let surface = Surface.allCases.first(where: { $0.key == key }) {
                own.surfaces[surface] = try slot(entry)
            } else {
                throw unknown("role", entry, Self.roleNames)
            }
        }
    }

    private func slot(_ entry: Entry) throws(ThemeError) -> Slot {
        let value = try text(entry)
        guard let slot = Slot(key: value) else {
            throw failure(entry.line, "expected a slot such as base0D, found `\(value)`")
        }
        return slot
    }

    private func word(_ entry: Entry) throws(ThemeError) -> Theme.Colours {
        let value = try text(entry)
        guard let word = Theme.Colours(rawValue: value) else {
            throw failure(entry.line, "expected scheme, terminal or none, found `\(value)`")
        }
        return word
    }

    private static var roleNames: [String] {
        Role.allCases.map(\.rawValue) + Surface.allCases.map(\.key) + ["colours", "contrast"]
    }

    private func unknown(_ kind: String, _ entry: Entry, _ known: [String]) -> ThemeError {
        let guess = nearestName(to: entry.key, in: known).map { " (did you mean `\($0)`?)" } ?? ""
        let list = known.joined(separator: ", ")
        return failure(entry.line, "unknown \(kind) `\(sanitised(entry.key, limit: 40))`\(guess); known are \(list)")
    }

    private func colour(_ entry: Entry) throws(ThemeError) -> RGB {
        let value = try text(entry)
        guard let colour = RGB(hex: value) else {
            throw failure(entry.line, "expected six hex digits for `\(entry.key)`, found `\(value)`")
        }
        return colour
    }
}

/// What a theme's `ringside:` block says.
private struct OwnBlock {
    var roles: [Role: Slot] = [:]
    var surfaces: [Surface: Slot] = [:]
    var colours = Theme.Colours.scheme
    var contrast = 4.5
}

/// One `key: value` of the file, with its line.
private struct Entry {
    var key: String
    var value: Node
    var line: Int
}

extension ThemeParser {
    private func document(_ yaml: String) throws(ThemeError) -> Node {
        guard yaml.utf8.count <= Self.largestFile else {
            throw failure(1, "a theme has at most \(Self.largestFile) bytes")
        }
        do {
            if let node = try Yams.compose(yaml: yaml) { return node }
        } catch let error as YamlError {
            throw failure(error, in: yaml)
        } catch {
            throw failure(1, "cannot be read as YAML")
        }
        throw failure(1, "expected a scheme, found an empty file")
    }

    private func entries(of node: Node, _ expected: String) throws(ThemeError) -> [Entry] {
        guard let mapping = node.mapping else { throw failure(node.mark?.line ?? 1, "expected \(expected)") }
        return mapping.map { key, value in Entry(key: key.string ?? "", value: value, line: key.mark?.line ?? 1) }
    }

    private func dictionary(_ entries: [Entry]) throws(ThemeError) -> [String: Entry] {
        var dictionary: [String: Entry] = [:]
        for entry in entries where dictionary.updateValue(entry, forKey: entry.key) != nil {
            throw failure(entry.line, "`\(entry.key)` is given twice")
        }
        return dictionary
    }

    private func text(_ entry: Entry) throws(ThemeError) -> String {
        guard let scalar = entry.value.scalar else {
            throw failure(entry.line, "expected one value for `\(entry.key)`")
        }
        // `base00: #1a1b26` without quotes is a comment to YAML, the commonest mistake in themes written by hand.
        guard !scalar.string.isEmpty else {
            throw failure(entry.line, "`\(entry.key)` has no value; a colour that begins with # needs quotes")
        }
        return scalar.string
    }

    private func failure(_ line: Int, _ problem: String) -> ThemeError {
        ThemeError(file: file, line: line, problem: problem)
    }

    private func failure(_ error: YamlError, in yaml: String) -> ThemeError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            failure(mark.line, "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, _):
            failure(line(ofSecond: duplicates, in: yaml), "\(duplicates.sorted().joined(separator: ", ")) given twice")
        case .reader(let problem, let offset, _, _):
            failure(line(ofOffset: offset ?? 0, in: yaml), "not YAML: \(problem)")
        default:
            failure(1, "cannot be read as YAML")
        }
    }

    private func line(ofSecond keys: [String], in yaml: String) -> Int {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        let hits = lines.indices.filter { index in
            let line = lines[index].drop { " \"'".contains($0) }
            return keys.contains { line.hasPrefix($0) }
        }
        return (hits.count > 1 ? hits[1] : hits.first ?? 0) + 1
    }

    private func line(ofOffset offset: Int, in yaml: String) -> Int {
        yaml.prefix(offset).count { $0.isNewline } + 1
    }
}

extension Slot {
    /// Reads `base0A` in any case of its letters.
    init?(key: String) {
        guard let slot = Slot.allCases.first(where: { $0.rawValue.lowercased() == key.lowercased() }) else {
            return nil
        }
        self = slot
    }
}
