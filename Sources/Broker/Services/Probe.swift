import Identity

/// A question for something that a source does not have: a source that is down and has no work to do is asked it, or nobody
/// would ever notice that it is back.
struct Probe: Sendable {
    let source: any Source
    private let question: @Sendable () async -> Void

    /// Of a CRM: a record that no CRM has.
    init?(_ crm: any CRM) {
        guard let nobody = ExternalID("\(crm.prefix):0") else { return nil }
        source = crm
        // Here and below: what came of it is the breaker's to know, and it knows.
        question = { _ = try? await crm.account(nobody) }
    }

    /// Of an ERP.
    init?(_ erp: any ERP) {
        guard let nothing = ERPAccountNumber("0") else { return nil }
        source = erp
        question = { _ = try? await erp.standing(of: nothing) }
    }

    /// Of the platform.
    init?(_ platform: any Platform) {
        guard let nobody = CallID("probe").map(ExternalID.unknown) else { return nil }
        source = platform
        question = { _ = try? await platform.customer(with: nobody) }
    }

    func ask() async { await question() }
}

extension BrokerParts {
    /// The probes of a lane's sources.
    func probes(_ lane: Job.Lane) -> [Probe] {
        switch lane {
        case .crm: crms.compactMap { Probe($0) }
        case .erp: [erp.flatMap { Probe($0) }].compactMap { $0 }
        case .platform: [Probe(platform)].compactMap { $0 }
        // Their sources are other lanes'.
        case .interaction, .summary: []
        }
    }
}
