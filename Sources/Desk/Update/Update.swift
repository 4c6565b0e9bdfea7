package import FoundationEssentials
import Screen

/// Takes a message in and says what is to be done; `now` is when it came.
package func update(_ model: inout Model, _ message: Message, now: Date) -> [Effect] {
    model.now = now
    model.expire()
    let scene = ToastScene(model)
    defer { model.leaveToast(of: scene) }
    switch message {
    case .feed(let event, let id): model.receive(event, id: id)
    case .linkLost(let reason): model.linkLost(reason)
    case .linkRestored: model.link = .live
    case .key(let key): return model.press(key)
    case .paste(let text): model.paste(text)
    case .mouse(let mouse): model.point(mouse)
    case .resized(let size): model.size = size
    case .focus(let has): model.hasFocus = has
    case .resumed: break
    case .tick: break
    case .switchAnswered(let callID, let answer): model.switchAnswered(callID, answer)
    case .undoAnswered(let callID, let answer): model.undoAnswered(callID, answer)
    case .reviewAnswered(let callID, let id, let answer): model.reviewAnswered(callID, externalID: id, answer)
    case .searchAnswered(let query, let answer): return model.searchAnswered(query, answer)
    case .historyAnswered(let callID, let answer): model.historyAnswered(callID, answer)
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

    fileprivate mutating func point(_ mouse: Mouse) {
        guard mode == .calls else { return }
        switch mouse {
        case .wheelUp: move(-1)
        case .wheelDown: move(1)
        case .click(let row, let column):
            guard let id = CallSlots(self).call(row: row, column: column) else { return }
            mark(id)
            panel = .calls
        }
    }
}
