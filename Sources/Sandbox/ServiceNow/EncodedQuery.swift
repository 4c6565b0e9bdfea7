/// A `sysparm_query` as the Table API reads it.
///
/// There is no escape, and what it does not understand it leaves out: a query that is all nonsense finds every row.
struct EncodedQuery: Equatable {
    struct Condition: Equatable {
        let field: String
        let comparison: Comparison
        let value: String
    }

    struct Order: Equatable {
        let field: String
        let isDescending: Bool
    }

    enum Comparison: String, CaseIterable {
        case isEmpty = "ISEMPTY"
        case isNotEmpty = "ISNOTEMPTY"
        case notIn = "NOT IN"
        case oneOf = "IN"
        case notLike = "NOT LIKE"
        case like = "LIKE"
        case contains = "CONTAINS"
        case startsWith = "STARTSWITH"
        case endsWith = "ENDSWITH"
        case notEqual = "!="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case equal = "="
        case less = "<"
        case greater = ">"
    }

    /// One of these, each all of its groups, each group one of its conditions: `^NQ`, `^` and `^OR`.
    private(set) var alternatives: [[[Condition]]] = []
    private(set) var order: [Order] = []

    init(_ text: String, isField: (String) -> Bool) {
        for part in Self.parts(text) {
            var groups: [[Condition]] = []
            for term in part where !term.isEmpty { take(term, into: &groups, isField) }
            alternatives.append(groups.filter { !$0.isEmpty })
        }
    }

    private mutating func take(_ term: String, into groups: inout [[Condition]], _ isField: (String) -> Bool) {
        for (word, isDescending) in [("ORDERBYDESC", true), ("ORDERBY", false)] where term.hasPrefix(word) {
            let field = String(term.dropFirst(word.count))
            if isField(field) { order.append(Order(field: field, isDescending: isDescending)) }
            return
        }
        let isOr = term.hasPrefix("OR")
        let condition = Self.condition(isOr ? term.dropFirst(2) : term[...], isField)
        if isOr, !groups.isEmpty {
            groups[groups.count - 1] += [condition].compactMap(\.self)
        } else {
            groups.append([condition].compactMap(\.self))
        }
    }

    private static func parts(_ text: String) -> [[String]] {
        var parts: [[String]] = [[]]
        for term in text.split(separator: "^", omittingEmptySubsequences: false) {
            if term.hasPrefix("NQ") {
                parts.append([String(term.dropFirst(2))])
            } else if term != "EQ" {
                parts[parts.count - 1].append(String(term))
            }
        }
        return parts
    }

    /// Nil for what the instance would leave out: an unknown field, an unknown operator, a script that finds nothing.
    private static func condition(_ term: Substring, _ isField: (String) -> Bool) -> Condition? {
        let field = term.prefix { ("a"..."z").contains($0) || ("0"..."9").contains($0) || "_.".contains($0) }
        let rest = term.dropFirst(field.count)
        guard isField(String(field)), let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) })
        else { return nil }
        let value = String(rest.dropFirst(comparison.rawValue.count))
        guard !value.hasPrefix("javascript:") else { return nil }
        return Condition(field: String(field), comparison: comparison, value: value)
    }
}

extension EncodedQuery.Condition {
    /// Texts are compared without case.
    func holds(_ cell: String) -> Bool {
        let (cell, value) = (cell.lowercased(), value.lowercased())
        switch comparison {
        case .isEmpty: return cell.isEmpty
        case .isNotEmpty: return !cell.isEmpty
        case .equal: return cell == value
        case .notEqual: return cell != value
        case .oneOf: return value.split(separator: ",").contains { $0 == cell }
        case .notIn: return !value.split(separator: ",").contains { $0 == cell }
        case .like, .contains: return cell.contains(value)
        case .notLike: return !cell.contains(value)
        case .startsWith: return cell.hasPrefix(value)
        case .endsWith: return cell.hasSuffix(value)
        case .less: return cell < value
        case .lessOrEqual: return cell <= value
        case .greater: return cell > value
        case .greaterOrEqual: return cell >= value
        }
    }
}
