package import Broker
import Identity

extension [Finding] {
    /// What came of asking a source, with the mend for whoever set it up; what is about all of it is told once.
    package init(_ found: [CheckSources.Finding], of system: AskedSystem) {
        if let failure = Self.failureOfAll(found), let first = found.first {
            self = [FailedQuestion(found: first, system: system).finding(failure, isAboutAll: true)]
            return
        }
        var told: Set<SourceFailure> = []
        self = found.filter { $0.isNew(among: &told) }.map { Finding($0, of: system) }
    }

    /// What no part of a source lets us past, where it is more than each part's own refusal: nothing is there, or all of it
    /// is down.
    private static func failureOfAll(_ found: [CheckSources.Finding]) -> SourceFailure? {
        let failures = found.compactMap(\.failure)
        guard failures.count == found.count, let first = failures.first else { return nil }
        switch first {
        case .rejected(404): return first
        case .unavailable: return found.count > 1 && failures.allSatisfy(\.isOfOneDown) ? first : nil
        default: return nil
        }
    }
}

extension Finding {
    /// What came of one question.
    init(_ found: CheckSources.Finding, of system: AskedSystem) {
        if let failure = found.failure {
            self = FailedQuestion(found: found, system: system).finding(failure, isAboutAll: false)
            return
        }
        let milliseconds = Int(seconds(found.took) * 1000)
        let lets = "lets us \(found.wish) (\(milliseconds) ms)"
        switch found.fields {
        case .all: self.init(found.source.rawValue, .ok, lets)
        case .without(let names):
            let sentence = "has no \(names.joined(separator: ", no ")) where we \(found.wish)"
            self.init(found.source.rawValue, .wrong, sentence, mend: found.mend)
        case .unseen:
            let sentence = "\(lets), but shows no row there: whether it has our fields can't be seen"
            self.init(
                found.source.rawValue,
                .note,
                sentence,
                mend: "check again when there is one, or \(found.mend ?? "look")"
            )
        }
    }
}

extension CheckSources.Finding {
    /// What we wanted, and of which part.
    fileprivate var wish: String { part.map { "\(purpose) (\($0))" } ?? purpose }

    /// False for what was told of another part: the mend is the same.
    fileprivate func isNew(among told: inout Set<SourceFailure>) -> Bool {
        guard let failure, case .unprepared = failure else { return true }
        return told.insert(failure).inserted
    }
}

extension SourceFailure {
    /// As a system that is down has it: the breaker opens after some.
    fileprivate var isOfOneDown: Bool {
        switch self {
        case .unavailable, .breakerOpen: true
        default: false
        }
    }
}

/// A question that was not answered, in words for whoever set the source up.
private struct FailedQuestion {
    let found: CheckSources.Finding
    let system: AskedSystem

    private var address: String { system.address }

    func finding(_ failure: SourceFailure, isAboutAll: Bool) -> Finding {
        let words = isAboutAll ? wordsForAll(failure) : words(failure)
        return Finding(found.source.rawValue, .wrong, words.sentence, mend: words.mend)
    }

    private func wordsForAll(_ failure: SourceFailure) -> (sentence: String, mend: String) {
        switch failure {
        case .rejected(404): ("\(address) has nothing of \(found.source.rawValue) there (404)", system.whereabouts)
        case .unavailable(let status, _): ("\(address) is down (\(status))", Self.whenDown)
        default: words(failure)
        }
    }

    private static let whenDown = "see its own status page and log; nothing is to be done here"

    private func words(_ failure: SourceFailure) -> (sentence: String, mend: String) {
        switch failure {
        case .unreachable:
            ("\(address) can't be reached", "compare base_url, then DNS and firewall: `curl -v \(inShell(address))`")
        case .untrusted(let fault): words(fault)
        case .timedOut:
            ("\(address) gives no answer in time", "see whether it is up; if it is only slow, raise timeouts.read_ms")
        case .unauthorised:
            (
                "\(address) refuses our credentials",
                "\(system.login); a secret that has expired or was revoked is made anew there and written into the same file"
            )
        case .forbidden:
            ("knows us, but does not let us \(found.wish)", "our user there needs: \(found.permissions)")
        case .rejected(404):
            (
                "\(address) has nothing where we ask to \(found.wish)",
                found.mend ?? system.whereabouts
            )
        case .rejected(let status):
            (
                "does not take the question by which we \(found.wish) (\(status))",
                """
                \(found.mend ?? "compare the fields that are configured with those that it has"); our user needs: \
                \(found.permissions)
                """
            )
        case .unprepared(let missing): words(missing)
        case .malformed: nonsense
        case .rateLimited:
            ("our quota there is used up", system.quota)
        case .unavailable(let status, _): down(status)
        case .breakerOpen:
            ("\(address) failed more than once", "see whether it is up, and check again")
        }
    }

    private var nonsense: (sentence: String, mend: String) {
        guard let part = found.part else {
            return (
                "\(address) answers, but not as \(found.source.rawValue) does: with a web page, a redirect or nonsense",
                "base_url is the system's own address, not that of a login page or a proxy"
            )
        }
        return (
            """
            \(address) answers, but not as \(found.source.rawValue) does, where we ask to \(found.purpose) (\(part)): with \
            a web page, a redirect or nonsense
            """,
            """
            base_url is the system's own address, not that of a login page or a proxy; where only this part is wrong: \
            \(found.mend ?? "compare its path")
            """
        )
    }

    private func down(_ status: Int) -> (sentence: String, mend: String) {
        guard let part = found.part else {
            return ("\(address) is down (\(status))", Self.whenDown)
        }
        return (
            "\(part) at \(address) is down (\(status))",
            "see its status page and log; where only this part is down: \(found.mend ?? "nothing is to be done here")"
        )
    }

    private func words(_ fault: CertificateFault) -> (sentence: String, mend: String) {
        let look = "`openssl s_client -connect \(hostAndPort)` shows it"
        return switch fault {
        case .unknownIssuer:
            (
                """
                \(address) shows a certificate that this machine does not trust: signed by itself, or by an unknown \
                authority
                """,
                """
                have one of a public authority installed there, or add its authority's to this machine's \
                (/usr/local/share/ca-certificates, then `update-ca-certificates`); \(look)
                """
            )
        case .otherName:
            (
                "\(address) shows the certificate of another host",
                "name in base_url the host that the certificate names, or have that one added to it; \(look)"
            )
        case .expired:
            (
                "the certificate of \(address) has expired",
                "have it renewed there; this machine's clock is right? \(look)"
            )
        case .notYetValid:
            (
                "the certificate of \(address) is not valid yet",
                "compare this machine's clock with another (`timedatectl`), else have the certificate corrected; \(look)"
            )
        case .notEncrypted:
            ("\(address) does not speak TLS there", "compare scheme and port of base_url with the system's own")
        case .noAgreement:
            (
                "\(address) and we agree on no encryption, or it wants a certificate of ours",
                "let it offer TLS 1.2 or later and ask for no client certificate; \(look)"
            )
        }
    }

    private func words(_ missing: SourcePreparation) -> (sentence: String, mend: String) {
        switch missing {
        case .externalSource:
            (
                "has no external source of the name in platform.external_source, under which our IDs are kept",
                """
                make one (Admin > External Contacts > External Sources) that is active and has this very name, or write \
                the name of one that is there into platform.external_source
                """
            )
        case .recordFields:
            (
                "has no contact schema with the fields of a customer record that is enabled",
                """
                make one with `POST /api/v2/externalcontacts/contacts/schemas` from contact-schema.json, or add its \
                fields to the schema that is in use
                """
            )
        }
    }

    /// As `openssl` takes it; what no address of ours can have is left out.
    private var hostAndPort: String {
        let rest = address.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        let host = rest.filter { $0.isLetter || $0.isNumber || ".-:[]".contains($0) }
        return host.last == "]" || !host.contains(":") ? "\(host):443" : host
    }
}
