import Identity
import BrokerAPI
import FoundationEssentials

extension Model {
    mutating func receive(_ event: FeedEvent, id: UInt64?) {
        if case .snapshot(let snapshot) = event {
            lastEventID = id
            return begin(snapshot)
        }
        if let id, let lastEventID, id <= lastEventID { return }
        lastEventID = id ?? lastEventID
        switch event {
        case .snapshot: return
        case .call(let change): take(change.call)
        case .removed(let callID): remove(callID)
        case .erased(let callID): erase(callID)
        case .source(let source): take(source)
        case .stats(let stats): take(stats)
        case .notice(let notice):
            say(notice.text, notice.toastLevel)
            toast?.isNews = true
        }
        openNewest()
    }

    private mutating func begin(_ snapshot: Snapshot) {
        link = .live
        let isFirst = me == nil
        me = snapshot.me
        sources = []
        for source in snapshot.sources { take(source) }
        let living = Set(snapshot.calls.map(\.callId))
        for id in calls.map(\.callId) where !living.contains(id) { remove(id) }
        for call in snapshot.calls.sorted(by: Self.cameBefore) { replace(call) }
        openAwaited()
        openNewest()
        if isFirst { openMine() }
    }

    /// A call that was answered before this desk heard of it has rung all the same, and opens as one that rings; one that
    /// has been going on for longer is other people's.
    private mutating func take(_ call: CallView) {
        let isNew = self.call(call.callId) == nil
        replace(call)
        openAwaited()
        openNewest()
        let isYoung = now.timeIntervalSince(call.startedAt) < Self.youth
        if openID == nil, turning == nil, isNew, isYoung, call.state == .connected { openByItself(call.callId) }
    }

    /// Replaces the whole call, or adds it at the end of the list.
    mutating func replace(_ call: CallView) {
        guard let index = calls.firstIndex(where: { $0.callId == call.callId }) else {
            calls.append(call)
            order()
            return boundCalls()
        }
        let old = calls[index]
        calls[index] = call
        if old.state.rank != call.state.rank {
            if call.callId == openID { linger(from: old.state.rank, to: call) }
            order()
        }
        if call.callId == openID {
            openIsGone = false
            if timelineScroll > 0 { timelineScroll += max(0, call.timeline.count - old.timeline.count) }
            mark(old, call)
        }
        tellForeignSwitch(old, call)
        revealFollows(old, call)
        reviewFollows(call)
    }

    /// A call that stands among the ended ones.
    func isPast(_ call: CallView) -> Bool { rank(call) == CallState.ended.rank }

    private func rank(_ call: CallView) -> Int {
        if let lingering, lingering.callID == call.callId { return lingering.rank }
        return call.state.rank
    }

    private mutating func linger(from rank: Int, to call: CallView) {
        let kept = lingering?.rank ?? rank
        lingering = call.state.rank > kept ? Lingering(callID: call.callId, rank: kept) : nil
    }

    /// Live calls first, as they came; then those after which somebody still works, then the ended ones, each from the
    /// last that ended on.
    private mutating func order() {
        let over = calls.filter { rank($0) > 0 }.sorted {
            (rank($0), $1.endedAt ?? $1.startedAt, $1.callId) < (rank($1), $0.endedAt ?? $0.startedAt, $0.callId)
        }
        calls = calls.filter { rank($0) == 0 } + over
    }

    /// A feed that names more calls than any desk can look at is cut: the oldest goes, one that has ended first.
    private mutating func boundCalls() {
        guard calls.count > Self.mostCalls else { return }
        let ended = calls.last { $0.state == .ended && $0.callId != openID }
        if let oldest = ended ?? calls.first(where: { $0.callId != openID }) { forget(oldest.callId) }
    }

    private static let mostCalls = 2000
    /// A call that began so many seconds ago has just come.
    private static let youth: TimeInterval = 10

    /// The open call stays on the screen until the agent leaves it.
    private mutating func remove(_ id: String) {
        guard id != openID else {
            openIsGone = true
            hideRevealed()
            return
        }
        forget(id)
    }

    /// A person who asked to be forgotten is not on any screen a moment longer, whoever looks at it.
    private mutating func erase(_ id: String) {
        guard id == openID else { return forget(id) }
        switch mode {
        case .review, .search, .why, .note, .record, .reveal: mode = .calls
        case .calls, .filter, .palette, .overrides, .themes, .board, .help, .quitting: break
        }
        openIsGone = true
        leaveOpenCall()
        say("This caller was erased: the call is off every desk")
    }

    mutating func forget(_ id: String) {
        guard let index = calls.firstIndex(where: { $0.callId == id }) else { return }
        calls.remove(at: index)
        verdicts[id] = nil
        histories[id] = nil
        records[id] = nil
        drafts[id] = nil
        putAway.remove(id)
        guard selectedID == id else { return }
        selectedID = openID ?? (calls.isEmpty ? nil : calls[min(index, calls.count - 1)].callId)
        if let selectedID, call(selectedID).map(isPutAway) == true { self.selectedID = shownCalls.first?.callId }
    }

    /// The open call's row goes to its place among those that are over, when the agent leaves it.
    mutating func endLingering(except id: String?) {
        guard let lingering, lingering.callID != id else { return }
        self.lingering = nil
        order()
    }

    static func cameBefore(_ left: CallView, _ right: CallView) -> Bool {
        (left.startedAt, left.callId) < (right.startedAt, right.callId)
    }
}

/// An open call that is over and keeps its place on the list.
struct Lingering: Sendable, Hashable {
    var callID: String
    /// Of the calls among which it stays.
    var rank: Int
}

extension CallState {
    /// What is live stands before what somebody still works after, and that before what has ended.
    fileprivate var rank: Int {
        switch self {
        case .waiting, .ringing, .dialing, .connected, .held: 0
        case .wrapup: 1
        case .ended: 2
        }
    }
}

extension CallView {
    var isUnanswered: Bool { state == .waiting || state == .ringing || state == .dialing }
    /// More people have the number than can be told apart by it.
    var isSwitchboard: Bool { candidates.count > 3 }
}

extension Notice {
    var toastLevel: Toast.Level {
        switch level {
        case "error": .error
        case "warning": .warning
        default: .info
        }
    }
}
