import Glibc

/// Files with secrets in them: read only where nobody else may read them, made so that nobody else may.
enum PrivateFile {
    /// The text of a file; a refusal where others may read it.
    ///
    /// Files below `credentials` (`$CREDENTIALS_DIRECTORY`) are systemd's.
    static func read(_ path: String, credentials: String? = nil) throws(Refusal) -> String {
        let isCredential = credentials.map { path.hasPrefix("\($0)/") } ?? false
        return try PlainFile.read(path) { status in
            Rights(status).refusalOfFile(path, us: geteuid(), isCredential: isCredential)
        }
    }

    /// True for what a configuration may name as the place of a secret: a path, or `env:` and a variable's name.
    static func isPlace(_ place: String) -> Bool {
        guard let name = variable(place) else { return place.hasPrefix("/") }
        return !name.isEmpty && name.utf8.allSatisfy { Section.isFieldByte($0) && $0 != UInt8(ascii: ".") }
    }

    /// The text of such a place.
    static func read(place: String, environment: [String: String]) throws(Refusal) -> String {
        guard let name = variable(place) else {
            return try read(place, credentials: environment["CREDENTIALS_DIRECTORY"])
        }
        guard let text = environment[name], !text.isEmpty else {
            throw Refusal(place: name, problem: "is not set in the environment of this process")
        }
        return text
    }

    private static func variable(_ place: String) -> String? {
        place.hasPrefix(inEnvironment) ? String(place.dropFirst(inEnvironment.count)) : nil
    }

    /// What the place of a secret in the environment begins with.
    static let inEnvironment = "env:"
}
