/// Reads a `$filter`; a quote inside a text is written twice.
struct ODataFilterParser {
    private static let deepest = 50
    private var rest: Substring
    private var depth = 0

    static func parse(_ text: String) throws(SAPFailure) -> ODataFilter {
        guard text.utf8.count <= 20_000 else { throw .badQuery("The filter is too long") }
        var parser = ODataFilterParser(rest: Substring(text))
        let filter = try parser.disjunction()
        parser.skipSpace()
        guard parser.rest.isEmpty else { throw parser.failure }
        return filter
    }

    private init(rest: Substring) { self.rest = rest }

    private var failure: SAPFailure { .badQuery("Invalid token detected in the filter at '\(rest.prefix(20))'") }

    private mutating func disjunction() throws(SAPFailure) -> ODataFilter {
        var filter = try conjunction()
        while take("or") { filter = .either(filter, try conjunction()) }
        return filter
    }

    private mutating func conjunction() throws(SAPFailure) -> ODataFilter {
        var filter = try unary()
        while take("and") { filter = .both(filter, try unary()) }
        return filter
    }

    private mutating func unary() throws(SAPFailure) -> ODataFilter {
        guard depth < Self.deepest else { throw .badQuery("The filter is nested too deeply") }
        depth += 1
        defer { depth -= 1 }
        if take("not") { return .not(try unary()) }
        skipSpace()
        guard rest.first == "(" else { return try comparison() }
        rest = rest.dropFirst()
        let inner = try disjunction()
        skipSpace()
        guard rest.popFirst() == ")" else { throw failure }
        return inner
    }

    private mutating func comparison() throws(SAPFailure) -> ODataFilter {
        guard let property = word(), let name = word(), let comparison = ODataFilter.Comparison(rawValue: name) else {
            throw failure
        }
        return .compare(property: property, comparison, try literal())
    }

    private mutating func literal() throws(SAPFailure) -> ODataFilter.Literal {
        skipSpace()
        if rest.first == "'" { return .text(try quoted()) }
        guard let word = word() else { throw failure }
        switch word {
        case "true": return .flag(true)
        case "false": return .flag(false)
        default:
            let digits = word.last.map { "mMdDfFlL".contains($0) } == true ? String(word.dropLast()) : word
            guard let number = Double(digits) else { throw failure }
            return .number(number)
        }
    }

    private mutating func quoted() throws(SAPFailure) -> String {
        rest = rest.dropFirst()
        var text = ""
        while let character = rest.popFirst() {
            guard character == "'" else {
                text.append(character)
                continue
            }
            guard rest.first == "'" else { return text }
            rest = rest.dropFirst()
            text.append("'")
        }
        throw failure
    }

    private mutating func take(_ keyword: String) -> Bool {
        let before = rest
        if word() == keyword { return true }
        rest = before
        return false
    }

    private mutating func word() -> String? {
        skipSpace()
        let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_/.-".contains($0)) }
        rest = rest.dropFirst(word.count)
        return word.isEmpty ? nil : String(word)
    }

    private mutating func skipSpace() { rest = rest.drop { $0 == " " } }
}
