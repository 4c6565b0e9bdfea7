package import Screen

/// What the terminal, or the system about it, has to say.
package enum Input: Equatable, Sendable {
    case key(Key)
    /// Pasted text: lines end with `\n`, other control characters but tabs are gone, at most 64 KiB.
    case paste(String)
    case mouse(Mouse)
    /// The window has another size now; the next frame is painted whole.
    case resized(Size)
    /// The terminal's background, as it answered; nil where it has answered without one.
    case background(RGB?)
    /// The terminal has been switched to dark or light, or says again which it is.
    case appearance(Theme.Variant)
    /// The window got or lost the focus.
    case focus(Bool)
    /// One of the caller's descriptors is readable; the caller reads it.
    case wake(descriptor: Int32)
    /// SIGINT, SIGTERM, SIGHUP or SIGQUIT: leave. After half a second the next one ends the process by itself.
    case interrupted(signal: Int32)
    /// SIGUSR1 or SIGUSR2, by which scripts tell programs to read their themes again.
    case reload
    /// The process was stopped and goes on; the next frame is painted whole.
    case resumed
    /// The terminal is gone: leave at once, nothing can be drawn or read any more.
    case vanished
}

/// Something done with the mouse, in cells from the top left.
package struct Mouse: Hashable, Sendable {
    /// What can be done with it: only the left button and the wheel count.
    package enum Action: Sendable {
        case press, release, wheelUp, wheelDown
    }

    /// What was done.
    package var action: Action
    /// Where.
    package var position: Position

    /// An action at a place.
    package init(_ action: Action, _ position: Position) {
        self.action = action
        self.position = position
    }
}
