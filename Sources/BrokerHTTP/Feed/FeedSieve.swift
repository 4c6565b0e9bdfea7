import Broker
import Identity

/// What one reader is given of the log: a value, fed with events in their order.
struct FeedSieve {
    /// Judgements kept; a contact centre has fewer agents, queues and states than this, and more would only cost time.
    private static let mostJudgements = 2_000

    private let staff: Staff
    private let viewer: Viewer
    private var judgements: [Sight: Bool] = [:]
    /// Calls that this reader has on its screen.
    private(set) var shown: Set<CallID>
    /// Whether the reader asked for the numbers of the board.
    private let wantsBoard: Bool
    private var board: UInt64?

    /// A reader that has been shown some calls before.
    init(staff: Staff, viewer: Viewer, shown: Set<CallID>, wantsBoard: Bool) {
        self.staff = staff
        self.viewer = viewer
        self.shown = shown
        self.wantsBoard = wantsBoard
    }

    /// What an event is for this reader.
    enum Sifted: Equatable {
        case nothing
        case whole
        /// Its first sight of a call.
        case first(CallID)
        /// It may no longer see a call.
        case gone(CallID)
    }

    mutating func sift(_ audience: EncodedEvent.Audience) -> Sifted {
        switch audience {
        case .everybody: return .whole
        case .board(let revision):
            guard wantsBoard, revision != board else { return .nothing }
            board = revision
            return .whole
        case .departed(let id): return shown.remove(id) == nil ? .nothing : .whole
        case .call(let id, let sight):
            guard maySee(sight) else { return shown.remove(id) == nil ? .nothing : .gone(id) }
            return shown.insert(id).inserted ? .first(id) : .whole
        }
    }

    private mutating func maySee(_ sight: Sight) -> Bool {
        if let known = judgements[sight] { return known }
        let judgement = sight.standIn.map { staff.may(viewer, see: $0) } ?? false
        if judgements.count >= Self.mostJudgements { judgements = [:] }
        judgements[sight] = judgement
        return judgement
    }
}
