@testable import Operations

extension SecretFile {
    static let sample = SecretFile(path: "/run/secret", namedAt: "r.yaml:3")
}

extension CRMSystem {
    static let sample = salesforce(.clientCredentials(secret: .sample))
    static let assertion = assertion(.sample)
    static let tryton = CRMSystem(
        baseURL: "https://crm.example/crm",
        interface: .tryton(BasicLogin(user: "u", password: .sample))
    )

    static func assertion(_ key: SecretFile) -> CRMSystem {
        salesforce(.jwtBearer(username: "u", key: key, audience: nil))
    }

    static func serviceNow(_ grant: ServiceNowSystem.Grant) -> CRMSystem {
        CRMSystem(baseURL: "https://crm.example", interface: .servicenow(ServiceNowSystem(grant: grant)))
    }

    private static func salesforce(_ grant: SalesforceSystem.Grant) -> CRMSystem {
        CRMSystem(
            baseURL: "https://crm.example",
            interface: .salesforce(SalesforceSystem(clientID: "c", grant: grant))
        )
    }
}

extension ERPSystem {
    static let fusion = ERPSystem(
        baseURL: "https://erp.example",
        interface: .oracleFusion(OracleFusionSystem(login: BasicLogin(user: "u", password: .sample)))
    )
    static let netSuite = netSuite(.sample, .sample)

    static func sap(client: String?) -> ERPSystem {
        ERPSystem(
            baseURL: "https://erp.example",
            interface: .sap(SAPSystem(client: client, login: BasicLogin(user: "u", password: .sample)))
        )
    }

    static func netSuite(_ consumer: SecretFile, _ token: SecretFile) -> ERPSystem {
        let account = NetSuiteSystem(
            account: "1234567_SB1",
            consumerKey: "k",
            consumerSecret: consumer,
            tokenID: "t",
            tokenSecret: token
        )
        return ERPSystem(baseURL: "https://erp.example", interface: .netsuite(account))
    }
}

extension PlatformSystem {
    static let cloud = PlatformSystem(
        interface: .cloud(CloudPlatform(place: .region("mypurecloud.ie"), clientID: "c", clientSecret: .sample))
    )

    static func guide(token: SecretFile?) -> PlatformSystem {
        PlatformSystem(interface: .guide(GuidePlatform(baseURL: "https://platform.example", token: token)))
    }
}
