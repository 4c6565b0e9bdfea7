import Broker
import BrokerAPI
import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import Identity
import NIOCore

/// Answers desks and the command line.
struct DeskResponder: Sendable {
    let parts: BrokerParts
    let feed: FeedTelling
    let log: AccessLog

    /// Where the kernel puts users that it has no number for: never a peer.
    static let nobody: UInt32 = 65_534

    /// What a request gets: an answer, or the feed from some place on.
    private enum Reply {
        case whole(Answer, template: String)
        case feed(FeedTelling.Beginning, Viewer)
        case lines(any LinedAnswer, template: String)
    }

    @concurrent func respond(
        to request: Request,
        with writer: consuming ResponseWriter,
        on channel: any Channel,
        peer uid: UInt32?
    ) async throws {
        let start = log.start
        switch try await reply(to: request, from: uid) {
        case .whole(let answer, let template):
            log.answered(request.method, template, answer.status, since: start)
            try await writer.write(response: answer.head, body: ResponseBody(byteBuffer: answer.body))
        case .feed(let beginning, let viewer):
            log.answered(request.method, Paths.feed, .ok, since: start)
            try await feed.tell(beginning, to: viewer, answering: request, with: writer, on: channel)
        case .lines(let lines, let template):
            log.answered(request.method, template, .ok, since: start)
            try await lines.answer(with: writer)
        }
    }

    private func reply(to request: Request, from uid: UInt32?) async throws -> Reply {
        var template = AccessLog.noRoute
        do {
            let match = try DeskRoute.match(request.method, request.uri.path)
            if case .route(let route) = match, let work = AdminWork(route) {
                template = route.template
                try admitOperator(uid)
                switch try await answer(work, body: try await BodyReading.whole(request), for: uid) {
                case .whole(let answer): return .whole(answer, template: template)
                case .lines(let lines): return .lines(lines, template: template)
                }
            }
            let viewer = try admit(uid, to: match)
            switch match {
            case .nowhere: return .whole(.nowhere, template: template)
            case .wrongMethod(let allowed): return .whole(.wrongMethod(allowed: allowed), template: template)
            case .route(.feed):
                template = Paths.feed
                return .feed(
                    try await feed.begin(for: viewer, after: request.lastEventID, board: request.wantsBoard),
                    viewer
                )
            case .route(let route):
                template = route.template
                let body = try await BodyReading.whole(request)
                return .whole(try await carryOut(route, body: body, viewer), template: template)
            }
        } catch let problem as Problem {
            return .whole(.problem(problem), template: template)
        }
    }

    /// Who is at the other end of the socket, or how they can be added.
    func admit(_ uid: UInt32?) throws(Problem) -> Viewer {
        if let uid, uid != Self.nobody, let viewer = parts.staff.viewer(uid: uid) { return viewer }
        let who = uid.map { $0 == Self.nobody ? "A user without a number" : "uid \($0)" } ?? "An unknown user"
        throw Problem(
            .forbidden,
            status: 403,
            detail:
                "\(who) has no desk here. Whoever runs the broker can add the user under `desks:` in ringside.yaml, "
                + "with `user`, `name` and `agent_id`."
        )
    }

    /// Whoever looks after the broker needs no desk to look after its memory of switches.
    private func admit(_ uid: UInt32?, to match: RouteMatch<DeskRoute>) throws(Problem) -> Viewer {
        do throws(Problem) { return try admit(uid) } catch {
            switch match {
            case .route(.overrides), .route(.override):
                if let uid, uid != Self.nobody, let keeper = parts.staff.keeper(uid: uid) { return keeper }
                throw error
            case .route, .wrongMethod, .nowhere: throw error
            }
        }
    }

    private func carryOut(_ route: DeskRoute, body: ByteBuffer, _ viewer: Viewer) async throws(Problem) -> Answer {
        switch route {
        case .feed, .me: .json(MeView(viewer, mayAdminister: parts.staff.mayAdminister(uid: viewer.uid)))
        case .calls: try await calls(viewer)
        case .call(let id): try await call(id, viewer)
        case .history(let id): try await history(id, viewer)
        case .search: try await search(body, viewer)
        case .review(let id): try await review(id, body, viewer)
        case .context(let id): try await switchContext(id, body, viewer)
        case .undo(let id): try await undo(id, body, viewer)
        case .overrides: try await overrides(viewer)
        case .override(let id): try await revoke(id, viewer)
        case .interaction(let id): try await changeInteraction(id, body, viewer)
        case .reveal(let id): try await reveal(id, body, viewer)
        case .customer(let id): try await customer(id, viewer)
        case .stats: try await stats()
        case .description: .description
        // Answered before: who asks needs no desk.
        case .report, .reconcile, .purge, .forget, .export, .backup, .keys, .rotation: .nowhere
        }
    }
}

extension Request {
    /// Whether the reader asks for the numbers of the board.
    fileprivate var wantsBoard: Bool { uri.queryParameters["stats"] == "1" }

    /// The number of the last event that a returning reader has; nil where it has none, or nonsense.
    fileprivate var lastEventID: UInt64? {
        HTTPField.Name("Last-Event-ID").flatMap { headers[$0] }.flatMap { UInt64($0) }
    }
}
