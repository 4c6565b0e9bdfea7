import Identity

/// A password, client secret or token: whatever prints it, prints the mask.
package struct Secret: Hashable, Sendable, Masked {
    /// The secret itself; for the wire only.
    package let text: String
    /// Always the same, so that not even the length tells anything.
    package var masked: String { "••••" }
    /// Wraps a secret.
    package init(_ text: String) { self.text = text }
}

/// A secret as the configuration names it: the file it is in, read when the system it belongs to is set up.
package struct SecretFile: Hashable, Sendable {
    /// From the root; or `env:` and the name of a variable.
    package let path: String
    /// Where the configuration names it, for refusals.
    package let namedAt: String

    /// A file that the configuration names.
    package init(path: String, namedAt: String) {
        self.path = path
        self.namedAt = namedAt
    }

    /// The secret: one line in a file that nobody else may read (or a credential of systemd).
    package func read(environment: [String: String]) throws(Refusal) -> Secret {
        let text = try readText(environment: environment).text
        let lines = text.split(whereSeparator: \.isNewline)
        guard let line = lines.first else { throw Refusal(place: namedAt, problem: "\(path): is empty") }
        guard lines.count == 1 else { throw Refusal(place: namedAt, problem: "\(path): a secret is one line") }
        return Secret(String(line))
    }

    /// All of such a file, for secrets that have many lines: a key as PEM.
    package func readText(environment: [String: String]) throws(Refusal) -> Secret {
        do throws(Refusal) {
            return Secret(try PrivateFile.read(place: path, environment: environment))
        } catch {
            throw Refusal(place: namedAt, problem: "\(error.place): \(error.problem)", mend: error.mend)
        }
    }
}
