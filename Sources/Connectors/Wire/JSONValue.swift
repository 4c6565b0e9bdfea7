import FoundationEssentials

/// JSON whose fields are named by the configuration.
enum JSONValue: Decodable, Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Decimal)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Deeper nesting than any answer that we ask for has is refused, before it costs stack.
    private static let deepest = 16

    init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count <= Self.deepest else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "nested too deeply"))
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let truth = try? container.decode(Bool.self) {
            self = .bool(truth)
        } else if let number = try? container.decode(Decimal.self) {
            self = .number(number)
        } else if let fields = try? container.decode([String: JSONValue].self) {
            self = .object(fields)
        } else {
            self = .array(try container.decode([JSONValue].self))
        }
    }

    /// The value at a path of field names such as `Account.ERP_Number__c`; nil where there is none, or null.
    subscript(path path: String) -> JSONValue? {
        var value = self
        for name in path.split(separator: ".") {
            guard case .object(let fields) = value, let next = fields[String(name)] else { return nil }
            value = next
        }
        return value == .null ? nil : value
    }

    /// The value at a path whose names the source takes in any case, and gives back as it spells them itself.
    subscript(anyCase path: String) -> JSONValue? {
        if let value = self[path: path] { return value }
        var value = self
        for name in path.split(separator: ".") {
            let wanted = name.lowercased()
            guard case .object(let fields) = value,
                let next = fields.first(where: { $0.key.lowercased() == wanted })?.value
            else { return nil }
            value = next
        }
        return value == .null ? nil : value
    }

    /// Its text; a number as its digits.
    var text: String? {
        switch self {
        case .string(let text): text
        case .number(let number): "\(number)"
        case .null, .bool, .array, .object: nil
        }
    }

    /// Its elements, where it is an array.
    var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// Its truth, where it is one.
    var truth: Bool? {
        if case .bool(let truth) = self { truth } else { nil }
    }
}
