/// A system as it is configured: what is to be compared where it refuses all of us, in its own words.
package enum AskedSystem: Sendable {
    case platform(PlatformSystem)
    case crm(CRMSystem)
    case erp(ERPSystem)

    /// Where it is asked.
    var address: String {
        switch self {
        case .platform(let system): system.address
        case .crm(let system): system.baseURL
        case .erp(let system): system.baseURL
        }
    }

    /// What leads to it, for one that has nothing of what is asked for.
    var whereabouts: String {
        switch self {
        case .platform(let system): system.whereabouts
        case .crm(let system): system.whereabouts
        case .erp(let system): system.whereabouts
        }
    }

    /// What it uses up its quota with.
    var quota: String {
        switch self {
        case .platform(let system):
            "wait, or let fewer requests through: requests_per_minute (here \(system.requestsPerMinute))"
        case .crm(let system): "\(system.kind.quota) (here \(system.limits.concurrent))"
        case .erp(let system): "\(system.kind.quota) (here \(system.limits.concurrent))"
        }
    }
}

extension PlatformSystem {
    fileprivate var whereabouts: String {
        switch interface {
        case .guide: "compare base_url: /api/v2/customers has to be below it"
        case .cloud(let cloud):
            switch cloud.place {
            case .region(let domain): "compare region (here \(domain)) with the organisation's own"
            case .address: "compare base_url: it is the API's host, not that of apps., and has /api/v2 below it"
            }
        }
    }
}

extension CRMSystem {
    fileprivate var whereabouts: String {
        switch interface {
        case .salesforce(let organisation):
            """
            compare base_url with Setup > My Domain, such as https://acme.my.salesforce.com, then api_version (here \
            \(organisation.apiVersion)) with those that `curl \(inShell("\(baseURL)/services/data"))` lists
            """
        case .servicenow:
            """
            compare base_url with the instance's own, such as https://acme.service-now.com: one that is retired or \
            asleep answers so, too
            """
        case .tryton: BasicLogin.tryton(at: baseURL)
        }
    }
}

extension ERPSystem {
    fileprivate var whereabouts: String {
        switch interface {
        case .sap(let system):
            """
            compare base_url with host and port of the OData services (transaction SICF), then business_partner_path \
            (\(system.businessPartnerPath)) with the services that are active there (/IWFND/MAINT_SERVICE)
            """
        case .oracleFusion(let pod):
            """
            compare base_url with the pod's own, such as https://acme.fa.ocs.oraclecloud.com, then framework_version \
            (here \(pod.frameworkVersion))
            """
        case .netsuite(let account):
            """
            compare base_url with Setup > Company > Company Information > Company URLs, SuiteTalk: for auth.account \
            \(account.account) it begins with https://\(account.hostLabel).suitetalk.
            """
        case .tryton: BasicLogin.tryton(at: baseURL)
        }
    }
}

extension NetSuiteSystem {
    /// The account's ID as hosts have it: `1234567_SB1` is `1234567-sb1`.
    fileprivate var hostLabel: String { account.lowercased().replacing("_", with: "-") }
}

extension BasicLogin {
    fileprivate static func tryton(at url: String) -> String {
        let database = url.split(separator: "/").last.map(String.init) ?? url
        return """
            compare base_url: it ends with the database's name (here `\(database)`), and that server has to have it \
            (`ls` of [database] path in trytond.conf, or `psql -l`)
            """
    }
}

extension CRMSystem.Kind {
    fileprivate var quota: String {
        switch self {
        case .salesforce:
            """
            see who else asks there (Setup > System Overview > API Usage), then wait or have the limit of 24 hours \
            raised; fewer at once: max_concurrent
            """
        case .servicenow:
            """
            wait, or have the rule of inbound requests raised (System Web Services > REST > Rate Limit Rules); fewer \
            at once: max_concurrent
            """
        case .tryton: "wait; fewer at once: max_concurrent"
        }
    }
}

extension ERPSystem.Kind {
    fileprivate var quota: String {
        switch self {
        case .netsuite:
            """
            see who else asks there (Setup > Integration > Integration Governance), then wait or have the account's \
            concurrency raised; fewer at once: max_concurrent
            """
        case .sap, .oracleFusion: "wait, or have it raised; fewer at once: max_concurrent"
        case .tryton: "wait; fewer at once: max_concurrent"
        }
    }
}
