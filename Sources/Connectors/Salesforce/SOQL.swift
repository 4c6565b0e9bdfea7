/// Texts as SOQL literals: `\` and `'` are escaped by a backslash (doubling the quote would be wrong).
enum SOQL {
    /// Such as `'O\'Brien'`.
    static func literal(_ text: String) -> String { "'\(escaped(text))'" }

    /// Such as `('+15550199999','5550199999')`.
    static func list(_ texts: [String]) -> String { "(\(texts.map(literal).joined(separator: ",")))" }

    /// `'%50\% off%'`: the text anywhere, its own wildcards taken as they are.
    static func contains(_ text: String) -> String {
        let plain = escaped(text).replacing("%", with: "\\%").replacing("_", with: "\\_")
        return "'%\(plain)%'"
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map(escaped).joined()
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\\": "\\\\"
        case "'": "\\'"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\u{08}": "\\b"
        case "\u{0C}": "\\f"
        // SOQL has no other escapes for control characters, and no field that we ask for can hold them.
        case "\0"..."\u{1F}", "\u{7F}": ""
        default: String(scalar)
        }
    }
}
