import Broker
import Identity

/// The answer of a broker that can serve: sources that are down keep no call from its answer, but whoever has the token
/// is told of them.
struct Readiness: Encodable {
    let status = "ready"
    let reasons: [String]?

    init(sources: [SourceHealth]) {
        let down = sources.filter { $0.state == .down }
        reasons = down.isEmpty ? nil : down.map { "\($0.role.title) \($0.name.rawValue) is down." }
    }
}

extension SourceHealth.Role {
    fileprivate var title: String {
        switch self {
        case .crm: "The CRM"
        case .erp: "The ERP"
        case .platform: "The platform"
        }
    }
}
