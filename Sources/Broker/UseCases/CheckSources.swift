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
        /// What we wanted to do: "find people by number".
        package let purpose: String
        /// What our user there must be allowed, in the source's own words.
        package let permissions: String
        /// Until the answer.
        package let took: Duration
        /// Nil where it let us.
        package let failure: SourceFailure?

        /// An answer as it came.
        package init(
            source: SourceName,
            role: SourceHealth.Role,
            purpose: String,
            permissions: String,
            took: Duration,
            failure: SourceFailure?
        ) {
            self.source = source
            self.role = role
            self.purpose = purpose
            self.permissions = permissions
            self.took = took
            self.failure = failure
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
        sources = [Probe.all(of: platform)] + crms.map { Probe.all(of: $0) } + [erp.map { Probe.all(of: $0) } ?? []]
        self.uptime = uptime
    }

    /// All sources at the same time, the questions to one in their order until it refuses one; findings in the order of the
    /// sources.
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
        for probe in probes where findings.last?.failure == nil { findings.append(await finding(probe)) }
        return findings
    }

    private func finding(_ probe: Probe) async -> Finding {
        let start = uptime()
        var failure: SourceFailure?
        do throws(SourceFailure) { try await probe.ask() } catch { failure = error }
        let health = probe.source.health()
        return Finding(
            source: health.name,
            role: health.role,
            purpose: probe.purpose,
            permissions: probe.source.permissions,
            took: uptime() - start,
            failure: failure
        )
    }
}
