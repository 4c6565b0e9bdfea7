/// When the next frame may go out.
///
/// The frame of a clock that goes on holds nobody back: it comes once a second, and what is heard right after it would
/// wait for nothing that anybody sees.
struct FramePace: Sendable {
    /// Why something is to be drawn, the least urgent first.
    enum Cause: Comparable, Sendable {
        /// Something on the screen has aged.
        case time
        /// Something was heard.
        case news
        /// A key waits for its answer.
        case key
    }

    /// Frames go out no faster than this.
    static let ofFrames: Duration = .milliseconds(16)
    /// The model is drawn no more often than this where nothing of what is heard can be seen.
    static let ofLooks: Duration = .milliseconds(4)

    /// Why something is to be drawn; nil where nothing is.
    private(set) var due: Cause?
    /// When news or a key's answer was written last.
    private var lastFrame: ContinuousClock.Instant?
    /// When the model was drawn last, whether anything was to be written or not.
    private var lastLook: ContinuousClock.Instant?

    /// Nothing was drawn yet.
    var isFirst: Bool { lastLook == nil }

    /// Something is to be drawn.
    mutating func need(_ cause: Cause) { due = max(due ?? cause, cause) }

    /// How long it has to wait; a key's answer waits only for a frame that was written.
    func heldBack(_ now: ContinuousClock.Instant) -> Duration {
        let afterFrame = lastFrame.map { Self.ofFrames - (now - $0) } ?? .zero
        let afterLook = lastLook.map { Self.ofLooks - (now - $0) } ?? .zero
        return max(.zero, due == .key ? afterFrame : max(afterFrame, afterLook))
    }

    /// It was drawn; `isWritten` where the terminal was told anything.
    mutating func drew(_ now: ContinuousClock.Instant, isWritten: Bool) {
        if isWritten, due != .time { lastFrame = now }
        lastLook = now
        due = nil
    }
}
