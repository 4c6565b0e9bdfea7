import FoundationEssentials

/// The tokens that the contact centre may show, all valid at once, for rotation.
package struct TokenFile: Hashable, Sendable {
    static let shortest = 16
    /// Where they were read.
    package let path: String
    /// At least one, each of at least 16 characters.
    package let tokens: [Secret]

    /// Reads a file, or a variable where the path is `env:NAME`: one token a line, blank lines and lines that begin with # ignored.
    package static func read(_ path: String, environment: [String: String]) throws(Refusal) -> TokenFile {
        let text: String
        do throws(Refusal) {
            text = try PrivateFile.read(place: path, environment: environment)
        } catch {
            throw Refusal(place: error.place, problem: error.problem, mend: error.mend ?? mend(path))
        }
        return TokenFile(path: path, tokens: try tokens(in: text, path))
    }

    /// Reads the file; where there is none, makes it with one new token (0600).
    package static func readOrMake(_ path: String, environment: [String: String]) throws(Refusal) -> TokenFile {
        if !PlainFile.exists(path) { try make(path) }
        return try read(path, environment: environment)
    }

    /// A new file with one token of 32 random bytes, in base64url; one that is there is refused.
    package static func make(_ path: String) throws(Refusal) {
        let token = Data(PrivateFile.randomBytes()).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        let comment = "# Tokens of Ringside's platform listener, one a line, all valid at once."
        try PrivateFile.make(path, text: "\(comment)\n\(token)\n")
    }

    private static func tokens(in text: String, _ path: String) throws(Refusal) -> [Secret] {
        var tokens: [Secret] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let token = trimmed(line)
            if token.isEmpty || token.hasPrefix("#") { continue }
            if let problem = problem(of: token) {
                throw Refusal(place: "\(path):\(index + 1)", problem: problem, mend: mend(path))
            }
            tokens.append(Secret(token))
        }
        guard !tokens.isEmpty else { throw Refusal(place: path, problem: "holds no token", mend: mend(path)) }
        return tokens
    }

    private static func trimmed(_ line: Substring) -> String {
        var token = line.drop(while: \.isWhitespace)
        while token.last?.isWhitespace == true { token.removeLast() }
        return String(token)
    }

    private static func problem(of token: String) -> String? {
        guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return "a token is made of visible ASCII characters, without blanks"
        }
        return token.utf8.count < shortest ? "a token has at least \(shortest) characters" : nil
    }

    private static func mend(_ path: String) -> String {
        "type `(umask 077; head -c 32 /dev/urandom | base64 >> \(inShell(path)))`"
    }
}
