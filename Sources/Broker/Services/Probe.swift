import Identity

/// A question to which a source has no answer, but must let us ask: where it does, a call's work will be done there.
///
/// A source that is down and has no work to do is asked one, or nobody would ever notice that it is back; whoever sets a
/// source up asks them all.
struct Probe: Sendable {
    typealias Question = @Sendable () async throws(SourceFailure) -> Void

    let source: any Source
    /// What it shows that we may do: "find people by number".
    let purpose: String
    private let question: Question

    private init(_ source: any Source, _ purpose: String, _ question: @escaping Question) {
        self.source = source
        self.purpose = purpose
        self.question = question
    }

    func ask() async throws(SourceFailure) { try await question() }

    /// Of a CRM, the cheapest first: a record that no CRM has, a number that nobody may have, a name that nobody bears.
    static func all(of crm: any CRM) -> [Probe] {
        var probes: [Probe] = []
        if let nobody = ExternalID("\(crm.prefix):0") {
            probes.append(Probe(crm, "read a record") { () throws(SourceFailure) in _ = try await crm.account(nobody) })
        }
        if let number = CallerNumber(e164: "+12025550100") {
            probes.append(
                Probe(crm, "find people by number") { () throws(SourceFailure) in _ = try await crm.people(with: number)
                }
            )
        }
        probes.append(
            Probe(crm, "search by name") { () throws(SourceFailure) in
                _ = try await crm.search(.name(PersonalText("Nobody Ringside")), limit: 1)
            }
        )
        return probes
    }

    /// Of an ERP: an account that no ERP has.
    static func all(of erp: any ERP) -> [Probe] {
        guard let nothing = ERPAccountNumber("0") else { return [] }
        return [
            Probe(erp, "read how an account stands") { () throws(SourceFailure) in
                _ = try await erp.standing(of: nothing)
            }
        ]
    }

    /// Of the platform: a customer that it never had.
    static func all(of platform: any Platform) -> [Probe] {
        guard let nobody = CallID("probe").map(ExternalID.unknown) else { return [] }
        return [
            Probe(platform, "read a customer") { () throws(SourceFailure) in
                _ = try await platform.customer(with: nobody)
            }
        ]
    }
}

extension BrokerParts {
    /// The cheapest probe of each of a lane's sources.
    func probes(_ lane: Job.Lane) -> [Probe] {
        switch lane {
        case .crm: crms.compactMap { Probe.all(of: $0).first }
        case .erp: [erp.flatMap { Probe.all(of: $0).first }].compactMap { $0 }
        case .platform: [Probe.all(of: platform).first].compactMap { $0 }
        // Their sources are other lanes'.
        case .interaction, .summary: []
        }
    }
}
