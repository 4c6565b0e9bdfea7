extension Setting {
    /// On one line, as YAML that says the same.
    var flow: String {
        switch value {
        case .null: "null"
        case .text(let text): Self.scalar(text)
        case .list(let items): "[\(items.map(\.flow).joined(separator: ", "))]"
        case .mapping(let entries):
            "{\(entries.map { "\(Self.scalar($0.key)): \($0.setting.flow)" }.joined(separator: ", "))}"
        }
    }

    /// A text as it may stand anywhere: bare where it is plain, else in quotes.
    static func scalar(_ text: String) -> String {
        let first = text.unicodeScalars.first.map {
            $0.properties.isAlphabetic || "0123456789/".unicodeScalars.contains($0)
        }
        let isPlain = text.utf8.allSatisfy { Section.isFieldByte($0) || "/-:".utf8.contains($0) }
        let isWord = ["null", "Null", "NULL"].contains(text) || text.hasSuffix(":")
        return isPlain && (first ?? false) && !isWord ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\u{20}"..."\u{7E}", "\u{A1}"..."\u{AC}", "\u{AE}"..."\u{D7FF}": String(scalar)
            default:
                "\\U" + String(repeating: "0", count: 8 - String(scalar.value, radix: 16).count)
                    + String(scalar.value, radix: 16)
            }
        }
        return "\"\(scalars.joined())\""
    }
}
