package import BrokerAPI

/// Purges and erasures as they are told to whoever asked for them.
package enum PrivacyWords {
    /// A purge's end, on one line.
    package static func line(_ result: PurgeResult) -> String {
        let counts = result.counts
        let parts =
            [
                "\(count(counts.calls, "call", "calls")) with all that hangs on them",
                count(counts.links, "remembered match", "remembered matches"),
                count(counts.overrides, "expired choice", "expired choices"),
                count(counts.audit, "entry of the audit", "entries of the audit"),
            ] + (result.backups > 0 ? [count(result.backups, "expired backup", "expired backups")] : [])
        return "\(parts.joined(separator: ", ")) \(result.dryRun ? "would go" : "are gone")"
    }

    /// What is wrong with a purge; nil where nothing is.
    package static func trouble(_ result: PurgeResult) -> String? {
        if let problem = result.problem {
            let left = result.counts.sum + result.backups == 0 ? "Nothing is gone" : "Not all is gone"
            return result.dryRun ? "Can't be counted: \(problem)" : "\(left): \(problem)"
        }
        guard !result.dryRun, result.counts.sum > 0, !result.logEmptied else { return nil }
        return "The write-ahead log is in use; sealed copies of what is gone stay in it until it is emptied."
    }

    /// A certificate, a line each.
    package static func lines(_ certificate: ErasureCertificate) -> [String] {
        let erased = certificate.erased
        let log =
            certificate.logEmptied
            ? "empty: nothing of it is left in the journal's files"
            : "in use: sealed copies stay in it until it is emptied"
        let rows = [
            ("Person", certificate.person),
            ("Done at", WireDate.text(of: certificate.at)),
            ("Calls", "\(erased.calls), that were of the person or named them"),
            (
                "With them",
                "\(count(erased.identifications, "identification", "identifications")), \(count(erased.legs, "agent's leg", "agents' legs")), "
                    + count(erased.jobs, "open job", "open jobs")
            ),
            ("Memories", "\(count(erased.overrides, "choice", "choices")), \(count(erased.links, "match", "matches"))"),
            ("In memory", count(certificate.inMemory, "call", "calls")),
            ("Write-ahead log", log),
            ("Backups", certificate.backups.isEmpty ? "none is known" : "these may hold the person:"),
        ]
        return ["Certificate of erasure \(certificate.certificate)"] + rows.map { row($0.0, $0.1) }
            + certificate.backups.map { row("", line($0)) }
            + [
                row("Audit", "that somebody was erased, and when; nothing of whom"),
                row("Not erased", "what the contact centre, the CRM and the ERP keep themselves"),
            ]
    }

    private static func line(_ backup: KnownBackup) -> String {
        let until = backup.expires.map { "deleted after \(WireDate.text(of: $0))" } ?? "until somebody deletes it"
        return "\(backup.path) of \(WireDate.text(of: backup.madeAt)), \(until)"
    }

    private static func row(_ heading: String, _ text: String) -> String {
        heading + String(repeating: " ", count: max(1, 18 - heading.count)) + text
    }

    private static func count(_ count: Int, _ one: String, _ more: String) -> String {
        count == 1 ? "1 \(one)" : "\(count) \(more)"
    }
}
