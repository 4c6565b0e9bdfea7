import FoundationEssentials
import Identity

/// Kinds and grants that have a place in the configuration, and none in this version.
private enum Later {
    static let platforms = ["genesys-cloud"]
    static let crms = ["servicenow", "tryton"]
    static let erps = ["oracle-fusion", "netsuite", "tryton"]
    static let grants = ["jwt-bearer"]
}

extension Configuration {
    mutating func readSystems(_ root: Section) {
        if root.setting("platform") != nil { platform = root.section("platform") { $0.platform() } }
        var prefixes: Set<String> = []
        crms = root.sections("crm") { $0.crm(&prefixes) }
        let erps = root.sections("erp") { $0.erp(&prefixes) }
        if erps.count > 1 { root.refuse("erp", "this version asks one ERP, found \(erps.count)") }
        erp = erps.first
    }
}

extension Section {
    fileprivate func platform() -> PlatformSystem? {
        guard kind("kind", default: PlatformSystem.Kind.genesysGuide, later: Later.platforms) != nil else { return nil }
        let perMinute = integer("requests_per_minute", 1...100_000, default: 300)
        let (clientID, secret) = (text("client_id"), secret("client_secret_file"))
        // Read and checked for the kind that comes later.
        _ = (text("region"), text("external_source"))
        guard let url = baseURL("base_url") else { return nil }
        var system = PlatformSystem(baseURL: url, clientID: clientID, clientSecret: secret)
        system.requestsPerMinute = perMinute
        return system
    }

    fileprivate func crm(_ prefixes: inout Set<String>) -> CRMSystem? {
        guard kind("kind", default: CRMSystem.Kind.salesforce, later: Later.crms, isRequired: true) != nil else {
            return nil
        }
        let prefix = prefix(default: "CRM", taken: &prefixes)
        let url = baseURL("base_url")
        let version = value("api_version", "a version such as 62.0", Asking(), Self.version)
        let client = section("auth") { $0.clientCredentials() }
        let fields = section("fields") { $0.fields() }
        let limits = limits(read: 3_000)
        guard let url, let client else { return nil }
        var system = CRMSystem(baseURL: url, clientID: client.id, clientSecret: client.secret)
        (system.prefix, system.fields, system.limits) = (prefix, fields, limits)
        system.apiVersion = version ?? system.apiVersion
        return system
    }

    fileprivate func erp(_ prefixes: inout Set<String>) -> ERPSystem? {
        guard kind("kind", default: ERPSystem.Kind.sap, later: Later.erps, isRequired: true) != nil else { return nil }
        let prefix = prefix(default: "ERP", taken: &prefixes)
        let url = baseURL("base_url")
        let servicePath = value("business_partner_path", "a path that begins with /") { $0.hasPrefix("/") ? $0 : nil }
        let client = value("client", "three digits in quotes") { text in
            text.utf8.count == 3 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text : nil
        }
        let login = section("auth") { $0.basic() }
        let limits = limits(read: 10_000)
        guard let url, let login else { return nil }
        var system = ERPSystem(baseURL: url, client: client, user: login.user, password: login.password)
        (system.prefix, system.limits) = (prefix, limits)
        system.businessPartnerPath = servicePath ?? system.businessPartnerPath
        return system
    }

    /// Nil where the section is of no use to this version; it is then not looked at any further.
    private func kind<T: RawRepresentable & CaseIterable>(
        _ key: String,
        default usual: T,
        later: [String],
        isRequired: Bool = false
    ) -> T? where T.RawValue == String {
        let ours = Self.oneOf(T.allCases.map(\.rawValue))
        if let text = setting(key)?.text, later.contains(text) {
            refuse(key, "\(Self.shown(text)) is not in this version, which has \(ours)")
            becomeForeign()
            return nil
        }
        guard isRequired || has(key) else { return usual }
        let kind = value(key, ours, Asking(isRequired: isRequired), T.init(rawValue:))
        if kind == nil { becomeForeign() }
        return kind
    }

    private func prefix(default usual: String, taken: inout Set<String>) -> String {
        let expected = "two to twelve capitals, and neither PHONE nor UNKNOWN"
        let prefix =
            value("prefix", expected) { text in
                let isPrefix = (2...12).contains(text.utf8.count) && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
                return isPrefix && !["PHONE", "UNKNOWN"].contains(text) ? text : nil
            } ?? usual
        if !taken.insert(prefix).inserted {
            refuse("prefix", "\(Self.shown(prefix)) is the prefix of another system too", mend: "give each its own")
        }
        return prefix
    }

    private func clientCredentials() -> (id: String, secret: SecretFile)? {
        enum Grant: String, CaseIterable { case clientCredentials = "client-credentials" }
        guard kind("grant", default: Grant.clientCredentials, later: Later.grants) != nil else { return nil }
        let id = text("client_id", Asking(isRequired: true, showsFound: false))
        guard let secret = secret("client_secret_file", isRequired: true), let id else { return nil }
        return (id, secret)
    }

    private func basic() -> (user: String, password: SecretFile)? {
        enum Grant: String, CaseIterable { case basic }
        guard kind("grant", default: Grant.basic, later: []) != nil else { return nil }
        let user = text("user", Asking(isRequired: true, showsFound: false))
        guard let password = secret("password_file", isRequired: true), let user else { return nil }
        return (user, password)
    }

    private func fields() -> CRMSystem.Fields {
        var fields = CRMSystem.Fields()
        fields.id = value("id", Self.fieldName, Asking(), Self.field) ?? fields.id
        fields.number = values("number", "names of fields", atLeast: 1, Self.field) ?? fields.number
        fields.tier = field("tier", default: fields.tier)
        fields.kind = field("kind", default: fields.kind)
        fields.erp = field("erp", default: fields.erp)
        fields.lastContact = field("last_contact", default: fields.lastContact)
        return fields
    }

    /// `null` says that there is no such field; a missing key leaves the usual one.
    private func field(_ key: String, default usual: String?) -> String? {
        let name = value(key, Self.fieldName, Asking(), Self.field)
        return has(key) ? name : usual
    }

    private func limits(read usual: Int) -> SystemLimits {
        let (connect, read) = section("timeouts") { timeouts in
            (
                timeouts.integer("connect_ms", 1...60_000, default: 1_000),
                timeouts.integer("read_ms", 1...120_000, default: usual)
            )
        }
        let concurrent = integer("max_concurrent", 1...1_000, default: 32)
        return SystemLimits(connect: .milliseconds(connect), read: .milliseconds(read), concurrent: concurrent)
    }

    private static let fieldName = "the name of a field, of letters, digits, _ and ."

    /// Names of fields stand in queries as they are, so that nothing else may stand in them.
    private static func field(_ text: String) -> String? {
        (1...120).contains(text.utf8.count) && text.utf8.allSatisfy(isFieldByte) ? text : nil
    }

    /// Letters, digits, `_` and `.`.
    static func isFieldByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    private static func version(_ text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { (1...3).contains($0.count) && UInt16($0) != nil } ? text : nil
    }
}
