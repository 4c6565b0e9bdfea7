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
        openNewest()
        if isFirst { openMine() }
    }

    /// A call that was answered before this desk heard of it has rung all the same, and opens as one that rings; one that
    /// has been going on for longer is other people's.
    private mutating func take(_ call: CallView) {
        let isNew = self.call(call.callId) == nil
        replace(call)
        openNewest()
        let isYoung = now.timeIntervalSince(call.startedAt) < Self.youth
        if openID == nil, isNew, isYoung, call.state == .connected { open(call.callId) }
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
        if (old.state == .ended) != (call.state == .ended) {
            if call.callId == openID { lingering = call.state == .ended ? call.callId : nil }
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
    func isPast(_ call: CallView) -> Bool { call.state == .ended && call.callId != lingering }

    /// Live calls first, as they came; then those that have ended, the last one first.
    private mutating func order() {
        let ended = calls.filter(isPast)
        let latest = ended.sorted { ($0.endedAt ?? $0.startedAt, $0.callId) > ($1.endedAt ?? $1.startedAt, $1.callId) }
        calls = calls.filter { !isPast($0) } + latest
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

    private mutating func forget(_ id: String) {
        guard let index = calls.firstIndex(where: { $0.callId == id }) else { return }
        calls.remove(at: index)
        verdicts[id] = nil
        histories[id] = nil
        records[id] = nil
        drafts[id] = nil
        guard selectedID == id else { return }
        selectedID = openID ?? (calls.isEmpty ? nil : calls[min(index, calls.count - 1)].callId)
    }

    /// Where no call is open, the newest that waits, rings or is being dialed opens by itself.
    mutating func openNewest() {
        guard openID == nil else { return }
        guard let newest = calls.filter(\.isUnanswered).max(by: Self.cameBefore) else { return }
        open(newest.callId)
    }

    /// A desk that starts while its agent talks shows that call.
    private mutating func openMine() {
        let live = calls.filter { $0.state != .ended }
        guard openID == nil, !live.isEmpty else { return }
        let mine = live.filter { $0.userId != nil && $0.userId == me?.agentId }
        if let call = mine.max(by: Self.cameBefore) ?? (live.count == 1 ? live.first : nil) { open(call.callId) }
    }

    /// The open call's row goes to its place among the ended ones, when the agent leaves it.
    private mutating func endLingering(except id: String?) {
        guard lingering != nil, lingering != id else { return }
        lingering = nil
        order()
    }

    /// Where an ended call was left, the mark goes on to a live one, unless the agent put it there.
    private mutating func markLeavesEnded() {
        guard !isMarkHeld, let selectedID, call(selectedID)?.state == .ended else { return }
        if let live = shownCalls.first, live.state != .ended { self.selectedID = live.callId }
    }

    /// The agent's own choice of a call.
    mutating func mark(_ id: String) {
        selectedID = id
        isMarkHeld = true
    }

    mutating func open(_ id: String) {
        let (left, wasGone) = (openID, openIsGone)
        verdictsFollow(from: left, to: id)
        isMarkHeld = call(id)?.state == .ended
        if left != id { hideRevealed() }
        openID = id
        openIsGone = false
        selectedID = id
        selectedAccount = nil
        timelineScroll = 0
        marks = [:]
        if wasGone, let left, left != id { forget(left) }
        endLingering(except: id)
    }

    /// Leaves a call that is over; the next that waits opens by itself.
    mutating func leaveOpenCall() {
        guard let left = openID else { return }
        hideRevealed()
        openID = nil
        if openIsGone { forget(left) }
        openIsGone = false
        marks = [:]
        endLingering(except: nil)
        if let next = callAfterThis { open(next.callId) } else { markLeavesEnded() }
    }

    /// What the agent turns to when the open call is over: the newest that waits, or else the one that they talk on.
    var callAfterThis: CallView? {
        let live = calls.filter { $0.endedAt == nil && $0.state != .ended && $0.callId != openID }
        let mine = live.filter { $0.userId != nil && $0.userId == me?.agentId }
        // Where nobody is configured, whoever sits here takes all calls.
        let own = me?.agentId == nil ? live : mine
        return live.filter(\.isUnanswered).max(by: Self.cameBefore) ?? own.max(by: Self.cameBefore)
            ?? (live.count == 1 ? live.first : nil)
    }

    private static func cameBefore(_ left: CallView, _ right: CallView) -> Bool {
        (left.startedAt, left.callId) < (right.startedAt, right.callId)
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
