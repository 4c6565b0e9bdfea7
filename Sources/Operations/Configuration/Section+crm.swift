extension Section {
    func crm(_ prefixes: inout Set<String>) -> CRMSystem? {
        guard let kind = kind("kind", default: CRMSystem.Kind.salesforce, later: [], isRequired: true) else {
            return nil
        }
        let prefix = prefix(default: "CRM", taken: &prefixes)
        let url = baseURL("base_url")
        let interface = interface(kind)
        let limits = limits()
        guard let url, let interface else { return nil }
        return CRMSystem(prefix: prefix, baseURL: url, interface: interface, limits: limits)
    }

    private func interface(_ kind: CRMSystem.Kind) -> CRMSystem.Interface? {
        switch kind {
        case .salesforce: salesforce().map(CRMSystem.Interface.salesforce)
        case .servicenow: serviceNow().map(CRMSystem.Interface.servicenow)
        case .tryton: section("auth") { $0.basicLogin() }.map(CRMSystem.Interface.tryton)
        }
    }

    private func salesforce() -> SalesforceSystem? {
        let version = value("api_version", Self.version)
        let login = section("auth") { $0.salesforceLogin() }
        let (fields, object, cases) = section("fields") { section -> (CRMSystem.Fields, String?, String??) in
            let object = section.value("object", Self.plain)
            let cases = section.value("cases", Self.plain)
            return (section.fields(SalesforceSystem.usualFields), object, section.has("cases") ? .some(cases) : nil)
        }
        guard let login else { return nil }
        var system = SalesforceSystem(clientID: login.clientID, grant: login.grant, fields: fields)
        system.apiVersion = version ?? system.apiVersion
        system.object = object ?? system.object
        system.cases = cases ?? system.cases
        return system
    }

    private func salesforceLogin() -> (clientID: String, grant: SalesforceSystem.Grant)? {
        enum Grant: String, CaseIterable {
            case clientCredentials = "client-credentials"
            case jwtBearer = "jwt-bearer"
        }
        guard let grant = kind("grant", default: Grant.clientCredentials, later: []) else { return nil }
        let clientID = name("client_id")
        switch grant {
        case .clientCredentials:
            guard let secret = secret("client_secret_file", isRequired: true), let clientID else { return nil }
            return (clientID, .clientCredentials(secret: secret))
        case .jwtBearer:
            let (username, audience) = (name("username"), setting("audience").flatMap { _ in baseURL("audience") })
            guard let key = secret("key_file", isRequired: true), let clientID, let username else { return nil }
            return (clientID, .jwtBearer(username: username, key: key, audience: audience))
        }
    }

    private func serviceNow() -> ServiceNowSystem? {
        let grant = section("auth") { $0.serviceNowGrant() }
        let tables = section("tables") { $0.tables() }
        let contacts = section("fields") { $0.fields(ServiceNowSystem.usualContacts) }
        var usual = ServiceNowSystem.usualConsumers
        usual.id = contacts.id
        let consumers = section("consumer_fields") { $0.fields(usual) }
        if consumers.id != contacts.id {
            refuse("consumer_fields", "`id` differs from that of `fields`: an external ID does not say whose it is")
        }
        let callKey = value("call_field", Self.field)
        guard let grant else { return nil }
        var system = ServiceNowSystem(grant: grant, tables: tables, contacts: contacts, consumers: consumers)
        system.callKey = callKey ?? system.callKey
        return system
    }

    private func serviceNowGrant() -> ServiceNowSystem.Grant? {
        enum Grant: String, CaseIterable {
            case clientCredentials = "client-credentials"
            case password
            case basic
        }
        guard let grant = kind("grant", default: Grant.clientCredentials, later: []) else { return nil }
        let client = grant == .basic ? nil : client()
        let user = grant == .clientCredentials ? nil : user()
        switch grant {
        case .clientCredentials: return client.map { .clientCredentials(clientID: $0.id, secret: $0.secret) }
        case .basic: return user.map { .basic(user: $0.name, password: $0.password) }
        case .password:
            guard let client, let user else { return nil }
            return .password(clientID: client.id, secret: client.secret, user: user.name, password: user.password)
        }
    }

    private func client() -> (id: String, secret: SecretFile)? {
        let id = name("client_id")
        guard let secret = secret("client_secret_file", isRequired: true), let id else { return nil }
        return (id, secret)
    }

    private func user() -> (name: String, password: SecretFile)? {
        let name = name("user")
        guard let password = secret("password_file", isRequired: true), let name else { return nil }
        return (name, password)
    }

    /// What we are called somewhere; not shown, since a secret may have been put there by mistake.
    private func name(_ key: String) -> String? { text(key, Asking(isRequired: true, showsFound: false)) }

    private func tables() -> ServiceNowSystem.Tables {
        var tables = ServiceNowSystem.Tables()
        tables.contacts = value("contacts", Self.field) ?? tables.contacts
        tables.consumers = field("consumers", default: tables.consumers)
        tables.cases = field("cases", default: tables.cases)
        tables.interactions = value("interactions", Self.field) ?? tables.interactions
        return tables
    }

    private func fields(_ usual: CRMSystem.Fields) -> CRMSystem.Fields {
        var fields = usual
        fields.id = value("id", Self.field) ?? fields.id
        fields.name = value("name", Self.field) ?? fields.name
        fields.email = field("email", default: fields.email)
        fields.number = values("number", atLeast: 1, Self.field) ?? fields.number
        fields.tier = field("tier", default: fields.tier)
        fields.kind = field("kind", default: fields.kind)
        fields.erp = field("erp", default: fields.erp)
        fields.lastContact = field("last_contact", default: fields.lastContact)
        fields.interactions = field("interactions", default: fields.interactions)
        return fields
    }

    /// `null` says that there is no such field; a missing key leaves the usual one.
    private func field(_ key: String, default usual: String?) -> String? {
        let name = value(key, Self.field)
        return has(key) ? name : usual
    }

    /// An object or a relationship: no path leads through one.
    private static func plain(_ text: String) -> String? { text.contains(".") ? nil : field(text) }

    /// Names of fields stand in queries as they are, so that nothing else may stand in them.
    private static func field(_ text: String) -> String? {
        (1...120).contains(text.utf8.count) && text.utf8.allSatisfy(isFieldByte) ? text : nil
    }

    private static func version(_ text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { (1...3).contains($0.count) && UInt16($0) != nil } ? text : nil
    }
}
