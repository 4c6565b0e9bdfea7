import FoundationEssentials

/// Scheme, host and port: to whom a secret goes.
struct Origin: Equatable, Sendable {
    let scheme: String
    let host: String
    let port: Int

    /// Nil unless `url` is absolute, http or https, and names no user.
    init?(_ url: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(), let host = parts.host,
            !host.isEmpty, parts.user == nil, parts.password == nil, ["http", "https"].contains(scheme)
        else { return nil }
        self.scheme = scheme
        self.host = host.lowercased()
        port = parts.port ?? (scheme == "https" ? 443 : 80)
    }

    /// False where a secret would go over the network in clear: not so to this machine.
    var keepsSecrets: Bool { scheme == "https" || isLoopback }

    /// A name may have numbers in it: only what is nothing but an address of this machine stays on it.
    private var isLoopback: Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isIPv4 = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        return isIPv4 || ["localhost", "[::1]", "::1"].contains(host)
    }

    /// True for `https://*.domain`, on the usual port.
    func isHTTPS(under domain: String) -> Bool { scheme == "https" && port == 443 && host.hasSuffix(".\(domain)") }
}

/// A base URL without the slash at its end.
func base(_ url: String) -> String {
    var url = url[...]
    while url.last == "/" { url.removeLast() }
    return String(url)
}
