/// What the walkthrough has turned the desk to.
enum Turning: Sendable, Hashable {
    /// A scene begins: nothing opens by itself until its call comes.
    case held
    /// A call that the feed has not named yet.
    case awaited(String)
}

extension Model {
    /// Turns to the call of a scene, whatever was open; nil: the scene's call is still to come.
    mutating func turn(to id: String?) {
        mode = .calls
        guard let id else {
            turning = .held
            return leaveForScene()
        }
        guard call(id) != nil else { return turning = .awaited(id) }
        turning = nil
        open(id)
    }

    /// Opens the call of a scene when it comes.
    mutating func openAwaited() {
        guard case .awaited(let id) = turning, call(id) != nil else { return }
        turning = nil
        open(id)
    }

    private mutating func leaveForScene() {
        guard let left = openID else { return }
        hideRevealed()
        openID = nil
        if openIsGone { forget(left) }
        openIsGone = false
        marks = [:]
        endLingering(except: nil)
    }
}
