/// Parses the part of SOQL that connectors need, and refuses all else with MALFORMED_QUERY as Salesforce does.
struct SOQLParser {
    private static let deepest = 50
    private let tokens: [SOQLLexer.Token]
    private var position = 0
    private var depth = 0

    static func parse(_ query: String) throws(SalesforceFailure) -> SOQL {
        var parser = SOQLParser(tokens: try SOQLLexer.tokens(of: query))
        let parsed = try parser.query(isNested: false)
        guard parser.position == parser.tokens.count else { throw parser.unexpected }
        return parsed
    }

    private init(tokens: [SOQLLexer.Token]) { self.tokens = tokens }

    private var current: SOQLLexer.Token? { position < tokens.count ? tokens[position] : nil }

    private var unexpected: SalesforceFailure {
        .malformed("unexpected token: '\(current?.description ?? "<EOF>")'")
    }

    private mutating func query(isNested: Bool) throws(SalesforceFailure) -> SOQL {
        try expect("SELECT")
        var items = [try item(isNested: isNested)]
        while take(sign: ",") { items.append(try item(isNested: isNested)) }
        try expect("FROM")
        let object = try name()
        let condition = take("WHERE") ? try condition() : nil
        var order: [SOQL.Order] = []
        if take("ORDER") {
            try expect("BY")
            repeat { order.append(try self.order()) } while take(sign: ",")
        }
        let limit = take("LIMIT") ? try count() : nil
        let offset = take("OFFSET") ? try count() : 0
        return SOQL(items: items, object: object, condition: condition, order: order, limit: limit, offset: offset)
    }

    private mutating func item(isNested: Bool) throws(SalesforceFailure) -> SOQL.Item {
        guard take(sign: "(") else { return .column(try name()) }
        guard !isNested else { throw unexpected }
        let children = try query(isNested: true)
        guard take(sign: ")") else { throw unexpected }
        return .children(children)
    }

    private mutating func order() throws(SalesforceFailure) -> SOQL.Order {
        let column = try name()
        let isDescending = take("DESC")
        if !isDescending { _ = take("ASC") }
        var nullsLast = false
        if take("NULLS") {
            nullsLast = take("LAST")
            if !nullsLast { try expect("FIRST") }
        }
        return SOQL.Order(column: column, isDescending: isDescending, nullsLast: nullsLast)
    }

    /// AND and OR on one level need parentheses between them: Salesforce refuses the mixture.
    private mutating func condition() throws(SalesforceFailure) -> SOQL.Condition {
        let first = try unary()
        for (keyword, other) in [("AND", "OR"), ("OR", "AND")] where take(keyword) {
            var parts = [first, try unary()]
            while take(keyword) { parts.append(try unary()) }
            if isAt(other) { throw unexpected }
            return keyword == "AND" ? .all(parts) : .any(parts)
        }
        return first
    }

    private mutating func unary() throws(SalesforceFailure) -> SOQL.Condition {
        guard depth < Self.deepest else { throw .malformed("the condition is nested too deeply") }
        depth += 1
        defer { depth -= 1 }
        if take("NOT") { return .not(try unary()) }
        guard take(sign: "(") else { return try comparison() }
        let inner = try condition()
        guard take(sign: ")") else { throw unexpected }
        return inner
    }

    private mutating func comparison() throws(SalesforceFailure) -> SOQL.Condition {
        let column = try name()
        if take("IN") { return .oneOf(column: column, try list()) }
        if take("NOT") {
            try expect("IN")
            return .not(.oneOf(column: column, try list()))
        }
        if take("LIKE") {
            guard case .text(let text) = current else { throw unexpected }
            position += 1
            return .compare(column: column, .like, .text(text))
        }
        guard case .sign(let sign) = current, let comparison = SOQL.Comparison(rawValue: sign) else { throw unexpected }
        position += 1
        return .compare(column: column, comparison, try literal())
    }

    private mutating func list() throws(SalesforceFailure) -> [SOQL.Literal] {
        guard take(sign: "(") else { throw unexpected }
        var literals = [try literal()]
        while take(sign: ",") { literals.append(try literal()) }
        guard take(sign: ")") else { throw unexpected }
        return literals
    }

    private mutating func literal() throws(SalesforceFailure) -> SOQL.Literal {
        switch current {
        case .text(let text):
            guard !text.hasWildcardEscapes else {
                throw .malformed("Illegal character sequence in string literal: \\% and \\_ belong to LIKE")
            }
            position += 1
            return .text(text)
        case .word(let word):
            guard let literal = Self.literal(word) else { throw unexpected }
            position += 1
            return literal
        case .sign, nil: throw unexpected
        }
    }

    private static func literal(_ word: String) -> SOQL.Literal? {
        switch word.lowercased() {
        case "null": return .null
        case "true": return .flag(true)
        case "false": return .flag(false)
        default:
            if let number = Double(word), word.first?.isLetter == false { return .number(number) }
            return CivilTime.parse(word).map(SOQL.Literal.moment)
        }
    }

    private mutating func name() throws(SalesforceFailure) -> String {
        guard case .word(let word) = current, word.first?.isLetter == true,
            !word.contains(where: { "+-:".contains($0) })
        else { throw unexpected }
        position += 1
        return word
    }

    private mutating func count() throws(SalesforceFailure) -> Int {
        guard case .word(let word) = current, let count = Int(word), count >= 0 else { throw unexpected }
        position += 1
        return count
    }

    private mutating func expect(_ keyword: String) throws(SalesforceFailure) {
        guard take(keyword) else { throw unexpected }
    }

    private func isAt(_ keyword: String) -> Bool {
        guard case .word(let word) = current else { return false }
        return word.uppercased() == keyword
    }

    private mutating func take(_ keyword: String) -> Bool {
        guard isAt(keyword) else { return false }
        position += 1
        return true
    }

    private mutating func take(sign: String) -> Bool {
        guard current == .sign(sign) else { return false }
        position += 1
        return true
    }
}
