import BrokerAPI
import Identity

extension Model {
    /// Where no call is open, the newest that waits, rings or is being dialed opens by itself.
    mutating func openNewest() {
        guard openID == nil, turning == nil else { return }
        guard let newest = calls.filter(\.isUnanswered).max(by: Self.cameBefore) else { return }
        openByItself(newest.callId)
    }

    /// A desk that starts while its agent talks shows that call; where it can't tell whose one is, it marks the first.
    mutating func openMine() {
        let live = calls.filter { $0.state != .ended }
        guard openID == nil else { return }
        let own = ownCalls(live)
        let mine = own.filter { $0.endedAt == nil }.max(by: Self.cameBefore) ?? own.max(by: Self.cameBefore)
        if let call = mine ?? (live.count == 1 ? live.first : nil) { return openByItself(call.callId) }
        selectedID = selectedID ?? shownCalls.first?.callId
    }

    /// Where nobody is configured, whoever sits here takes all calls.
    private func ownCalls(_ calls: [CallView]) -> [CallView] {
        guard let agent = me?.agentId else { return calls }
        return calls.filter { $0.userId == agent }
    }

    /// People whom this desk's agent talks with, or has on hold.
    var peopleOnTheLine: Int { ownCalls(calls).count { $0.state == .connected || $0.state == .held } }

    /// The agent's own choice of a call.
    mutating func mark(_ id: String) {
        selectedID = id
        isMarkHeld = true
    }

    /// Opens a call that nobody picked: where panels are tabs it begins with its case and balance, whatever was looked at
    /// of the one before.
    mutating func openByItself(_ id: String) {
        open(id)
        if Layout(self).tier == .compact { panel = .context }
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
        putAway.remove(id)
        if wasGone, let left, left != id { forget(left) }
        endLingering(except: id)
    }

    /// Leaves a call that is over, and puts it away; the next that waits opens by itself.
    mutating func leaveOpenCall() {
        guard let left = openID else { return }
        hideRevealed()
        openID = nil
        if openIsGone { forget(left) } else { putAway.insert(left) }
        openIsGone = false
        marks = [:]
        endLingering(except: nil)
        if call(left).map(isPutAway) == true { say("Put away: \(keyWord(.filter)) finds ended calls again") }
        if let next = callAfterThis { openByItself(next.callId) } else { markLeavesEnded() }
    }

    /// Off the list: ended, and left by the agent; what they still work after stays.
    func isPutAway(_ call: CallView) -> Bool { call.state == .ended && putAway.contains(call.callId) }

    /// How many the list leaves out for that.
    var putAwayCount: Int { putAway.isEmpty || !filter.isEmpty ? 0 : calls.count - shownCalls.count }

    /// The list is asked for a call that was put away, and has it again.
    mutating func takeBackMarked() {
        if filter.isEmpty, let selectedID { putAway.remove(selectedID) }
    }

    /// Where an ended call was left, the mark goes on to a live one, unless the agent put it there.
    private mutating func markLeavesEnded() {
        guard let selectedID, let marked = call(selectedID) else { return }
        if isPutAway(marked) {
            isMarkHeld = false
            return self.selectedID = shownCalls.first?.callId
        }
        guard !isMarkHeld, marked.state == .ended else { return }
        if let live = shownCalls.first, live.state != .ended { self.selectedID = live.callId }
    }

    /// What the agent turns to when the open call is over: the newest that waits, or else the one that they talk on.
    var callAfterThis: CallView? {
        let live = calls.filter { $0.endedAt == nil && $0.state != .ended && $0.callId != openID }
        return live.filter(\.isUnanswered).max(by: Self.cameBefore) ?? ownCalls(live).max(by: Self.cameBefore)
            ?? (live.count == 1 ? live.first : nil)
    }
}
