import AsyncHTTPClient
import Broker
import Connectors
import Identity
import Operations
import Sandbox

/// Which systems a broker works with.
enum ConnectedSystemsPlan: Sendable {
    case configured(ConnectedSystems)
    /// The stand-ins at an origin.
    case sandbox(origin: String)
}

/// The connectors of a plan.
struct Connected {
    let crms: [any CRM]
    let erp: (any ERP)?
    let platform: any Platform

    init(
        _ plan: ConnectedSystemsPlan,
        http: HTTPClient,
        phones: any PhoneNumberReading,
        region: String,
        ambience: Ambience,
        environment: [String: String],
        onChange: @escaping SourceHealthObserver
    ) throws(Refusal) {
        let systems = try Self.configurations(plan, region, environment)
        crms = systems.crms.map {
            SalesforceCRM($0, http: http, numbers: phones, ambience: ambience, onChange: onChange)
        }
        erp = systems.erp.map { SAPERP($0, http: http, numbers: phones, ambience: ambience, onChange: onChange) }
        platform = GenesysGuidePlatform(systems.platform, http: http, ambience: ambience, onChange: onChange)
    }

    private typealias Configurations = (
        crms: [SalesforceConfiguration], erp: SAPConfiguration?, platform: GenesysConfiguration
    )

    private static func configurations(
        _ plan: ConnectedSystemsPlan,
        _ region: String,
        _ environment: [String: String]
    ) throws(Refusal) -> Configurations {
        switch plan {
        case .sandbox(let origin): return sandbox(origin)
        case .configured(let systems):
            var crms: [SalesforceConfiguration] = []
            for crm in systems.crms { crms.append(try SalesforceConfiguration(crm, region, environment)) }
            let erp = try systems.erp.map { system throws(Refusal) in try SAPConfiguration(system, environment) }
            return (crms, erp, try GenesysConfiguration(systems.platform, environment))
        }
    }

    private static func sandbox(_ origin: String) -> Configurations {
        let crm = SalesforceConfiguration(
            baseURL: origin + SandboxCredentials.salesforcePath,
            clientID: SandboxCredentials.salesforceClientID,
            clientSecret: Connectors.Secret(SandboxCredentials.salesforceClientSecret)
        )
        let erp = SAPConfiguration(
            baseURL: origin,
            user: SandboxCredentials.sapUser,
            password: Connectors.Secret(SandboxCredentials.sapPassword),
            client: SandboxCredentials.sapClient
        )
        var platform = GenesysConfiguration(baseURL: origin)
        // The stand-in has no quota of its own; without one, catching up after a load would take the lookups' processor.
        platform.limits.requestsPerMinute = 3_000
        return ([crm], erp, platform)
    }
}

extension SalesforceConfiguration {
    fileprivate init(_ system: CRMSystem, _ region: String, _ environment: [String: String]) throws(Refusal) {
        let secret = try system.clientSecret.read(environment: environment)
        self.init(baseURL: system.baseURL, clientID: system.clientID, clientSecret: Connectors.Secret(secret.text))
        prefix = system.prefix
        apiVersion = system.apiVersion
        fields.id = system.fields.id
        fields.number = system.fields.number
        fields.tier = system.fields.tier
        fields.kind = system.fields.kind
        fields.erp = system.fields.erp
        fields.lastContact = system.fields.lastContact
        self.region = region
        limits.read = system.limits.read
        limits.concurrent = system.limits.concurrent
    }
}

extension SAPConfiguration {
    fileprivate init(_ system: ERPSystem, _ environment: [String: String]) throws(Refusal) {
        let password = try system.password.read(environment: environment)
        self.init(
            baseURL: system.baseURL,
            user: system.user,
            password: Connectors.Secret(password.text),
            client: system.client
        )
        businessPartnerPath = system.businessPartnerPath
        limits.read = system.limits.read
        limits.concurrent = system.limits.concurrent
    }
}

extension GenesysConfiguration {
    fileprivate init(_ system: PlatformSystem, _ environment: [String: String]) throws(Refusal) {
        let secret = try system.clientSecret.map { file throws(Refusal) in try file.read(environment: environment) }
        self.init(baseURL: system.baseURL, token: secret.map { Connectors.Secret($0.text) })
        limits.requestsPerMinute = system.requestsPerMinute
    }
}
