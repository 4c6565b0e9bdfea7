package import FoundationEssentials
import Screen

/// Takes a message in and says what is to be done; `now` is when it came.
package func update(_ model: inout Model, _ message: Message, now: Date) -> [Effect] {
    model.now = now
    model.expire()
    let scene = ToastScene(model)
    defer {
        model.leaveToast(of: scene)
        model.followMark()
        model.followAccount()
    }
    switch message {
    case .feed(let event, let id): model.receive(event, id: id)
    case .linkLost(let reason): model.linkLost(reason)
    case .linkRestored: model.linkRestored()
    case .key(let key): return model.press(key)
    case .paste(let text): model.paste(text)
    case .mouse(let mouse): return model.point(mouse)
    case .resized(let size): model.resize(size)
    case .focus(let has): model.takeFocus(has)
    case .resumed: model.hideRevealed()
    case .tick: break
    case .switchAnswered(let callID, let answer): model.switchAnswered(callID, answer)
    case .undoAnswered(let callID, let answer): model.undoAnswered(callID, answer)
    case .reviewAnswered(let callID, let id, let answer): model.reviewAnswered(callID, externalID: id, answer)
    case .searchAnswered(let query, let answer): return model.searchAnswered(query, answer)
    case .historyAnswered(let callID, let answer): model.historyAnswered(callID, answer)
    case .interactionAnswered(let id, let change, let answer): model.interactionAnswered(id, change, answer)
    case .revealAnswered(let id, let field, let answer): model.revealAnswered(id, field, answer)
    case .customerAnswered(let callID, let answer): model.customerAnswered(callID, answer)
    case .overridesAnswered(let answer): model.overridesAnswered(answer)
    case .revokeAnswered(let id, let failure): model.revokeAnswered(id, failure)
    case .turnTo(let callID): model.turn(to: callID)
    case .configuration(let problem):
        if let problem { model.say(problem, .warning) } else { model.say("The configuration has been read again") }
        model.toast?.isNews = true
    case .theme(let news): return model.hear(news)
    }
    return []
}

extension Model {
    fileprivate mutating func linkLost(_ reason: String) {
        switch link {
        case .connecting: link = .connecting(reason: reason)
        case .live: link = .stale(since: now, reason: reason)
        case .stale(let since, _): link = .stale(since: since, reason: reason)
        }
    }

    /// Live is what has been told of its calls: before the first snapshot nobody knows whether there are any.
    fileprivate mutating func linkRestored() {
        if me != nil { link = .live }
    }

    /// Another size may be another screen: what is shown in clear is not carried there.
    fileprivate mutating func resize(_ size: Size) {
        self.size = size
        hideRevealed()
    }

    fileprivate mutating func takeFocus(_ has: Bool) {
        hasFocus = has
        if !has { hideRevealed() }
    }
}
