extension Section {
    func platform() -> PlatformSystem? {
        let usual = PlatformSystem.Kind.genesysGuide
        guard let kind = kind("kind", default: usual, later: []) else { return nil }
        let perMinute = integer("requests_per_minute")
        let interface = interface(kind)
        return interface.map { PlatformSystem(interface: $0, requestsPerMinute: perMinute) }
    }

    private func interface(_ kind: PlatformSystem.Kind) -> PlatformSystem.Interface? {
        switch kind {
        case .genesysGuide:
            // Keys of the other kind are checked, and mean nothing here.
            _ = (text("client_id"), region(), text("external_source"))
            let secret = secret("client_secret_file")
            return baseURL("base_url").map { .guide(GuidePlatform(baseURL: $0, token: secret)) }
        case .genesysCloud: return cloud().map(PlatformSystem.Interface.cloud)
        }
    }

    private func cloud() -> CloudPlatform? {
        let id = text("client_id", Asking(isRequired: true, showsFound: false))
        let secret = secret("client_secret_file", isRequired: true)
        let source = text("external_source")
        guard let place = place(), let id, let secret else { return nil }
        var platform = CloudPlatform(place: place, clientID: id, clientSecret: secret)
        platform.externalSource = source ?? platform.externalSource
        return platform
    }

    private func place() -> CloudPlatform.Place? {
        let region = region()
        guard setting("base_url") != nil else {
            if setting("region") == nil {
                refuse("region", "is missing: expected \(described("region")?.expected ?? "")")
            }
            return region.map(CloudPlatform.Place.region)
        }
        let url = baseURL("base_url")
        guard setting("region") == nil else {
            refuse("base_url", "the region says already where the platform is", mend: "leave one of the two out")
            return nil
        }
        return url.map(CloudPlatform.Place.address)
    }

    private func region() -> String? {
        let region = value("region") { text in
            Self.regions.contains(text) || Self.isNewRegion(text) ? text : nil
        }
        return region
    }

    /// As the vendor's own client of 2026 lists them.
    private static let regions: Set<String> = [
        "mypurecloud.com", "mypurecloud.ie", "mypurecloud.de", "mypurecloud.jp", "mypurecloud.com.au",
        "usw2.pure.cloud",
        "use2.us-gov-pure.cloud", "cac1.pure.cloud", "mxc1.pure.cloud", "sae1.pure.cloud", "euw2.pure.cloud",
        "euc2.pure.cloud", "edee1.eusc-pure.cloud", "apne2.pure.cloud", "apne3.pure.cloud", "aps1.pure.cloud",
        "apse1.pure.cloud", "mec1.pure.cloud",
    ]

    /// Regions that open later are named like the last ones.
    private static func isNewRegion(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1] == "pure", parts[2] == "cloud", (2...12).contains(parts[0].utf8.count) else {
            return false
        }
        return parts[0].utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }
}
