package import Broker
import Identity

extension Finding {
    /// What came of asking a source, with the mend for whoever set it up; `address` is its `base_url`.
    package init(_ found: CheckSources.Finding, address: String) {
        let milliseconds = Int(seconds(found.took) * 1000)
        guard let failure = found.failure else {
            self.init(found.source.rawValue, .ok, "lets us \(found.purpose) (\(milliseconds) ms)")
            return
        }
        let words = Self.words(failure, found, address)
        self.init(found.source.rawValue, .wrong, words.sentence, mend: words.mend)
    }

    private static func words(
        _ failure: SourceFailure,
        _ found: CheckSources.Finding,
        _ address: String
    ) -> (sentence: String, mend: String) {
        switch failure {
        case .unreachable:
            ("\(address) can't be reached", "compare base_url, then DNS and firewall: `curl -v \(inShell(address))`")
        case .timedOut:
            ("\(address) gives no answer in time", "see whether it is up; if it is only slow, raise timeouts.read_ms")
        case .unauthorised:
            (
                "\(address) refuses our credentials",
                """
                compare user or client ID and the secret's file with what is kept there; one that has expired or was \
                revoked is made anew there and written into the same file
                """
            )
        case .forbidden:
            ("knows us, but does not let us \(found.purpose)", "our user there needs: \(found.permissions)")
        case .rejected(404):
            ("\(address) has nothing where we ask to \(found.purpose)", "compare base_url, version and paths")
        case .rejected(let status):
            (
                "does not take the question by which we \(found.purpose) (\(status))",
                "compare the fields that are configured with those that it has; our user needs: \(found.permissions)"
            )
        case .malformed:
            (
                "\(address) answers, but not as \(found.source.rawValue) does: with a web page, a redirect or nonsense",
                "base_url is the system's own address, not that of a login page or a proxy"
            )
        case .rateLimited:
            (
                "our quota there is used up",
                "wait, or have it raised; fewer requests: max_concurrent, requests_per_minute"
            )
        case .unavailable(let status, _):
            ("\(address) is down (\(status))", "see its own status page; nothing is to be done here")
        case .breakerOpen:
            ("\(address) failed more than once", "see whether it is up, and check again")
        }
    }
}
