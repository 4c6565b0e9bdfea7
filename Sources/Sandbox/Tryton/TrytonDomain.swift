/// A domain of Tryton: conditions on fields, joined by lists that begin with `AND` (or nothing) or `OR`.
indirect enum TrytonDomain: Equatable {
    case all([TrytonDomain])
    case any([TrytonDomain])
    case condition(path: [String], operation: Operation, value: JSON)

    enum Operation: String {
        case equal = "="
        case notEqual = "!="
        case inside = "in"
        case outside = "not in"
        case like
        case ilike
    }

    init(_ json: JSON, depth: Int = 0) throws(TrytonFailure) {
        guard let elements = json.elements, depth < 32 else { throw .wrong("maximum recursion depth exceeded") }
        if elements.count == 3, let field = elements[0].string, let name = elements[1].string,
            !["AND", "OR"].contains(field)
        {
            guard let operation = Operation(rawValue: name) else { throw .wrong("'\(name)'") }
            self = .condition(
                path: field.split(separator: ".").map(String.init),
                operation: operation,
                value: elements[2]
            )
            return
        }
        let word = elements.first?.string
        var parts: [TrytonDomain] = []
        for element in word == nil ? elements[...] : elements.dropFirst() {
            parts.append(try TrytonDomain(element, depth: depth + 1))
        }
        self = word == "OR" ? .any(parts) : .all(parts)
    }
}

extension TrytonDomain {
    /// Whether a row is wanted; a field that the model does not have is an error.
    func accepts(_ row: JSON) throws(TrytonFailure) -> Bool {
        switch self {
        case .all(let parts):
            for part in parts where try !part.accepts(row) { return false }
            return true
        case .any(let parts):
            for part in parts where try part.accepts(row) { return true }
            return false
        case .condition(let path, let operation, let value):
            let values = try Self.values(row, path[...])
            switch operation {
            case .notEqual, .outside: return !values.contains { operation.opposite.holds($0, value) }
            case .equal where value.isNull: return values.allSatisfy(\.isNull)
            case .equal, .inside, .like, .ilike: return values.contains { operation.holds($0, value) }
            }
        }
    }

    /// All that a path leads to: through a link to many, of each of them.
    private static func values(_ row: JSON, _ path: ArraySlice<String>) throws(TrytonFailure) -> [JSON] {
        guard let step = path.first else { return [row["id"] ?? row] }
        if row.isNull { return [.null] }
        guard let value = row[step] else { throw .wrong("'\(step)'") }
        let rest = path.dropFirst()
        guard let many = value.elements else {
            // A record that a field leads to stands for its key where the path ends.
            return rest.isEmpty && value["__class__"] != nil ? [value] : try values(value, rest)
        }
        var found: [JSON] = []
        for element in many { found += try values(element, rest) }
        return found
    }

    /// The values one of which a field of any of some names has to have; nil where others may be wanted, too.
    func required(_ names: Set<String>) -> [String]? {
        switch self {
        case .all(let parts): return parts.lazy.compactMap { $0.required(names) }.first
        case .any(let parts):
            let each = parts.map { $0.required(names) }
            return each.contains { $0 == nil } ? nil : each.flatMap { $0 ?? [] }
        case .condition(let path, .equal, .string(let text)):
            return names.contains(path.joined(separator: ".")) ? [text] : nil
        case .condition(let path, .inside, .array(let list)):
            return names.contains(path.joined(separator: ".")) ? list.compactMap(\.string) : nil
        case .condition: return nil
        }
    }
}

extension TrytonDomain.Operation {
    fileprivate var opposite: Self {
        switch self {
        case .notEqual: .equal
        case .outside: .inside
        case .equal, .inside, .like, .ilike: self
        }
    }

    fileprivate func holds(_ value: JSON, _ wanted: JSON) -> Bool {
        switch self {
        case .equal, .notEqual: value == wanted
        case .inside, .outside: wanted.elements?.contains(value) ?? false
        case .like: Self.matches(value.string, wanted.string)
        case .ilike: Self.matches(value.string?.lowercased(), wanted.string?.lowercased())
        }
    }

    /// SQL's LIKE: `%` any text, `_` any character, a backslash takes what follows as it is.
    private static func matches(_ text: String?, _ pattern: String?) -> Bool {
        guard let text, let pattern else { return false }
        return matches(Array(text)[...], Array(pattern)[...])
    }

    private static func matches(_ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "%": return (text.startIndex...text.endIndex).contains { matches(text[$0...], rest) }
        case "_": return !text.isEmpty && matches(text.dropFirst(), rest)
        case "\\": return !rest.isEmpty && text.first == rest.first && matches(text.dropFirst(), rest.dropFirst())
        default: return text.first == first && matches(text.dropFirst(), rest)
        }
    }
}
