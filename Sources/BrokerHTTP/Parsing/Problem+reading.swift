import BrokerAPI

extension Problem {
    /// Why a body can't be read, and which field is at fault.
    init(unreadable error: any Error) {
        switch error as? DecodingError {
        case .keyNotFound(let key, let context): self.init(field: context.codingPath + [key], "is missing")
        case .valueNotFound(_, let context): self.init(field: context.codingPath, "must not be null")
        case .typeMismatch(let type, let context):
            self.init(field: context.codingPath, "must be \(Self.word(for: type))")
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            self.init(.badRequest, status: 400, detail: "The body is not valid JSON.")
        case .dataCorrupted(let context): self.init(field: context.codingPath, Self.fault(context.debugDescription))
        case nil: self.init(.badRequest, status: 400, detail: "The body can't be read.")
        @unknown default: self.init(.badRequest, status: 400, detail: "The body can't be read.")
        }
    }

    /// Our own readers say what they expect; what the decoder says of broken text is not for clients.
    private static func fault(_ description: String) -> String {
        guard description.hasPrefix("expected ") else { return "can't be read" }
        return "must be \(description.dropFirst("expected ".count))"
    }

    /// A field that is not as it should be; the sentence goes on after the field's name.
    static func field(_ name: String, _ fault: String) -> Problem {
        Problem(.badField, status: 400, detail: "\(name) \(fault).", field: name)
    }

    private init(field path: [any CodingKey], _ fault: String) {
        guard !path.isEmpty else {
            self.init(.badRequest, status: 400, detail: "The body \(fault).")
            return
        }
        self = .field(Self.text(of: path), fault)
    }

    /// Such as `[3].actor.userId`.
    private static func text(of path: [any CodingKey]) -> String {
        path.reduce(into: "") { text, key in
            text += key.intValue.map { "[\($0)]" } ?? (text.isEmpty ? "" : ".") + key.stringValue
        }
    }

    private static func word(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "text"
        case is Bool.Type: "true or false"
        case is Int.Type, is Double.Type: "a whole number"
        default: "\(type)".hasPrefix("Array") ? "an array" : "an object"
        }
    }
}
