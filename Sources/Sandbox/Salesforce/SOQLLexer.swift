/// Splits a query into words, quoted texts and signs.
struct SOQLLexer {
    enum Token: Equatable {
        /// A name, a keyword, a number or a date.
        case word(String)
        case text(SOQLText)
        case sign(String)

        var description: String {
            switch self {
            case .word(let word), .sign(let word): word
            case .text(let text): text.text
            }
        }
    }

    static let longestQuery = 100_000

    static func tokens(of query: String) throws(SalesforceFailure) -> [Token] {
        guard query.utf8.count <= longestQuery else {
            throw .malformed("SOQL statements cannot be longer than 100000 characters.")
        }
        var lexer = SOQLLexer(rest: Substring(query))
        var tokens: [Token] = []
        while let token = try lexer.next() { tokens.append(token) }
        return tokens
    }

    private var rest: Substring

    private init(rest: Substring) { self.rest = rest }

    private mutating func next() throws(SalesforceFailure) -> Token? {
        rest = rest.drop { $0.isWhitespace }
        guard let first = rest.first else { return nil }
        if first == "'" { return .text(try text()) }
        if first.isWordPart || first == "-" || first == "+" { return .word(word()) }
        for sign in ["!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", ","] where rest.hasPrefix(sign) {
            rest = rest.dropFirst(sign.count)
            return .sign(sign == "<>" ? "!=" : sign)
        }
        throw .malformed("unexpected token: '\(first)'")
    }

    private mutating func word() -> String {
        let word = rest.prefix { $0.isWordPart || "+-:".contains($0) }
        rest = rest.dropFirst(word.count)
        return String(word)
    }

    private mutating func text() throws(SalesforceFailure) -> SOQLText {
        rest = rest.dropFirst()
        var text = SOQLText()
        while let character = rest.popFirst() {
            switch character {
            case "'": return text
            case "\\": try escape(into: &text)
            case "%": text.append(character, as: .anyNumber)
            case "_": text.append(character, as: .anyOne)
            default: text.append(character, as: .character(character))
            }
        }
        throw .malformed("unexpected end of the query inside a quoted text")
    }

    private mutating func escape(into text: inout SOQLText) throws(SalesforceFailure) {
        guard let character = rest.popFirst() else { throw .malformed("Illegal string literal escape at the end") }
        let plain: Character
        switch character {
        case "'", "\"", "\\": plain = character
        case "n", "N": plain = "\n"
        case "r", "R": plain = "\r"
        case "t", "T": plain = "\t"
        case "b", "B": plain = "\u{8}"
        case "f", "F": plain = "\u{C}"
        case "u": plain = try scalar()
        case "%", "_":
            plain = character
            text.hasWildcardEscapes = true
        default: throw .malformed("Illegal character sequence '\\\(character)' in string literal")
        }
        text.append(plain, as: .character(plain))
    }

    private mutating func scalar() throws(SalesforceFailure) -> Character {
        let digits = rest.prefix(4)
        guard digits.count == 4, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
            throw .malformed("Illegal character sequence '\\u' in string literal")
        }
        rest = rest.dropFirst(4)
        return Character(scalar)
    }
}

extension SOQLText {
    fileprivate mutating func append(_ character: Character, as piece: Piece) {
        text.append(character)
        pieces.append(piece)
    }
}

extension Character {
    fileprivate var isWordPart: Bool { isASCII && (isLetter || isNumber || self == "_" || self == ".") }
}
