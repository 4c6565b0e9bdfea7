import FoundationEssentials

extension JSONValue {
    /// A row's key, or what a field of many-to-one holds.
    var trytonID: Int? {
        guard case .number(let number) = self else { return nil }
        return Int("\(number)")
    }

    /// `{"__class__": "Decimal", "decimal": "18250.00"}`.
    var trytonDecimal: Decimal? {
        guard self[path: "__class__"]?.text == "Decimal" else { return nil }
        return self[path: "decimal"]?.text.flatMap(AmountText.decimal)
    }

    /// Days since 1970 of `{"__class__": "date", "year": 2026, "month": 11, "day": 23}`.
    var trytonDay: Int? {
        guard self[path: "__class__"]?.text == "date" else { return nil }
        let parts = ["year", "month", "day"].compactMap { self[path: $0]?.trytonID }
        guard parts.count == 3, (1...9999).contains(parts[0]), (1...12).contains(parts[1]), (1...31).contains(parts[2])
        else { return nil }
        return daysSince1970(parts[0], parts[1], parts[2])
    }

    /// 1 and 0 on SQLite, true and false elsewhere.
    var trytonTruth: Bool? {
        switch self {
        case .bool(let truth): truth
        case .number(1): true
        case .number(0): false
        case .null, .number, .string, .array, .object: nil
        }
    }

    /// What the dotted names below a link asked for: a record, or the records of a link to many.
    func trytonLinked(_ name: String) -> JSONValue? {
        guard case .object(let fields) = self, let linked = fields["\(name)."], linked != .null else { return nil }
        return linked
    }

    /// What a dotted name leads to, such as `party.code`: on the wire each step but the last ends in a dot.
    func tryton(_ name: String) -> JSONValue? {
        let steps = name.split(separator: ".")
        var value = self
        for (index, step) in steps.enumerated() {
            let key = index < steps.count - 1 ? "\(step)." : String(step)
            guard case .object(let fields) = value, let next = fields[key] else { return nil }
            value = next
        }
        return value == .null ? nil : value
    }
}

extension JSONValue {
    /// A condition of a domain.
    static func condition(_ field: String, _ operation: String, _ value: JSONValue) -> JSONValue {
        [.string(field), .string(operation), value]
    }

    /// Any of some conditions.
    static func any(_ conditions: JSONValue...) -> JSONValue { .array(["OR"] + conditions) }

    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}

/// Texts for `like` and `ilike`: their own wildcards are taken as they are.
enum TrytonPattern {
    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }
}
