import Identity

extension FailedQuestion {
    /// Why it could not prove who it is.
    func words(_ fault: CertificateFault) -> (sentence: String, mend: String) {
        let look = "`openssl s_client -connect \(hostAndPort)` shows it"
        return switch fault {
        case .unknownIssuer:
            (
                """
                \(address) shows a certificate that this machine does not trust: signed by itself, or by an unknown \
                authority
                """,
                """
                have one of a public authority installed there, or add its authority's to this machine's \
                (/usr/local/share/ca-certificates, then `update-ca-certificates`); \(look)
                """
            )
        case .otherName:
            (
                "\(address) shows the certificate of another host",
                "name in base_url the host that the certificate names, or have that one added to it; \(look)"
            )
        case .expired:
            (
                "the certificate of \(address) has expired",
                "have it renewed there; this machine's clock is right? \(look)"
            )
        case .notYetValid:
            (
                "the certificate of \(address) is not valid yet",
                "compare this machine's clock with another (`timedatectl`), else have the certificate corrected; \(look)"
            )
        case .notEncrypted:
            ("\(address) does not speak TLS there", "compare scheme and port of base_url with the system's own")
        case .noAgreement:
            (
                "\(address) and we agree on no encryption, or it wants a certificate of ours",
                "let it offer TLS 1.2 or later and ask for no client certificate; \(look)"
            )
        }
    }

    /// As `openssl` takes it; what no address of ours can have is left out.
    private var hostAndPort: String {
        let rest = address.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        let host = rest.filter { $0.isLetter || $0.isNumber || ".-:[]".contains($0) }
        return host.last == "]" || !host.contains(":") ? "\(host):443" : host
    }
}
