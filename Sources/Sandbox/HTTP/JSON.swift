/// A JSON value that keeps the order of its members and the digits of its numbers, as the vendors' answers do.
enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number as it is written, so that no digit is lost.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])
    /// Text that is JSON already.
    case encoded(String)

    struct Member: Sendable, Equatable {
        let name: String
        let value: JSON

        init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
    static func integer(_ value: Int) -> JSON { .number(String(value)) }

    subscript(name: String) -> JSON? { members?.last { $0.name == name }?.value }

    var members: [Member]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    var elements: [JSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var integer: Int? {
        guard case .number(let text) = self else { return nil }
        return Int(text)
    }

    var double: Double? {
        guard case .number(let text) = self else { return nil }
        return Double(text)
    }

    /// A scalar's text however it was written: YAML has no types of its own here.
    var scalarText: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let value): String(value)
        case .null, .array, .object, .encoded: nil
        }
    }

    var isNull: Bool { self == .null }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(nilLiteral: ()) { self = .null }
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map { Member($0.0, $0.1) }) }
}
