/// The private modes that we switch on while the screen is up, and off in the opposite order.
struct Modes: Equatable {
    static let focusEvents = 1004
    static let bracketedPaste = 2004
    static let mouseButtons = 1000
    static let mouseDigits = 1006
    static let appearanceChanges = 2031

    var numbers: [Int]

    init(mouse: Bool, appearance: Bool = false) {
        numbers =
            [Self.bracketedPaste, Self.focusEvents] + (mouse ? [Self.mouseButtons, Self.mouseDigits] : [])
            + (appearance ? [Self.appearanceChanges] : [])
    }

    var on: String { numbers.map { "\u{1B}[?\($0)h" }.joined() }

    var off: String { numbers.reversed().map { "\u{1B}[?\($0)l" }.joined() }
}
