import Broker
import Identity

/// A question that was not answered, in words for whoever set the source up.
struct FailedQuestion {
    let found: CheckSources.Finding
    let system: AskedSystem

    var address: String { system.address }

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
                """
                \(system.login); a secret that has expired or was revoked is made anew there and written into the same \
                file
                """
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
}
