extension Section {
    func erp(_ prefixes: inout Set<String>) -> ERPSystem? {
        guard let kind = kind("kind", default: ERPSystem.Kind.sap, later: [], isRequired: true) else { return nil }
        let prefix = prefix(default: "ERP", taken: &prefixes)
        let url = baseURL("base_url")
        let interface = interface(kind)
        let limits = limits()
        guard let url, let interface else { return nil }
        return ERPSystem(prefix: prefix, baseURL: url, interface: interface, limits: limits)
    }

    private func interface(_ kind: ERPSystem.Kind) -> ERPSystem.Interface? {
        switch kind {
        case .sap: sap().map(ERPSystem.Interface.sap)
        case .oracleFusion: oracleFusion().map(ERPSystem.Interface.oracleFusion)
        case .netsuite: netSuite().map(ERPSystem.Interface.netsuite)
        case .tryton: section("auth") { $0.basicLogin() }.map(ERPSystem.Interface.tryton)
        }
    }

    private func sap() -> SAPSystem? {
        let partners = servicePath("business_partner_path")
        let (items, credit) = (servicePath("open_items_path"), servicePath("credit_path"))
        let client = value("client") { text in
            text.utf8.count == 3 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text : nil
        }
        guard let login = section("auth", { $0.basicLogin() }) else { return nil }
        var system = SAPSystem(client: client, login: login)
        system.businessPartnerPath = partners ?? system.businessPartnerPath
        // `null` says that there is no such service; a missing key leaves the usual one.
        if has("open_items_path") { system.openItemsPath = items }
        if has("credit_path") { system.creditPath = credit }
        return system
    }

    /// Stands in URLs as it is.
    private func servicePath(_ key: String) -> String? {
        value(key) { text in
            text.hasPrefix("/") && text.utf8.allSatisfy { Self.isFieldByte($0) || "/-~;=".utf8.contains($0) }
                ? text : nil
        }
    }

    private func oracleFusion() -> OracleFusionSystem? {
        let version = integer("framework_version")
        let currency = value("currency") { text in
            text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? text : nil
        }
        guard let login = section("auth", { $0.basicLogin() }) else { return nil }
        return OracleFusionSystem(frameworkVersion: version, currency: currency, login: login)
    }

    private func netSuite() -> NetSuiteSystem? {
        let token = section("auth") { $0.netSuiteToken() }
        let (account, numbers) = section("fields") { fields in
            (fields.column("account"), fields.values("number", Self.columnName))
        }
        guard var system = token else { return nil }
        system.accountField = account ?? system.accountField
        system.numberFields = numbers ?? system.numberFields
        return system
    }

    private func netSuiteToken() -> NetSuiteSystem? {
        enum Grant: String, CaseIterable { case tokenBased = "token-based" }
        guard kind("grant", default: Grant.tokenBased, later: []) != nil else { return nil }
        let account = value("account", asking: Asking(isRequired: true)) { text in
            text.utf8.allSatisfy { Self.isFieldByte($0) && $0 != UInt8(ascii: ".") } ? text.uppercased() : nil
        }
        let hidden = Asking(isRequired: true, showsFound: false)
        let (key, token) = (text("consumer_key", hidden), text("token_id", hidden))
        let consumerSecret = secret("consumer_secret_file", isRequired: true)
        guard let tokenSecret = secret("token_secret_file", isRequired: true), let consumerSecret, let account, let key,
            let token
        else { return nil }
        return NetSuiteSystem(
            account: account,
            consumerKey: key,
            consumerSecret: consumerSecret,
            tokenID: token,
            tokenSecret: tokenSecret
        )
    }

    /// A user and the file of their password.
    func basicLogin() -> BasicLogin? {
        enum Grant: String, CaseIterable { case basic }
        guard kind("grant", default: Grant.basic, later: []) != nil else { return nil }
        let user = text("user", Asking(isRequired: true, showsFound: false))
        guard let password = secret("password_file", isRequired: true), let user else { return nil }
        return BasicLogin(user: user, password: password)
    }

    private func column(_ key: String) -> String? {
        value(key, Self.columnName)
    }

    /// Names of columns stand in queries as they are, so that nothing else may stand in them.
    private static func columnName(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { isFieldByte($0) && $0 != UInt8(ascii: ".") }
        return (1...60).contains(text.utf8.count) && isPlain ? text : nil
    }
}
