import FoundationEssentials

/// What a short message belongs to: a call, and what has the keyboard.
struct ToastScene: Equatable {
    /// What has the keyboard, whatever is typed in it.
    private enum Stand {
        case calls, review, search, why, help, board, filter, palette, note, reveal, record, overrides, themes, quitting
    }

    let toast: Toast?
    private let openID: String?
    private let stand: Stand
    private let isLive: Bool

    init(_ model: Model) {
        toast = model.toast
        openID = model.openID
        isLive = model.isLive
        stand =
            switch model.mode {
            case .calls: .calls
            case .review: .review
            case .search: .search
            case .why: .why
            case .help: .help
            case .board: .board
            case .filter: .filter
            case .palette: .palette
            case .note: .note
            case .reveal: .reveal
            case .record: .record
            case .overrides: .overrides
            case .themes: .themes
            case .quitting: .quitting
            }
    }

    func isLeft(for other: ToastScene) -> Bool {
        openID != other.openID || stand != other.stand || (!isLive && other.isLive)
    }
}

extension Model {
    /// A message that was there before its scene was left goes with it; the broker's news stay.
    mutating func leaveToast(of scene: ToastScene) {
        guard let toast, toast == scene.toast, !toast.isNews, scene.isLeft(for: ToastScene(self)) else { return }
        self.toast = nil
    }

    /// Notes why a switch or an undo did not happen; counted from when the agent can see it.
    mutating func refuse(_ callID: String, _ text: String) {
        verdicts[callID] = Verdict(
            text: text,
            until: openID == callID ? now.addingTimeInterval(Self.verdictSeconds) : nil
        )
    }

    /// How long a refusal stays on the screen.
    static let verdictSeconds: TimeInterval = 15

    /// A refusal begins to age when its call is opened, and is gone with the call's screen.
    mutating func verdictsFollow(from left: String?, to opened: String) {
        if let left, left != opened { verdicts[left] = nil }
        if verdicts[opened] != nil { verdicts[opened]?.until = now.addingTimeInterval(Self.verdictSeconds) }
    }
}
