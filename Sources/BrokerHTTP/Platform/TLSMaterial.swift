import NIOSSL

/// What the platform listener proves itself with, and what clients have to prove themselves with; all of it PEM.
package struct TLSMaterial: Sendable {
    /// The listener's certificate first, then those between it and its authority.
    private let certificates: String
    private let key: String
    private let clientAuthorities: String?

    /// PEM texts; with authorities for clients, each client needs a certificate of one of them.
    package init(certificates: String, key: String, clientAuthorities: String?) {
        self.certificates = certificates
        self.key = key
        self.clientAuthorities = clientAuthorities
    }

    /// TLS 1.2 at least; throws a `ListenerFailure` that says which text is at fault, never what is in it.
    func configuration() throws(ListenerFailure) -> TLSConfiguration {
        let chain = try Self.certificates(in: certificates, of: "certificate")
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(try privateKey())
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        if let clientAuthorities {
            let authorities = try Self.certificates(in: clientAuthorities, of: "clients' authority")
            configuration.trustRoots = .certificates(authorities)
            configuration.certificateVerification = .noHostnameVerification
        }
        return configuration
    }

    /// Only what a client is shown: for a listener that runs already.
    ///
    /// Checked as a whole first: the key has to be the certificate's.
    func override() throws(ListenerFailure) -> NIOSSLContextConfigurationOverride {
        let configuration = try configuration()
        guard (try? NIOSSLContext(configuration: configuration)) != nil else { throw Self.doNotBelongTogether }
        var override = NIOSSLContextConfigurationOverride()
        override.certificateChain = configuration.certificateChain
        override.privateKey = configuration.privateKey
        return override
    }

    static let doNotBelongTogether = ListenerFailure("The TLS certificate and its key do not belong together.")

    private func privateKey() throws(ListenerFailure) -> NIOSSLPrivateKey {
        guard let key = try? NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem) else {
            throw ListenerFailure("The TLS key is no private key in PEM without a passphrase.")
        }
        return key
    }

    private static func certificates(
        in text: String,
        of what: String
    ) throws(ListenerFailure) -> [NIOSSLCertificate] {
        guard let found = try? NIOSSLCertificate.fromPEMBytes(Array(text.utf8)), !found.isEmpty else {
            throw ListenerFailure("The TLS file of the \(what) holds no certificate in PEM.")
        }
        return found
    }
}
