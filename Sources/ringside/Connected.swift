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
        let parts = ConnectorParts(
            http: http,
            phones: phones,
            region: region,
            ambience: ambience,
            environment: environment,
            onChange: onChange
        )
        crms = try Self.crms(plan, parts)
        erp = try Self.erp(plan, parts)
        let platform = try Self.platform(plan, environment)
        self.platform = GenesysGuidePlatform(platform, http: http, ambience: ambience, onChange: onChange)
    }

    private static func crms(_ plan: ConnectedSystemsPlan, _ parts: ConnectorParts) throws(Refusal) -> [any CRM] {
        switch plan {
        case .configured(let systems): return try systems.crms.connect(parts)
        case .sandbox(let origin):
            let configuration = SalesforceConfiguration(
                baseURL: origin + SandboxCredentials.salesforcePath,
                clientID: SandboxCredentials.salesforceClientID,
                clientSecret: Connectors.Secret(SandboxCredentials.salesforceClientSecret)
            )
            return [
                SalesforceCRM(
                    configuration,
                    http: parts.http,
                    numbers: parts.phones,
                    ambience: parts.ambience,
                    onChange: parts.onChange
                )
            ]
        }
    }

    private static func erp(_ plan: ConnectedSystemsPlan, _ parts: ConnectorParts) throws(Refusal) -> (any ERP)? {
        switch plan {
        case .configured(let systems):
            let isCRMToo = systems.crms.contains { $0.kind.rawValue == systems.erp?.kind.rawValue }
            return try systems.erp.map { system throws(Refusal) in
                try system.connect(SourceName(system.kind.rawValue + (isCRMToo ? "-erp" : "")), parts)
            }
        case .sandbox(let origin):
            let configuration = SAPConfiguration(
                baseURL: origin,
                user: SandboxCredentials.sapUser,
                password: Connectors.Secret(SandboxCredentials.sapPassword),
                client: SandboxCredentials.sapClient
            )
            return SAPERP(
                configuration,
                http: parts.http,
                numbers: parts.phones,
                ambience: parts.ambience,
                onChange: parts.onChange
            )
        }
    }

    private static func platform(
        _ plan: ConnectedSystemsPlan,
        _ environment: [String: String]
    ) throws(Refusal) -> GenesysConfiguration {
        switch plan {
        case .configured(let systems): return try GenesysConfiguration(systems.platform, environment)
        case .sandbox(let origin):
            var platform = GenesysConfiguration(baseURL: origin)
            // The stand-in has no quota of its own; without one, catching up after a load would take the lookups'
            // processor.
            platform.limits.requestsPerMinute = 3_000
            return platform
        }
    }
}

extension GenesysConfiguration {
    fileprivate init(_ system: PlatformSystem, _ environment: [String: String]) throws(Refusal) {
        let secret = try system.clientSecret.map { file throws(Refusal) in try file.read(environment: environment) }
        self.init(baseURL: system.baseURL, token: secret.map { Connectors.Secret($0.text) })
        limits.requestsPerMinute = system.requestsPerMinute
    }
}
