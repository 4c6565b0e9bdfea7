import BrokerAPI
import Desk

/// Letters in their order, the newest word on each subject only.
struct LetterPile {
    /// What a letter's news replaces older news of.
    private enum Subject: Hashable {
        case call(String)
        case source(String)
        case stats, snapshot, link, story
    }

    /// Short messages that nobody has read; of more, the oldest are nobody's news any more.
    private static let mostNotices = 64

    private var slots: [Letter?] = []
    /// Where the waiting word on a subject stands.
    private var places: [Subject: Int] = [:]
    private var notices: [Int] = []
    private var holes = 0

    var isEmpty: Bool { slots.isEmpty }
    var letters: [Letter] { slots.compactMap(\.self) }

    mutating func put(_ letter: Letter) {
        if case .desk(.feed(.notice, _)) = letter { keepNotice() }
        if let subject = Self.subject(of: letter) {
            if subject == .snapshot { forgetFeed() }
            if let place = places[subject] { clear(place) }
            places[subject] = slots.count
        }
        slots.append(letter)
        if holes > 64, holes > slots.count / 2 { compact() }
    }

    private mutating func keepNotice() {
        notices.append(slots.count)
        if notices.count > Self.mostNotices { clear(notices.removeFirst()) }
    }

    /// A snapshot says all that the events before it have said.
    private mutating func forgetFeed() {
        for (subject, place) in places where subject != .link && subject != .story {
            clear(place)
            places[subject] = nil
        }
    }

    private mutating func clear(_ place: Int) {
        slots[place] = nil
        holes += 1
    }

    private mutating func compact() {
        var (left, moved) = ([Letter?](), [Int: Int]())
        for (place, letter) in slots.enumerated() {
            guard let letter else { continue }
            moved[place] = left.count
            left.append(letter)
        }
        places = places.compactMapValues { moved[$0] }
        notices = notices.compactMap { moved[$0] }
        (slots, holes) = (left, 0)
    }

    private static func subject(of letter: Letter) -> Subject? {
        switch letter {
        case .desk(.feed(let event, _)): subject(of: event)
        case .desk(.linkLost), .desk(.linkRestored): .link
        case .story: .story
        case .desk, .leave, .failed, .picture: nil
        }
    }

    private static func subject(of event: FeedEvent) -> Subject? {
        switch event {
        case .call(let change): .call(change.call.callId)
        case .removed(let callId), .erased(let callId): .call(callId)
        case .source(let source): .source(source.name)
        case .stats: .stats
        case .snapshot: .snapshot
        case .notice: nil
        }
    }
}
