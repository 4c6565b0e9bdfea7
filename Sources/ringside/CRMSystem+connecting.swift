import Broker
import Connectors
import Identity
import Operations

/// What a connector of any kind is made with.
struct ConnectorParts {
    let sources: SourceParts
    let region: String
    let environment: [String: String]
}

extension [CRMSystem] {
    /// Their connectors, in their order; where two are of one kind, their prefixes tell them apart.
    func connect(_ parts: ConnectorParts) throws(Refusal) -> [any CRM] {
        var connected: [any CRM] = []
        for system in self {
            let isAlone = count { $0.kind == system.kind } == 1
            let name = system.kind.rawValue + (isAlone ? "" : "-\(system.prefix.lowercased())")
            connected.append(try system.connect(SourceName(name), parts))
        }
        return connected
    }
}

extension CRMSystem {
    fileprivate func connect(_ name: SourceName, _ parts: ConnectorParts) throws(Refusal) -> any CRM {
        switch interface {
        case .salesforce(let organisation):
            var configuration = try organisation.configuration(baseURL, parts.environment)
            (configuration.name, configuration.prefix, configuration.region) = (name, prefix, parts.region)
            configuration.limits = limits.laid(over: .crm)
            return SalesforceCRM(configuration, parts.sources)
        case .servicenow(let instance):
            var configuration = try instance.configuration(baseURL, parts.environment)
            (configuration.name, configuration.prefix, configuration.region) = (name, prefix, parts.region)
            configuration.limits = limits.laid(over: .crm)
            return ServiceNowCRM(configuration, parts.sources)
        case .tryton(let login):
            let limits = limits.laid(over: .crm)
            var configuration = try TrytonConfiguration(login, at: baseURL, name, limits, parts)
            configuration.prefix = prefix
            return TrytonCRM(configuration, parts.sources)
        }
    }
}

extension SalesforceSystem {
    fileprivate func configuration(
        _ baseURL: String,
        _ environment: [String: String]
    ) throws(Refusal) -> SalesforceConfiguration {
        var configuration = SalesforceConfiguration(
            baseURL: baseURL,
            clientID: clientID,
            grant: try grant.read(baseURL, environment)
        )
        configuration.apiVersion = apiVersion
        configuration.fields = fields.laid(over: SalesforceFields())
        (configuration.fields.object, configuration.fields.cases) = (object, cases)
        return configuration
    }
}

extension SalesforceSystem.Grant {
    fileprivate func read(_ baseURL: String, _ environment: [String: String]) throws(Refusal) -> SalesforceGrant {
        switch self {
        case .clientCredentials(let secret):
            return .clientCredentials(Connectors.Secret(try secret.read(environment: environment).text))
        case .jwtBearer(let username, let file, let audience):
            guard let key = SigningKey(pem: try file.readText(environment: environment).text) else {
                throw file.noKey
            }
            return .jwtBearer(
                username: username,
                key: key,
                audience: audience ?? SalesforceGrant.audience(of: baseURL)
            )
        }
    }
}

extension ServiceNowSystem {
    fileprivate func configuration(
        _ baseURL: String,
        _ environment: [String: String]
    ) throws(Refusal) -> ServiceNowConfiguration {
        var configuration = ServiceNowConfiguration(baseURL: baseURL, grant: try grant.read(environment))
        configuration.contacts = contacts.laid(over: .contacts, table: tables.contacts)
        configuration.consumers = tables.consumers.map { consumers.laid(over: .consumers, table: $0) }
        (configuration.cases, configuration.interactions) = (tables.cases, tables.interactions)
        configuration.callKey = callKey
        return configuration
    }
}

extension ServiceNowSystem.Grant {
    fileprivate func read(_ environment: [String: String]) throws(Refusal) -> ServiceNowGrant {
        let secret = { (file: SecretFile) throws(Refusal) in
            Connectors.Secret(try file.read(environment: environment).text)
        }
        switch self {
        case .basic(let user, let password): return .basic(user: user, password: try secret(password))
        case .clientCredentials(let id, let file): return .clientCredentials(clientID: id, secret: try secret(file))
        case .password(let id, let file, let user, let password):
            return .password(clientID: id, secret: try secret(file), user: user, password: try secret(password))
        }
    }
}

extension CRMSystem.Fields {
    fileprivate func laid(over usual: ServiceNowPeople, table: String) -> ServiceNowPeople {
        var people = usual
        (people.table, people.id, people.name, people.email, people.number) = (table, id, name, email, number)
        (people.tier, people.kind, people.erp) = (tier, kind, erp)
        (people.lastContact, people.interactions) = (lastContact, interactions)
        return people
    }

    fileprivate func laid(over usual: SalesforceFields) -> SalesforceFields {
        var fields = usual
        (fields.id, fields.name, fields.email, fields.number) = (id, name, email, number)
        (fields.tier, fields.kind, fields.erp) = (tier, kind, erp)
        (fields.lastContact, fields.interactions) = (lastContact, interactions)
        return fields
    }
}
