/// To whom a source's requests may go, whatever their URLs were made from: those that the configuration names, and no other,
/// encrypted unless they are on this machine.
struct AllowedOrigins: Equatable, Sendable {
    private let origins: [Origin]
    private let domain: String?

    /// `domain` allows all that is encrypted under it, for a vendor that names the host for the rest only at login.
    init(_ urls: String..., under domain: String? = nil) {
        origins = urls.compactMap { Origin($0) }.filter(\.keepsSecrets)
        self.domain = domain
    }

    func allow(_ url: String) -> Bool {
        guard let origin = Origin(url) else { return false }
        return origins.contains(origin) || domain.map { origin.isHTTPS(under: $0) } ?? false
    }
}
