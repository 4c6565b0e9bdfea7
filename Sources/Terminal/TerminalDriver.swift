import CNcurses
package import Screen

/// The terminal of this process as ncurses drives it: frames out, keys in, and left as it was found.
///
/// It belongs to the thread that opened it, because ncurses does; that is why it is not `Sendable`.
package final class TerminalDriver {
    /// The window's size; follows `Input.resized`.
    package private(set) var size: Size
    /// The signs that this terminal shows in one column each.
    package let glyphs: Glyphs
    /// The colours that a palette for this terminal is made for.
    package let depth: ColourDepth
    /// What the locale says about characters.
    package let characters: LocaleCharacters

    var decoder: InputDecoder
    var lastRead = ContinuousClock.now
    let opened = ContinuousClock.now
    /// What happened while the caller was not waiting.
    var pending: [Input] = []
    private var writer: CellWriter
    private var shown: Frame?
    private(set) var isOpen = true

    /// Takes the terminal; where it cannot show a full screen, says so and leaves it untouched.
    package static func open(options: Options) throws(TerminalFailure) -> TerminalDriver {
        guard let type = options.environment["TERM"], !type.isEmpty else { throw .noType }
        let characters = LocaleCharacters.adopt(environment: options.environment)
        let asks = options.asksAppearance && Appearance.canBeAsked(options.environment)
        let direct = ColourDepth.direct(wanted: options.colours, environment: options.environment)
        let modes = Modes(mouse: options.mouse, appearance: asks)
        let result = options.path.withCString { path in
            type.withCString { type in
                modes.on.withCString { on in
                    modes.off.withCString { off in
                        var request = cn_options(
                            path: path,
                            type: type,
                            modes_on: on,
                            modes_off: off,
                            direct: cn_direct(direct.rawValue),
                            synchronised: options.synchronised,
                            handles_signals: options.handlesSignals,
                            captures_output: options.capturesOutput
                        )
                        return cn_open(&request)
                    }
                }
            }
        }
        if let failure = TerminalFailure(result, type: type, path: options.path) { throw failure }
        let driver = TerminalDriver(options: options, characters: characters)
        if asks { driver.ask() }
        return driver
    }

    private init(options: Options, characters: LocaleCharacters) {
        let colours = Int(cn_colours())
        self.characters = characters
        glyphs = options.ascii || characters.needsASCII ? .ascii : .unicode
        let isDirect = cn_is_direct()
        depth = .detected(
            colours: colours,
            isDirect: isDirect,
            wanted: options.colours,
            environment: options.environment
        )
        writer = CellWriter(
            characters: characters,
            mostPairs: Int(cn_pairs()),
            mostColours: colours,
            isDirect: isDirect
        )
        let escapeDelay = options.environment["ESCDELAY"].flatMap { Int($0) } ?? 25
        decoder = InputDecoder(
            known: Self.keysOfTerminal(),
            escapeDelay: min(max(escapeDelay, 1), 1000),
            legacy: characters.isUTF8 ? nil : Self.scalar(of:)
        )
        size = Self.windowSize()
    }

    /// Whether the terminal still owes the answer to the question that is always answered.
    package internal(set) var awaitsAnswer = false

    private func ask() {
        awaitsAnswer = true
        Appearance.question.withCString { cn_write($0, Int32(Appearance.question.utf8.count)) }
    }

    /// Shows a frame: only what differs from the last one is sent, at once; nothing, and false, if nothing differs.
    @discardableResult package func draw(_ frame: Frame, palette: Palette) -> Bool {
        guard isOpen else { return false }
        if writer.use(palette) { shown = nil }
        guard frame != shown else { return false }
        for row in 0..<size.rows where shown.map({ $0.row(row) != frame.row(row) }) ?? true {
            writer.write(frame.row(row), row: row, columns: size.columns)
        }
        place(frame.cursor)
        cn_present()
        shown = frame
        return true
    }

    /// Whatever noise on the line or another program has left on the screen: the next frame is written whole.
    package func forget() {
        guard isOpen else { return }
        cn_repaint()
        shown = nil
    }

    /// Leaves the screen and stops the process, as Ctrl-Z does elsewhere; returns when it goes on, and `Input.resumed` follows.
    package func suspend() {
        guard isOpen else { return }
        cn_suspend()
        noteResumed()
    }

    /// Leaves the terminal as it was found; again is harmless.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        // An answer that comes after us would be typed into the shell.
        if awaitsAnswer { cn_drop_input() }
        cn_close()
    }

    deinit { close() }

    /// Adopts the window's present size; nil if it is the same.
    func adoptWindowSize() -> Size? {
        let current = Self.windowSize()
        guard current != size else { return nil }
        size = current
        shown = nil
        cn_resize(Int32(current.rows), Int32(current.columns))
        return current
    }

    func noteResumed() {
        shown = nil
        pending.append(.resumed)
        if let size = adoptWindowSize() { pending.append(.resized(size)) }
    }

    private func place(_ cursor: Position?) {
        guard let cursor, (0..<size.rows).contains(cursor.row), (0..<size.columns).contains(cursor.column) else {
            return cn_place_cursor(-1, -1)
        }
        cn_place_cursor(Int32(cursor.row), Int32(cursor.column))
    }

    private static func windowSize() -> Size {
        var rows: Int32 = 0
        var columns: Int32 = 0
        cn_window_size(&rows, &columns)
        return Size(columns: Int(columns), rows: Int(rows))
    }

    @Sendable private static func scalar(of byte: UInt8) -> Unicode.Scalar? {
        UInt32(exactly: cn_scalar_of_byte(byte)).flatMap(Unicode.Scalar.init)
    }

    private static func keysOfTerminal() -> [[UInt8]: Key] {
        var keys: [[UInt8]: Key] = [:]
        for (name, key) in keyCapabilities {
            guard let text = cn_capability(name).map({ Array(String(cString: $0).utf8) }), text.first == 0x1B else {
                continue
            }
            keys[text] = key
        }
        return keys
    }

    private static let keyCapabilities: [(String, Key)] =
        [
            ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("kpp", .pageUp), ("knp", .pageDown),
            ("khome", .home), ("kend", .end), ("kdch1", .delete), ("kcbt", .backTab), ("kent", .enter),
        ] + (1...12).map { ("kf\($0)", .function($0)) }
}

extension TerminalFailure {
    fileprivate init?(_ result: cn_result, type: String, path: String) {
        switch result {
        case CN_OPENED: return nil
        case CN_NO_TERMINAL: self = .noTerminal(path: path)
        case CN_UNKNOWN_TYPE: self = .unknownType(type)
        case CN_NO_CURSOR_ADDRESSING: self = .noCursorAddressing(type)
        case CN_ALREADY_OPEN: self = .alreadyOpen
        default: self = .refused(type)
        }
    }
}
