import BrokerAPI

extension Model {
    /// The calls that the filter lets through, in the list's order; what was put away is only there where calls are
    /// looked for.
    var shownCalls: [CallView] {
        guard filter.isEmpty else { return calls.filter { shownIDs?.contains($0.callId) ?? filter.admits($0) } }
        if case .filter = mode { return calls }
        return putAway.isEmpty ? calls : calls.filter { !isPutAway($0) }
    }

    mutating func beginFilter() { mode = .filter(filter.text) }

    /// The filter as the screen tells it.
    var filterText: String { shownIDs == nil ? filter.text : Veil.text }

    mutating func typeFilter(_ text: String) {
        mode = .filter(text)
        filter = CallFilter(text)
        keepMarkInSight()
    }

    mutating func dropFilter() {
        if case .filter = mode { mode = .calls }
        filter = CallFilter("")
        keepMarkInSight()
    }

    /// Goes back to the calls; without any words, one that was put away and is marked is taken back.
    mutating func keepFilter() {
        mode = .calls
        takeBackMarked()
    }

    /// The mark stands on a call that the list shows.
    private mutating func keepMarkInSight() {
        let shown = shownCalls.map(\.callId)
        guard !shown.contains(selectedID ?? openID ?? "") else { return }
        selectedID = shown.contains(openID ?? "") ? openID : shown.first ?? openID
    }

    /// How many calls the filter shows.
    var filterCount: String { "\(shownCalls.count) of \(calls.count) calls" }
}
