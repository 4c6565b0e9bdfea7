import Broker
import BrokerAPI
import FoundationEssentials
import Identity

/// One change as bytes, the same for every reader, and what decides who is given it.
struct EncodedEvent: Sendable {
    enum Audience: Sendable {
        case everybody
        /// A call as it now is: for those who may see it; who may no longer is told that it is gone.
        case call(CallID, Sight)
        /// Off the feed: for those who were shown it.
        case departed(CallID)
        /// For those who asked, unless they were told the same already.
        case board(revision: UInt64)
    }

    let audience: Audience
    let bytes: [UInt8]

    /// Nil where there is nothing to tell.
    init?(_ news: Announcement, telling: CallTelling) throws {
        switch news {
        case .call(.removed, let call):
            audience = .departed(call.id)
            bytes = EventStream.removal(of: call.id)
        case .call(let kind, let call):
            audience = .call(call.id, Sight(call))
            bytes = try EventStream.event(.call, CallChange(kind: kind.rawValue, call: telling.view(of: call)))
        case .source(let health):
            audience = .everybody
            bytes = try EventStream.event(.source, SourceView(health))
        case .erased: return nil
        case .notice(let level, let text):
            audience = .everybody
            bytes = try EventStream.event(.notice, Notice(level: level.rawValue, text: text))
        }
    }

    /// A call of a person who was erased.
    init(erased id: CallID) {
        audience = .departed(id)
        bytes = EventStream.erasure(of: id)
    }

    /// The numbers of the board; equal revisions say the same.
    init(_ board: StatsView, revision: UInt64) throws {
        audience = .board(revision: revision)
        bytes = try EventStream.event(.stats, board)
    }
}

/// What of a call decides who may see it: kept in the log in the call's place, which is much larger and personal.
struct Sight: Hashable, Sendable {
    let userID: String?
    let queueID: String?
    let state: CallState

    init(_ call: Call) {
        userID = call.life.userID
        queueID = call.life.queueID
        state = call.life.state
    }

    /// A call of the same agent, queue and state, for `Staff` to judge.
    var standIn: Call? {
        guard let id = CallID("stand-in") else { return nil }
        let direction: Direction = state == .dialing ? .outbound : .inbound
        let start = Date(timeIntervalSince1970: 0)
        var call = Call(
            id: id,
            direction: direction,
            number: nil,
            phoneHash: .sha256,
            at: start,
            queueID: queueID,
            userID: userID
        )
        for (index, kind) in path.enumerated() {
            _ = call.record(CallEvent(kind: kind, at: start.addingTimeInterval(Double(index))))
        }
        return call
    }

    private var path: [CallEvent.Kind] {
        switch state {
        case .waiting, .dialing: []
        case .ringing: [.callOffered]
        case .connected: [.callAnswered]
        case .held: [.callAnswered, .callHeld]
        case .wrapup: [.callAnswered, .callEnded]
        case .ended: [.callEnded]
        }
    }
}
