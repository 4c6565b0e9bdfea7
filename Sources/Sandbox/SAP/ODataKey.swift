/// A part of an OData path: `A_BusinessPartner`, `A_BusinessPartner('10100001')` or `Set(A='1',B='2')`.
struct ODataKey: Equatable {
    let set: String
    /// Key texts by property; the property is "" where the path does not name it.
    ///
    /// Nil: the whole set.
    let values: [String: String]?

    init(_ segment: String) throws(SAPFailure) {
        guard let open = segment.firstIndex(of: "(") else {
            set = segment
            values = nil
            return
        }
        guard segment.last == ")" else { throw .badQuery("Malformed key in '\(segment.prefix(40))'") }
        set = String(segment[..<open])
        values = try Self.values(segment[segment.index(after: open)...].dropLast())
    }

    private static func values(_ text: Substring) throws(SAPFailure) -> [String: String] {
        var rest = text
        var values: [String: String] = [:]
        repeat {
            let name = rest.prefix { $0 != "'" && $0 != "=" }
            rest = rest.dropFirst(name.count)
            if rest.first == "=" { rest = rest.dropFirst() }
            values[String(name)] = try quoted(&rest)
            guard rest.first == "," else { break }
            rest = rest.dropFirst()
        } while true
        guard rest.isEmpty else { throw .badQuery("Malformed key near '\(rest.prefix(20))'") }
        return values
    }

    private static func quoted(_ rest: inout Substring) throws(SAPFailure) -> String {
        guard rest.popFirst() == "'" else { throw .badQuery("A key is a text in quotes") }
        var text = ""
        while let character = rest.popFirst() {
            if character != "'" {
                text.append(character)
            } else if rest.first == "'" {
                rest = rest.dropFirst()
                text.append("'")
            } else {
                return text
            }
        }
        throw .badQuery("A key's quote is not closed")
    }
}
