/// What a query asks for.
struct SuiteQLQuery: Equatable {
    /// Such as `c.entityid AS accountkey`: a column and the name that it comes under.
    struct Column: Equatable {
        let name: String
        let alias: String
    }

    indirect enum Condition: Equatable {
        case all([Condition])
        case any([Condition])
        case isIn(column: String, [String])
    }

    var columns: [Column] = []
    var condition: Condition?
}

/// Reads the part of SuiteQL that finds customers: columns, one join with their currency, `=`, `IN`, `AND`, `OR`.
struct SuiteQLParser {
    private enum Token: Equatable {
        case word(String)
        case text(String)
        case sign(Character)
    }

    private static let deepest = 50
    private var tokens: ArraySlice<Token>
    private var depth = 0

    static func parse(_ text: String) throws(NetSuiteFailure) -> SuiteQLQuery {
        var parser = SuiteQLParser(tokens: try tokens(text)[...])
        let query = try parser.query()
        guard parser.tokens.isEmpty else { throw parser.failure }
        return query
    }

    private init(tokens: ArraySlice<Token>) { self.tokens = tokens }

    private var failure: NetSuiteFailure { .badQuery("Search error occurred: Invalid or unsupported search") }

    private mutating func query() throws(NetSuiteFailure) -> SuiteQLQuery {
        var query = SuiteQLQuery()
        try expect("SELECT")
        repeat { query.columns.append(try column()) } while take(",")
        try expect("FROM")
        try expect("customer")
        if tokens.first != nil, !peek("LEFT"), !peek("WHERE") { _ = try word() }
        if take(word: "LEFT") { try join() }
        if take(word: "WHERE") { query.condition = try disjunction() }
        return query
    }

    /// Of an alias's column, the column's name is what tells it here.
    private mutating func column() throws(NetSuiteFailure) -> SuiteQLQuery.Column {
        let name = try Self.bare(word())
        return SuiteQLQuery.Column(name: name, alias: take(word: "AS") ? try word().lowercased() : name)
    }

    private mutating func join() throws(NetSuiteFailure) {
        try expect("JOIN")
        try expect("currency")
        _ = try word()
        try expect("ON")
        _ = try word()
        guard take("=") else { throw failure }
        _ = try word()
    }

    private mutating func disjunction() throws(NetSuiteFailure) -> SuiteQLQuery.Condition {
        guard depth < Self.deepest else { throw failure }
        depth += 1
        defer { depth -= 1 }
        var parts = [try conjunction()]
        while take(word: "OR") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction() throws(NetSuiteFailure) -> SuiteQLQuery.Condition {
        var parts = [try comparison()]
        while take(word: "AND") { parts.append(try comparison()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func comparison() throws(NetSuiteFailure) -> SuiteQLQuery.Condition {
        if take("(") {
            let inner = try disjunction()
            guard take(")") else { throw failure }
            return inner
        }
        let column = Self.bare(try word())
        if take("=") { return .isIn(column: column, [try literal()]) }
        try expect("IN")
        guard take("(") else { throw failure }
        var texts: [String] = []
        repeat { texts.append(try literal()) } while take(",")
        guard take(")") else { throw failure }
        return .isIn(column: column, texts)
    }

    private static func bare(_ name: String) -> String { String(name.lowercased().split(separator: ".").last ?? "") }

    private mutating func literal() throws(NetSuiteFailure) -> String {
        guard case .text(let text) = tokens.popFirst() else { throw failure }
        return text
    }

    private mutating func word() throws(NetSuiteFailure) -> String {
        guard case .word(let word) = tokens.popFirst() else { throw failure }
        return word
    }

    private func peek(_ keyword: String) -> Bool {
        guard case .word(let word) = tokens.first else { return false }
        return word.lowercased() == keyword.lowercased()
    }

    private mutating func take(word keyword: String) -> Bool {
        guard peek(keyword) else { return false }
        tokens.removeFirst()
        return true
    }

    private mutating func take(_ sign: Character) -> Bool {
        guard tokens.first == .sign(sign) else { return false }
        tokens.removeFirst()
        return true
    }

    private mutating func expect(_ keyword: String) throws(NetSuiteFailure) {
        guard take(word: keyword) else { throw failure }
    }

    /// A quote inside a text is written twice.
    private static func tokens(_ text: String) throws(NetSuiteFailure) -> [Token] {
        guard text.utf8.count <= 20_000 else { throw .badQuery("The query is too long.") }
        var (tokens, rest): ([Token], Substring) = ([], text[...])
        while let first = rest.first {
            let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_.".contains($0)) }
            if first.isWhitespace {
                rest.removeFirst()
            } else if first == "'" {
                tokens.append(.text(try quoted(&rest)))
            } else if !word.isEmpty {
                tokens.append(.word(String(word)))
                rest = rest.dropFirst(word.count)
            } else {
                tokens.append(.sign(rest.removeFirst()))
            }
        }
        return tokens
    }

    private static func quoted(_ rest: inout Substring) throws(NetSuiteFailure) -> String {
        rest.removeFirst()
        var text = ""
        while let character = rest.popFirst() {
            if character != "'" {
                text.append(character)
            } else if rest.first == "'" {
                rest.removeFirst()
                text.append("'")
            } else {
                return text
            }
        }
        throw .badQuery("A quote is not closed.")
    }
}
