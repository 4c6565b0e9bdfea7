import AsyncHTTPClient
import Broker
import FoundationEssentials
import Identity
import NIOCore
import NIOHTTP1

/// Asks one source over HTTP: behind its breaker, within its limits, and never longer than its time.
final class SourceClient: Sendable {
    private let http: HTTPClient
    private let allowed: AllowedOrigins
    private let limits: SourceLimits
    private let ambience: Ambience
    private let gate: Gate
    private let pace: Pace?
    private let monitor: SourceMonitor

    init(
        _ name: SourceName,
        _ role: SourceHealth.Role,
        to allowed: AllowedOrigins,
        limits: SourceLimits,
        _ parts: SourceParts
    ) {
        let ambience = parts.ambience
        http = parts.connections.client(connect: limits.connect)
        self.allowed = allowed
        self.limits = limits
        self.ambience = ambience
        gate = Gate(width: limits.concurrent, waiting: limits.waiting)
        pace = limits.requestsPerMinute.map {
            Pace(perMinute: $0, longest: limits.longestPause, ambience: ambience)
        }
        monitor = SourceMonitor(name, role, limits: limits, ambience: ambience, observer: parts.onChange)
    }

    var health: SourceHealth { monitor.health }

    /// The source has said how much of its quota is used.
    func note(_ quota: SourceQuota) { monitor.note(quota) }

    /// Sends a request once and reads its answer; what `reading` throws counts as the source's failure where it is
    /// transient.
    ///
    /// A caller who is cancelled gets `timedOut`, and that says nothing about the source.
    func send<Answer: Sendable>(
        _ request: WireRequest,
        reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> Answer {
        // No fault of the source's: it is never asked.
        guard allowed.allow(request.url) else { throw .rejected(status: 400) }
        try monitor.check()
        try await enter()
        defer { gate.leave() }
        try await pace?.wait()
        let attempt = try monitor.ask()
        guard let result = await race(request, attempt, reading) else {
            monitor.abandoned(attempt)
            throw .timedOut
        }
        settle(attempt, result)
        return try result.get()
    }

    private func enter() async throws(SourceFailure) {
        switch await gate.enter() {
        case .entered: return
        case .full: throw .rateLimited(retryAfter: nil)
        case .cancelled: throw .timedOut
        case .sentAway:
            try monitor.check()
            // The breaker has closed again meanwhile: the place in line is gone all the same.
            throw .breakerOpen(until: nil)
        }
    }

    /// What the result says about the source.
    ///
    /// Whoever waits for a source that is down is sent away.
    private func settle(_ attempt: CircuitBreaker.Attempt, _ result: Result<some Sendable, SourceFailure>) {
        guard case .failure(let failure) = result, failure.isTransient else { return monitor.answered(attempt) }
        if case .rateLimited(let retryAfter) = failure { pace?.pause(for: retryAfter ?? .seconds(1)) }
        if !monitor.failed(attempt, failure) { gate.sendAway() }
    }
}

// MARK: - The exchange and its deadline

extension SourceClient {
    private enum Lap<Answer: Sendable>: Sendable {
        /// Nil where the caller was cancelled.
        case ended(Result<Answer, SourceFailure>?)
        case deadline
        case watchEnded
    }

    /// The answer or the deadline, whichever comes first, for head and body together.
    ///
    /// Nil where the caller was cancelled.
    private func race<Answer: Sendable>(
        _ request: WireRequest,
        _ attempt: CircuitBreaker.Attempt,
        _ reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async -> Result<Answer, SourceFailure>? {
        await withTaskGroup(of: Lap<Answer>.self) { group in
            group.addTask { .ended(await self.exchange(request, reading)) }
            group.addTask { await self.watch(attempt) ? .deadline : .watchEnded }
            defer { group.cancelAll() }
            for await lap in group {
                switch lap {
                case .ended(let result): return result
                case .deadline: return .failure(.timedOut)
                case .watchEnded: continue
                }
            }
            return nil
        }
    }

    /// Tells the breaker of a request that stays unanswered; true when the time is over, false when cancelled.
    private func watch(_ attempt: CircuitBreaker.Attempt) async -> Bool {
        do {
            let patience = min(attempt.patience, limits.read)
            try await ambience.sleep(patience)
            guard patience < limits.read else { return true }
            if !monitor.unanswered(attempt) { gate.sendAway() }
            try await ambience.sleep(limits.read - patience)
            return true
        } catch {
            return false
        }
    }

    private func exchange<Answer: Sendable>(
        _ request: WireRequest,
        _ reading: (WireAnswer) throws(SourceFailure) -> Answer
    ) async -> Result<Answer, SourceFailure>? {
        do {
            let answer = try await fetch(request)
            return .success(try reading(answer))
        } catch let failure as SourceFailure {
            return .failure(failure)
        } catch {
            return Task.isCancelled ? nil : .failure(await reason(error, request.url))
        }
    }

    /// A certificate that was not believed is looked at, to say why.
    private func reason(_ error: any Error, _ url: String) async -> SourceFailure {
        let failure = SourceFailure(beforeHead: error)
        guard failure == .untrusted(.unknownIssuer), let look = CertificateLook(url, now: ambience.now()) else {
            return failure
        }
        return .untrusted(await look.fault())
    }

    /// `Date` is the second that had begun.
    private func note(_ answer: WireAnswer) {
        let now = ambience.now()
        guard let text = answer.headers.first(name: "Date"), let date = RetryAfter.date(text, now: now) else { return }
        monitor.note(skew: .seconds(date.timeIntervalSince(now) + 0.5))
    }

    private func fetch(_ request: WireRequest) async throws -> WireAnswer {
        let response = try await http.execute(request.prepared, deadline: .now() + TimeAmount(limits.read))
        var answer = WireAnswer(
            status: Int(response.status.code),
            contentType: response.headers.first(name: "Content-Type")
        )
        answer.retryAfter = response.headers.first(name: "Retry-After").flatMap {
            RetryAfter.wait($0, now: ambience.now())
        }
        answer.headers = response.headers
        note(answer)
        do {
            let body = try await response.body.collect(upTo: limits.body)
            answer.body = Data(body.readableBytesView)
        } catch {
            // The status of an error says enough without its body.
            if Task.isCancelled || answer.isSuccess { throw Task.isCancelled ? error : SourceFailure(inBody: error) }
        }
        return answer
    }
}
