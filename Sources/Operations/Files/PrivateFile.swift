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
}
