import Identity
import BrokerAPI
package import FoundationEssentials

/// When the screen next changes by itself: the one timer that the console arms after each message.
package func nextWake(_ model: Model, now: Date) -> Date? {
    var wakes = Array(model.marks.values)
    if let toast = model.toast { wakes.append(toast.until) }
    wakes += model.verdicts.values.compactMap(\.until)
    if case .review(let review) = model.mode { wakes.append(review.shieldUntil) }
    if case .reveal(let bar) = model.mode { wakes.append(bar.shieldUntil) }
    if let revealed = model.revealed { wakes.append(revealed.until) }
    if let step = model.boardStep { wakes.append(now.nextMultiple(of: step)) }
    wakes.append(model.showsSeconds ? now.nextMultiple(of: 1) : now.nextMultiple(of: 60))
    return wakes.filter { $0 > now }.min()
}

extension Model {
    /// Something on the screen counts seconds; else only the clock and ages in minutes change.
    var showsSeconds: Bool {
        if story?.exhibit?.since != nil { return true }
        if !pending.isEmpty || revealed != nil || calls.contains(where: { $0.state != .ended }) { return true }
        if case .stale(let since, _) = link, now.timeIntervalSince(since) < 60 { return true }
        guard let call = openCall else { return false }
        let since = [call.identity.asOf, call.crm.asOf, call.erp.asOf].compactMap(\.self)
        let until = [call.crm.nextRetryAt, call.erp.nextRetryAt, call.sync.nextRetryAt].compactMap(\.self)
        return since.contains { now.timeIntervalSince($0) < 60 } || until.contains { $0 > now }
    }
}

extension Date {
    /// The next whole second or minute of the clock: all timers on the screen step together.
    fileprivate func nextMultiple(of seconds: TimeInterval) -> Date {
        Date(
            timeIntervalSinceReferenceDate: (timeIntervalSinceReferenceDate / seconds).rounded(.down) * seconds
                + seconds
        )
    }
}
