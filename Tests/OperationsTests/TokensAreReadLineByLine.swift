import Testing

@testable import Operations

@Suite struct `Tokens are read line by line` {
    let scratch: Scratch
    init() throws { scratch = try Scratch() }

    @Test func `blank lines and comments are ignored, all others are tokens`() throws {
        let path = try scratch.file("tokens", "# old\r\n\n  0123456789abcdef \r\n\t# new\nfedcba9876543210.-_~+/=\n")
        let file = try TokenFile.read(path, environment: [:])
        #expect(file.tokens.map(\.text) == ["0123456789abcdef", "fedcba9876543210.-_~+/="])
        #expect(!"\(file)".contains("0123456789abcdef"))
    }

    @Test(arguments: [
        ("", "", "holds no token"),
        ("# none\n", "", "holds no token"),
        ("0123456789abcdef\n\nshort-token-123\n", ":3", "a token has at least 16 characters"),
        ("# x\nBearer 0123456789abcdef\n", ":2", "a token is made of visible ASCII characters, without blanks"),
    ])
    func `a file without good tokens is refused with its line`(text: String, line: String, problem: String) throws {
        let path = try scratch.file("tokens", text)
        let refusal = #expect(throws: Refusal.self) { try TokenFile.read(path, environment: [:]) }
        #expect(
            refusal?.description
                == "\(path)\(line): \(problem); type `(umask 077; head -c 32 /dev/urandom | base64 >> \(path))`"
        )
    }

    @Test func `one that others may read is refused`() throws {
        let path = try scratch.file("tokens", "0123456789abcdef", mode: 0o644)
        let refusal = #expect(throws: Refusal.self) { try TokenFile.read(path, environment: [:]) }
        #expect(refusal?.description == "\(path): other users may read it; type `chmod 600 \(path)`")
    }

    @Test func `one is made where asked, once`() throws {
        let path = "\(scratch.path)/tokens"
        let first = try TokenFile.readOrMake(path, environment: [:])
        #expect(Scratch.mode(path) == 0o600)
        #expect(first.tokens.map(\.text.count) == [43])
        #expect(try TokenFile.readOrMake(path, environment: [:]) == first)
        #expect(throws: Refusal.self) { try TokenFile.make(path) }
        try TokenFile.make(path + "2")
        #expect(try TokenFile.read(path + "2", environment: [:]).tokens != first.tokens)
    }
}

@Suite struct `A secret is one line of a private file` {
    let scratch: Scratch
    init() throws { scratch = try Scratch() }

    private func read(_ path: String) throws -> Secret {
        try SecretFile(path: path, namedAt: "ringside.yaml:7: crm[0].auth.client_secret_file").read(environment: [:])
    }

    @Test func `it is read without its line break and prints masked`() throws {
        let secret = try read(scratch.file("s", "hunter 2\n"))
        #expect(secret.text == "hunter 2")
        #expect("\(secret)" == "••••")
    }

    @Test(
        arguments: [
            ("", 0o600, "is empty"), ("a\nb\n", 0o600, "a secret is one line"), ("a", 0o640, "other users may read it"),
        ] as [(String, UInt32, String)]
    )
    func `else it is refused where the configuration names it`(text: String, mode: UInt32, problem: String) throws {
        let path = try scratch.file("s", text, mode: mode)
        let refusal = #expect(throws: Refusal.self) { try read(path) }
        #expect(refusal?.place == "ringside.yaml:7: crm[0].auth.client_secret_file")
        #expect(refusal?.problem == "\(path): \(problem)")
    }
}
