import Broker
import Connectors
import Identity
import Logging
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
    let platform: any Platform & InteractionReading

    init(
        _ plan: ConnectedSystemsPlan,
        _ sources: SourceParts,
        region: String,
        environment: [String: String],
        logger: Logger
    ) throws(Refusal) {
        let parts = ConnectorParts(sources: sources, region: region, environment: environment)
        crms = try Self.crms(plan, parts)
        erp = try Self.erp(plan, parts)
        platform = try Self.platform(plan, parts, logger)
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
            return [SalesforceCRM(configuration, parts.sources)]
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
            return SAPERP(configuration, parts.sources)
        }
    }

    private static func platform(
        _ plan: ConnectedSystemsPlan,
        _ parts: ConnectorParts,
        _ logger: Logger
    ) throws(Refusal) -> any Platform & InteractionReading {
        switch plan {
        case .configured(let systems): return try systems.platform.connect(parts, logger: logger)
        case .sandbox(let origin):
            var configuration = GenesysConfiguration(baseURL: origin)
            // The stand-in has no quota of its own; without one, catching up after a load would take the lookups'
            // processor.
            configuration.limits.requestsPerMinute = 3_000
            return GenesysGuidePlatform(configuration, parts.sources)
        }
    }
}
