/// What the platform listener proves itself with, as the configuration names it.
package struct TLSFiles: Hashable, Sendable {
    /// PEM: the listener's certificate first, then those between it and its authority.
    package let certificateFile: String
    /// PEM, without a passphrase, readable for us alone.
    package let keyFile: String
    /// PEM: with it, each client needs a certificate of one of these authorities.
    package let clientAuthorityFile: String?

    /// Files that the configuration names.
    package init(certificateFile: String, keyFile: String, clientAuthorityFile: String?) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.clientAuthorityFile = clientAuthorityFile
    }

    /// The texts of the files; what is in them, the listener checks.
    package struct Texts: Sendable {
        /// PEM.
        package let certificates: String
        /// PEM.
        package let key: Secret
        /// PEM.
        package let clientAuthorities: String?
    }

    /// Reads the files; the key is refused where others may read it.
    package func read(environment: [String: String]) throws(Refusal) -> Texts {
        Texts(
            certificates: try PlainFile.read(certificateFile),
            key: Secret(try PrivateFile.read(keyFile, credentials: environment["CREDENTIALS_DIRECTORY"])),
            clientAuthorities: try clientAuthorityFile.map { file throws(Refusal) in try PlainFile.read(file) }
        )
    }
}
