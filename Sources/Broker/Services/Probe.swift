import Identity

/// A question to which a source has no answer, but must let us ask: where it does, a call's work will be done there.
///
/// A source that is down and has no work to do is asked one, or nobody would ever notice that it is back; whoever sets a
/// source up asks them all.
struct Probe: Sendable {
    typealias Question = @Sendable () async throws(SourceFailure) -> Void

    let source: any Source
    /// Which of its services or tables; nil where it goes through as many as a call does.
    let part: String?
    /// What it shows that we may do: "find people by number".
    let purpose: String
    /// What our user there must be allowed, in the source's own words.
    let permissions: String
    /// What to do where the part is not there.
    let mend: String?
    private let question: SourceQuestion.Comparison

    private init(_ source: any Source, _ purpose: String, _ question: @escaping Question) {
        self.source = source
        self.purpose = purpose
        self.question = { () async throws(SourceFailure) -> KnownFields in
            try await question()
            return .all
        }
        (part, permissions, mend) = (nil, source.permissions, nil)
    }

    private init(_ source: any Source, _ asked: SourceQuestion) {
        self.source = source
        (part, purpose, permissions) = (asked.part, asked.purpose, asked.permissions)
        (mend, question) = (asked.mend, asked.ask)
    }

    func ask() async throws(SourceFailure) { _ = try await question() }

    /// Asks, for whoever sets the source up: which of the configured fields are there.
    func compare() async throws(SourceFailure) -> KnownFields { try await question() }

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

extension Probe {
    /// Each service and table of a CRM, then what goes through several.
    static func check(_ crm: any CRM) -> [Probe] {
        let parts = parts(of: crm)
        return parts.isEmpty ? all(of: crm) : parts + all(of: crm).dropFirst()
    }

    /// Each service and table of an ERP; what it has under a number is asked for there.
    static func check(_ erp: any ERP) -> [Probe] {
        let parts = parts(of: erp)
        return parts.isEmpty ? all(of: erp) : parts
    }

    /// Each service of the platform.
    static func check(_ platform: any Platform) -> [Probe] {
        let parts = parts(of: platform)
        return parts.isEmpty ? all(of: platform) : parts
    }

    private static func parts(of source: any Source) -> [Probe] { source.questions.map { Probe(source, $0) } }
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
