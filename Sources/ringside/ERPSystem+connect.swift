import Broker
import Connectors
import Identity
import Operations

extension ERPSystem {
    /// Its connector; throws where a secret can't be read.
    func connect(_ name: SourceName, _ parts: ConnectorParts) throws(Refusal) -> any ERP {
        let limits = self.limits.laid(over: .erp)
        switch interface {
        case .sap(let system):
            var configuration = SAPConfiguration(
                baseURL: baseURL,
                user: system.login.user,
                password: try parts.secret(system.login.password),
                client: system.client
            )
            configuration.businessPartnerPath = system.businessPartnerPath
            configuration.openItemsPath = system.openItemsPath
            configuration.creditPath = system.creditPath
            (configuration.name, configuration.region, configuration.limits) = (name, parts.region, limits)
            return SAPERP(configuration, parts.sources)
        case .oracleFusion(let system):
            var configuration = OracleFusionConfiguration(
                baseURL: baseURL,
                user: system.login.user,
                password: try parts.secret(system.login.password)
            )
            configuration.frameworkVersion = system.frameworkVersion
            (configuration.name, configuration.currency, configuration.limits) = (name, system.currency, limits)
            return OracleFusionERP(configuration, parts.sources)
        case .netsuite(let system): return try netSuite(system, name, limits, parts)
        case .tryton(let login):
            return TrytonERP(try TrytonConfiguration(login, at: baseURL, name, limits, parts), parts.sources)
        }
    }

    private func netSuite(
        _ system: NetSuiteSystem,
        _ name: SourceName,
        _ limits: SourceLimits,
        _ parts: ConnectorParts
    ) throws(Refusal) -> any ERP {
        let token = NetSuiteToken(
            consumerKey: system.consumerKey,
            consumerSecret: try parts.secret(system.consumerSecret),
            tokenID: system.tokenID,
            tokenSecret: try parts.secret(system.tokenSecret)
        )
        var configuration = NetSuiteConfiguration(baseURL: baseURL, account: system.account, token: token)
        (configuration.accountField, configuration.numberFields) = (system.accountField, system.numberFields)
        (configuration.name, configuration.region, configuration.limits) = (name, parts.region, limits)
        return NetSuiteERP(configuration, parts.sources)
    }
}

extension TrytonConfiguration {
    /// A database of the configuration, as a CRM or as an ERP.
    init(
        _ login: BasicLogin,
        at url: String,
        _ name: SourceName,
        _ limits: SourceLimits,
        _ parts: ConnectorParts
    ) throws(Refusal) {
        self.init(baseURL: url, user: login.user, password: try parts.secret(login.password), limits: limits)
        (self.name, region) = (name, parts.region)
    }
}

extension ConnectorParts {
    fileprivate func secret(_ file: SecretFile) throws(Refusal) -> Connectors.Secret {
        Connectors.Secret(try file.read(environment: environment).text)
    }
}

extension SystemLimits {
    /// What the configuration says; the rest is the role's.
    func laid(over usual: SourceLimits) -> SourceLimits {
        var limits = usual
        (limits.connect, limits.read, limits.concurrent) = (connect, read, concurrent)
        return limits
    }
}
