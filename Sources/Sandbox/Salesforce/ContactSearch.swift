/// Narrows a query on contacts to those that an index can find; the condition itself is still evaluated on each.
struct ContactSearch {
    private static let phoneColumns: Set<String> = ["phone", "mobilephone", "homephone", "otherphone"]
    let directory: Directory

    /// The contacts worth looking at: all of them where the condition has no indexable equality.
    func candidates(for condition: SOQL.Condition?) -> [Contact] {
        guard let condition, let places = places(condition) else { return directory.contacts }
        return places.sorted().map { directory.contacts[$0] }
    }

    /// The record id that the condition insists on, where it reads one record.
    static func requiredID(_ condition: SOQL.Condition?) -> String? {
        switch condition {
        case .compare(let column, .equal, .text(let text)) where column.lowercased() == "id": text.text
        case .oneOf(let column, let literals) where column.lowercased() == "id" && literals.count == 1:
            if case .text(let text) = literals[0] { text.text } else { nil }
        case .all(let parts): parts.lazy.compactMap { requiredID($0) }.first
        case .compare, .oneOf, .any, .not, nil: nil
        }
    }

    /// Nil: no index helps.
    private func places(_ condition: SOQL.Condition) -> Set<Int>? {
        switch condition {
        case .all(let parts): return parts.lazy.compactMap(places).first
        case .any(let parts):
            var union: Set<Int> = []
            for part in parts {
                guard let found = places(part) else { return nil }
                union.formUnion(found)
            }
            return union
        case .not: return nil
        case .compare(let column, let comparison, let literal):
            guard case .text(let text) = literal else { return nil }
            return switch comparison {
            case .equal: places(column: column, text: text.text)
            case .like: places(column: column, pattern: text)
            case .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: nil
            }
        case .oneOf(let column, let literals):
            var union: Set<Int> = []
            for literal in literals {
                guard case .text(let text) = literal, let found = places(column: column, text: text.text) else {
                    return nil
                }
                union.formUnion(found)
            }
            return union
        }
    }

    private func places(column: String, text: String) -> Set<Int>? {
        let column = column.lowercased()
        if column == "id" { return Set([directory.contact(id: text)?.place].compactMap { $0 }) }
        guard Self.phoneColumns.contains(column) else { return nil }
        return Set(directory.contacts(phone: text).map(\.place))
    }

    /// `LIKE '%0199999'`: what ends in seven digits or more can be found by them.
    private func places(column: String, pattern: SOQLText) -> Set<Int>? {
        let tail = pattern.pieces.reversed().prefix { piece in
            if case .character(let character) = piece { character.isASCII && character.isNumber } else { false }
        }
        guard Self.phoneColumns.contains(column.lowercased()), tail.count >= 7 else { return nil }
        return places(column: column, text: String(pattern.text.suffix(tail.count)))
    }
}
