package import Identity

/// Asks the sources what every call will ask of them, for whoever sets them up.
///
/// Nothing is written anywhere: that a record may be written shows only when one is.
package struct CheckSources: Sendable {
    /// What came of one question.
    package struct Finding: Sendable {
        /// Who was asked.
        package let source: SourceName
        /// What it is to us.
        package let role: SourceHealth.Role
        /// Which of its services or tables; nil where it has but one.
        package let part: String?
        /// What we wanted to do: "find people by number".
        package let purpose: String
        /// What our user there must be allowed, in the source's own words.
        package let permissions: String
        /// What to do where the part is not there; nil where no setting names it.
        package let mend: String?
        /// Until the answer.
        package let took: Duration
        /// Nil where it let us.
        package let failure: SourceFailure?
        /// Where it let us: which of the configured fields are there.
        package let fields: KnownFields

        /// An answer as it came.
        package init(
            source: SourceName,
            role: SourceHealth.Role,
            part: String? = nil,
            purpose: String,
            permissions: String,
            mend: String? = nil,
            took: Duration,
            failure: SourceFailure?,
            fields: KnownFields = .all
        ) {
            self.source = source
            self.role = role
            self.part = part
            self.purpose = purpose
            self.permissions = permissions
            self.mend = mend
            self.took = took
            self.failure = failure
            self.fields = fields
        }
    }

    private let sources: [[Probe]]
    private let uptime: @Sendable () -> Duration

    /// The sources to ask, and how time is told.
    package init(
        crms: [any CRM],
        erp: (any ERP)?,
        platform: any Platform,
        uptime: @escaping @Sendable () -> Duration
    ) {
        sources =
            [Probe.check(platform)] + crms.map { Probe.check($0) } + [erp.map { Probe.check($0) } ?? []]
        self.uptime = uptime
    }

    /// All sources at the same time, the questions to one in their order for as long as they can tell anything new; findings
    /// in the order of the sources.
    @concurrent package func run() async -> [Finding] {
        await withTaskGroup(of: (Int, [Finding]).self) { group in
            for (place, probes) in sources.enumerated() {
                group.addTask { (place, await findings(probes)) }
            }
            var found = [[Finding]](repeating: [], count: sources.count)
            for await (place, findings) in group { found[place] = findings }
            return found.flatMap { $0 }
        }
    }

    private func findings(_ probes: [Probe]) async -> [Finding] {
        var findings: [Finding] = []
        for probe in probes where Self.isWorthAsking(probe, after: findings) { findings.append(await finding(probe)) }
        return findings
    }

    /// What is about the whole source would be told again and again; what goes through several parts is asked where each
    /// of them lets us.
    private static func isWorthAsking(_ probe: Probe, after findings: [Finding]) -> Bool {
        guard findings.contains(where: \.isWrong) else { return true }
        // What answers the first question with a web page has no other door either.
        guard probe.part != nil, findings.first?.failure != .malformed else { return false }
        return !findings.compactMap(\.failure).contains(where: \.isAboutAllOfIt)
    }

    private func finding(_ probe: Probe) async -> Finding {
        let start = uptime()
        var failure: SourceFailure?
        var fields = KnownFields.all
        do throws(SourceFailure) { fields = try await probe.compare() } catch { failure = error }
        let health = probe.source.health()
        return Finding(
            source: health.name,
            role: health.role,
            part: probe.part,
            purpose: probe.purpose,
            permissions: probe.permissions,
            mend: probe.mend,
            took: uptime() - start,
            failure: failure,
            fields: fields
        )
    }
}

extension CheckSources.Finding {
    /// It was refused, or lacks what we would ask for.
    fileprivate var isWrong: Bool {
        switch fields {
        case .without: true
        case .all, .unseen: failure != nil
        }
    }
}

extension SourceFailure {
    /// It would meet any other question, too.
    fileprivate var isAboutAllOfIt: Bool {
        switch self {
        case .timedOut, .unreachable, .untrusted, .unauthorised, .rateLimited, .breakerOpen: true
        case .forbidden, .unavailable, .rejected, .unprepared, .malformed: false
        }
    }
}
