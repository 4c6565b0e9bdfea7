/// One line of the log as bytes: it holds exactly one newline, at its end, whatever the values hold.
struct LogLine {
    /// Longer values are cut: one line must never fill a disk or a pipe.
    static let longestValue = 1_000

    /// In order; keys are names that both formats can hold.
    private(set) var fields: [(key: String, value: String)] = []

    mutating func add(_ key: String, _ value: String) { fields.append((Self.name(key), Self.cut(value))) }

    func bytes(in format: LogFormat) -> [UInt8] {
        let line =
            switch format {
            case .text:
                fields.map { "\($0.key)=\($0.key == "msg" ? Self.quoted($0.value) : Self.bare($0.value))" }
                    .joined(separator: " ")
            case .json: "{\(fields.map { "\"\($0.key)\":\(Self.quoted($0.value))" }.joined(separator: ","))}"
            }
        return Array("\(line)\n".utf8)
    }

    /// In quotes where it holds more than plain visible ASCII.
    static func bare(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"=\\".utf8.contains($0) }
        return isPlain && !value.isEmpty ? value : quoted(value)
    }

    /// In quotes, with JSON's escapes: nothing in it can end the line, reach a terminal or turn the text around.
    static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars { text += escaped(scalar) }
        return text + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            return UTF16.encode(scalar).map { $0.map(unit).joined() } ?? ""
        default: return String(scalar)
        }
    }

    private static func unit(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func name(_ key: String) -> String {
        let name = key.utf8.prefix(64).map { byte in
            let isPlain =
                ("a"..."z").contains(Unicode.Scalar(byte)) || ("A"..."Z").contains(Unicode.Scalar(byte))
                || ("0"..."9").contains(Unicode.Scalar(byte)) || "_-.".utf8.contains(byte)
            return Character(Unicode.Scalar(isPlain ? byte : UInt8(ascii: "_")))
        }
        return name.isEmpty ? "_" : String(name)
    }

    private static func cut(_ value: String) -> String {
        value.unicodeScalars.count <= longestValue ? value : "\(String(value.unicodeScalars.prefix(longestValue)))…"
    }
}
