import Broker
import BrokerAPI
import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import Identity
import NIOCore

/// Answers the contact-centre platform.
struct PlatformResponder: Sendable {
    let parts: BrokerParts
    let tokens: PlatformTokens
    /// What keeps the broker from serving as it should, in sentences; empty where nothing does.
    let notReady: @Sendable () async -> [String]
    let metrics: BrokerMetrics
    let log: AccessLog

    @concurrent func respond(to request: Request, with writer: consuming ResponseWriter) async throws {
        let start = log.start
        let (answer, template) = try await answer(to: request)
        log.answered(request.method, template, answer.status, since: start)
        try await writer.write(response: answer.head, body: ResponseBody(byteBuffer: answer.body))
    }

    private func answer(to request: Request) async throws -> (Answer, String) {
        switch PlatformRoute.match(request.method, request.uri.path) {
        case .nowhere: return (.nowhere, AccessLog.noRoute)
        case .wrongMethod(let allowed): return (.wrongMethod(allowed: allowed), AccessLog.noRoute)
        case .route(let route): return (try await answer(route, to: request), route.template)
        }
    }

    private func answer(_ route: PlatformRoute, to request: Request) async throws -> Answer {
        let isKnown = tokens.admit(authorization: request.headers[.authorization])
        guard isKnown || !route.needsToken else { return Self.unauthorised }
        do {
            return try await answer(route, body: try await BodyReading.whole(request), isKnown: isKnown)
        } catch let problem as Problem {
            return .problem(problem)
        }
    }

    private func answer(_ route: PlatformRoute, body: ByteBuffer, isKnown: Bool) async throws(Problem) -> Answer {
        switch route {
        case .lookup: try await lookUp(body)
        case .updateContext: try await updateContext(body)
        case .events: try await applyEvents(body)
        case .detailEvents: try await takeDetailEvents(body)
        case .health: .json(["status": "alive"])
        case .readiness: await readiness(isKnown: isKnown)
        case .metrics: .text(await metrics.text(), type: "text/plain; version=0.0.4; charset=utf-8")
        case .description: .description
        }
    }

    private func lookUp(_ body: ByteBuffer) async throws(Problem) -> Answer {
        let request: LookUp.Request
        do throws(Problem) {
            let wire = try body.json(LookupRequest.self)
            request = try LookUp.Request(wire, phones: parts.phones, region: parts.policy.region)
        } catch {
            metrics.lookups.wasRefused()
            throw error
        }
        let outcome = try await lookUp(request)
        return .json(FlatIdentity(outcome.call, isDegraded: outcome.isDegraded))
    }

    /// Phase 1, counted.
    func lookUp(_ request: LookUp.Request) async throws(Problem) -> LookUp.Outcome {
        let start = parts.ambience.uptime()
        do throws(LookUp.Failure) {
            let outcome = try await LookUp.run(request, with: parts)
            metrics.lookups.answered(outcome, took: parts.ambience.uptime() - start)
            return outcome
        } catch {
            metrics.lookups.wasRefused()
            throw Problem(error)
        }
    }

    private func applyEvents(_ body: ByteBuffer) async throws(Problem) -> Answer {
        let outcome = try await apply(try ApplyEvents.Item.items(body, now: parts.ambience.now()))
        let answer = EventsAnswer(
            accepted: outcome.accepted,
            duplicates: outcome.duplicates,
            ignored: outcome.ignored
        )
        return .json(answer, status: .accepted)
    }

    /// A batch, counted.
    func apply(_ items: [ApplyEvents.Item]) async throws(Problem) -> ApplyEvents.Outcome {
        do throws(JournalFailure) {
            let outcome = try await ApplyEvents.run(items, with: parts)
            metrics.took(items, outcome)
            return outcome
        } catch {
            throw Problem(error)
        }
    }

    private func readiness(isKnown: Bool) async -> Answer {
        let reasons = await notReady()
        guard !reasons.isEmpty else { return .json(Readiness(sources: isKnown ? parts.sourceHealth : [])) }
        return .problem(.notReady(isKnown ? reasons.joined(separator: " ") : "Not ready; the reasons need a token."))
    }

    private static let unauthorised: Answer = {
        let problem = Problem(.unauthorised, status: 401, detail: "This needs a token of this broker.")
        var answer = Answer.problem(problem)
        answer.fields[.wwwAuthenticate] = "Bearer, Basic realm=\"ringside\""
        return answer
    }()
}

extension PlatformResponder {
    fileprivate func updateContext(_ body: ByteBuffer) async throws(Problem) -> Answer {
        do throws(Problem) {
            let wire = try body.json(UpdateContextRequest.self)
            let request = try SwitchContext.Request(wire, staff: parts.staff)
            return .json(FlatIdentity(try await run(request), withEmail: wire.actor != nil))
        } catch {
            throw await withCurrentIdentity(error, body)
        }
    }

    private func run(_ request: SwitchContext.Request) async throws(Problem) -> Call {
        do throws(SwitchContext.Failure) { return try await SwitchContext.run(request, with: parts) } catch {
            throw Problem(error)
        }
    }

    /// A refusal tells whom the call is on, also where a field was so bad that no use case has seen the call.
    private func withCurrentIdentity(_ problem: Problem, _ body: ByteBuffer) async -> Problem {
        struct OnlyCall: Decodable { let callId: String }
        guard problem.status == 400, problem.externalId == nil,
            let named = try? body.json(OnlyCall.self), let id = CallID(named.callId)
        else { return problem }
        var problem = problem
        // Without the journal the problem is told without the identity.
        problem.externalId = try? await parts.journal.known(about: Subject(call: id)).call?.identity.externalID.text
        return problem
    }
}
