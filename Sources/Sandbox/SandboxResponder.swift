import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// Leads each request by its path to the system that it is for, through that system's faults.
struct SandboxResponder: HTTPResponder {
    let platform: GenesysFace
    let cloud: ExternalContactsFace
    let crm: SalesforceFace
    let serviceNow: ServiceNowFace
    let erp: SAPFace
    let fusion: FusionFace
    let netSuite: NetSuiteFace
    let tryton: TrytonFace
    let control: ControlFace
    let naive: NaiveMiddleware
    let faults: FaultBoard
    let log: RequestLog
    let now: @Sendable () -> Date

    func respond(to request: Request, context: SandboxContext) async throws -> Response {
        var request = request
        guard let body = try? await request.collectBody(upTo: SandboxContext.longestBody) else {
            return Answer.problem(413, "The body is larger than 1 MiB, or broke off.").response
        }
        let incoming = IncomingRequest(request, body: body)
        switch incoming.segments.first {
        case "api" where incoming.segments.dropFirst().first == "now", "oauth_token.do":
            return try await answer(.serviceNow, incoming, context)
        case "api": return try await answer(.genesysGuide, incoming, context)
        case "genesys": return try await answer(.genesysCloud, incoming, context)
        case "salesforce": return try await answer(.salesforce, incoming, context)
        case "sap": return try await answer(.sap, incoming, context)
        case "fscmRestApi": return try await answer(.fusion, incoming, context)
        case "services": return try await answer(.netSuite, incoming, context)
        case "tryton":
            let isCRM = incoming.segments.dropFirst().first == "crm"
            return try await answer(isCRM ? .trytonCRM : .trytonERP, incoming, context)
        case "naive": return await logged("naive", incoming) { await naive.answer(incoming) }
        case "_sandbox" where incoming.segments.last == "redirected":
            return await logged("redirected", incoming) { .problem(404, "A client followed the sandbox's redirect.") }
        case "_sandbox": return await control.answer(incoming).response
        default: return Answer.problem(404, "The sandbox has nothing at this path.").response
        }
    }

    private func logged(_ system: String, _ incoming: IncomingRequest, _ answer: () async -> Answer) async -> Response {
        let number = log.begin(at: now(), system: system, incoming)
        let answer = await answer()
        log.finish(number, status: answer.status)
        return answer.response
    }

    private func answer(
        _ dialect: SandboxDialect,
        _ incoming: IncomingRequest,
        _ context: SandboxContext
    ) async throws -> Response {
        let number = log.begin(at: now(), system: dialect.system.rawValue, incoming)
        let response = try await faulty(faults.meet(dialect.system), dialect, incoming, context)
        log.finish(number, status: response.status.code)
        return response
    }

    private func faulty(
        _ fault: MetFault,
        _ dialect: SandboxDialect,
        _ incoming: IncomingRequest,
        _ context: SandboxContext
    ) async throws -> Response {
        if fault.latency > .zero { try await Task.sleep(for: fault.latency) }
        switch fault.mode {
        case .ok, .slow: return await proper(dialect, incoming).response
        case .hang:
            let isStillThere = try await context.channel.hold(until: fault.lifted)
            return isStillThere ? await proper(dialect, incoming).response : Self.nobodyLeft
        case .drip: return await proper(dialect, incoming).dripping(until: fault.lifted)
        case .refuse: throw await context.channel.leave(withReset: false)
        case .reset: throw await context.channel.leave(withReset: true)
        case .error: return FaultAnswers.error(dialect).response
        case .ratelimit: return FaultAnswers.rateLimit(dialect).response
        case .html: return FaultAnswers.html.response
        case .garbage: return FaultAnswers.garbage.response
        case .huge: return Response.huge
        case .gzipBomb: return FaultAnswers.gzipBomb.response
        case .redirect: return FaultAnswers.redirect.response
        case .wrongAccount: return await proper(dialect, incoming, wrongAccount: true).response
        }
    }

    /// Goes nowhere; the log of requests shows its status, which is nginx's for a client that closed the request.
    private static let nobodyLeft = Response(status: .init(code: 499))

    private func proper(
        _ dialect: SandboxDialect,
        _ incoming: IncomingRequest,
        wrongAccount: Bool = false
    ) async -> Answer {
        switch dialect {
        case .genesysCloud:
            cloud.answer(incoming, segments: Array(incoming.segments.dropFirst()), wrongAccount: wrongAccount)
        case .genesysGuide: platform.answer(incoming, wrongAccount: wrongAccount)
        case .salesforce:
            await crm.answer(incoming, segments: incoming.segments.dropFirst(), wrongAccount: wrongAccount)
        case .serviceNow: await serviceNow.answer(incoming, wrongAccount: wrongAccount)
        case .sap: await erp.answer(incoming, wrongAccount: wrongAccount)
        case .fusion: await fusion.answer(incoming, wrongAccount: wrongAccount)
        case .netSuite: await netSuite.answer(incoming, wrongAccount: wrongAccount)
        case .trytonCRM, .trytonERP: tryton.answer(incoming, wrongAccount: wrongAccount)
        }
    }
}

extension IncomingRequest {
    fileprivate init(_ request: Request, body: ByteBuffer) {
        self.init(
            method: request.method.rawValue,
            target: request.head.path ?? "/",
            authorization: request.headers[.authorization],
            accept: request.headers[values: .accept].joined(separator: ", "),
            headers: Dictionary(
                request.headers.map { ($0.name.canonicalName, $0.value) },
                uniquingKeysWith: { first, _ in first }
            ),
            body: Array(body.readableBytesView)
        )
    }
}
