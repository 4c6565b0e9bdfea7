/// How a stand-in speaks; several may stand in for one system, whose faults they share.
enum SandboxDialect: Sendable {
    case genesysGuide
    case genesysCloud
    case salesforce
    case serviceNow
    case sap
    case fusion
    case netSuite
    case trytonCRM
    case trytonERP

    var system: SandboxSystem {
        switch self {
        case .genesysGuide, .genesysCloud: .genesys
        case .salesforce, .serviceNow, .trytonCRM: .crm
        case .sap, .fusion, .netSuite, .trytonERP: .erp
        }
    }
}
