import Broker
import BrokerAPI
import HTTPTypes
import Identity
import NIOCore
import NIOHTTP1

/// Which lookups need no router: those about which nothing is unusual.
///
/// Whatever is refused, malformed, large or merely uncommon is the router's, so that there is one set of rules.
struct QuickLookups: Sendable {
    /// A lookup has a few hundred bytes; what is larger than this can take its time.
    static let largestBody = 4096

    let parts: BrokerParts
    let tokens: PlatformTokens
    let log: AccessLog

    /// Whether the body is worth reading here.
    func take(_ head: HTTPRequestHead) -> Bool {
        guard head.method == .POST, head.uri == Paths.lookup || head.uri == Paths.shortLookup else { return false }
        return isOrdinary(head) && isAdmitted(head)
    }

    /// Nil is the router's: the body has to be read with more care, or the CRM may answer within its grace.
    func begin(_ body: ByteBuffer) -> LookUp.JournalAlone? {
        guard let wire = PlainJSON.lookup(in: body) else { return nil }
        // What is wrong with it, the router finds as well, and says so.
        guard let request = try? LookUp.Request(wire, phones: parts.phones, region: parts.policy.region) else {
            return nil
        }
        return LookUp.JournalAlone(request, with: parts)
    }

    /// What the platform is told; `start` is when its question came.
    func answer(_ outcome: Result<LookUp.Outcome, LookUp.Failure>, since start: Duration) -> Answer {
        log.metrics.lookups.answered(outcome, took: parts.ambience.uptime() - start)
        let answer = answer(outcome)
        log.answered(.post, PlatformRoute.lookup.template, answer.status, since: start)
        return answer
    }

    private func answer(_ outcome: Result<LookUp.Outcome, LookUp.Failure>) -> Answer {
        switch outcome {
        case .success(let outcome): .json(FlatIdentity(outcome.call, isDegraded: outcome.isDegraded))
        case .failure(let failure): .problem(Problem(failure))
        }
    }

    /// Kept alive, and nothing that only a few clients send.
    private func isOrdinary(_ head: HTTPRequestHead) -> Bool {
        guard head.version == .http1_1, !head.headers.contains(name: "expect") else { return false }
        if let connection = head.headers.first(name: "connection") {
            guard connection.lowercased() == "keep-alive" else { return false }
        }
        guard let length = head.headers.first(name: "content-length") else { return true }
        return Int(length).map { $0 <= Self.largestBody } ?? false
    }

    private func isAdmitted(_ head: HTTPRequestHead) -> Bool {
        let given = head.headers["authorization"]
        return given.count == 1 && tokens.admit(authorization: given[0])
    }
}
