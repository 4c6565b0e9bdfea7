import Screen

/// Turns the bytes of a terminal into keys, pastes, clicks and focus changes, however they are split over reads.
///
/// Answers and sequences that nobody asked for are swallowed, so that they never act as keys.
struct InputDecoder {
    static let longestPaste = 65_536
    static let longestSequence = 4_096

    /// Sequences of this terminal's terminfo entry, which win over the usual ones.
    private let known: [[UInt8]: Key]
    /// How a byte of a locale other than UTF-8 reads; nil in UTF-8.
    private let legacy: (@Sendable (UInt8) -> Unicode.Scalar?)?
    private let escapeDelay: Int
    /// The terminal was asked something just now: what begins with an escape is likely to be the answer.
    var expectsAnswer = false
    private var buffer: [UInt8] = []
    private var paste: [UInt8]?

    enum Step {
        case done(bytes: Int, [Input])
        case incomplete
    }

    init(
        known: [[UInt8]: Key] = [:],
        escapeDelay: Int = 25,
        legacy: (@Sendable (UInt8) -> Unicode.Scalar?)? = nil
    ) {
        self.known = known
        self.escapeDelay = escapeDelay
        self.legacy = legacy
    }

    /// Milliseconds to wait for the rest of what has begun, before `giveUp`; nil if nothing has.
    ///
    /// No key is as long as an answer of the terminal, the rest of which a slow line may bring later, and which must not be
    /// taken for keys.
    var patience: Int? {
        if paste != nil { return 1000 }
        guard buffer.count > 2 || buffer.count == 2 && buffer[1] == UInt8(ascii: "]") else {
            return buffer.isEmpty ? nil : expectsAnswer ? max(escapeDelay, 150) : escapeDelay
        }
        return 1000
    }

    mutating func decode(_ bytes: some Sequence<UInt8>) -> [Input] {
        buffer += bytes
        var inputs: [Input] = []
        while !buffer.isEmpty {
            guard case .done(let count, let found) = step() else { break }
            buffer.removeFirst(count)
            inputs += found
        }
        return inputs
    }

    /// The rest did not come: a lone escape is the key, an unfinished sequence is nothing, a paste ends.
    mutating func giveUp() -> [Input] {
        defer { buffer = [] }
        if let text = paste {
            paste = nil
            return Self.pasted(text + buffer)
        }
        return buffer == [0x1B] ? [.key(.escape)] : []
    }

    private mutating func step() -> Step {
        if paste != nil { return collectPaste() }
        switch buffer[0] {
        case 0x1B: return escape()
        case 0..<0x20, 0x7F: return .done(bytes: 1, [.key(Self.control(buffer[0]))])
        default: return text()
        }
    }

    private mutating func escape() -> Step {
        guard buffer.count > 1 else { return .incomplete }
        switch buffer[1] {
        case UInt8(ascii: "["): return controlSequence()
        case UInt8(ascii: "O"): return singleShift()
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
            return string()
        default: return .done(bytes: 1, [.key(.escape)])
        }
    }

    private mutating func controlSequence() -> Step {
        if let key = doubleBracket() { return key }
        guard let end = buffer.dropFirst(2).firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
            return buffer.count > Self.longestSequence ? .done(bytes: buffer.count, []) : .incomplete
        }
        guard (0x40...0x7E).contains(buffer[end]) else { return .done(bytes: end, []) }
        let sequence = Array(buffer[...end])
        if let key = known[sequence] { return .done(bytes: sequence.count, [.key(key)]) }
        if sequence == Array("\u{1B}[M".utf8) { return oldMouse() }
        if sequence == Array("\u{1B}[200~".utf8) { paste = [] }
        return .done(bytes: sequence.count, ControlSequence(sequence).map(\.inputs) ?? [])
    }

    /// The Linux console's F1 to F5: `ESC [ [ A` to `E`.
    private func doubleBracket() -> Step? {
        guard buffer.count > 2, buffer[2] == UInt8(ascii: "[") else { return nil }
        guard buffer.count > 3 else { return .incomplete }
        let number = Int(buffer[3]) - 0x40
        return .done(bytes: 4, (1...5).contains(number) ? [.key(.function(number))] : [])
    }

    /// A terminal without mode 1006 sends three bytes after `ESC [ M`.
    private func oldMouse() -> Step {
        guard buffer.count >= 6 else { return .incomplete }
        let values = buffer[3..<6].map { Int($0) - 32 }
        let released = values[0] & 3 == 3 && values[0] & 64 == 0
        let mouse = Mouse(button: values[0], column: values[1], row: values[2], released: released)
        return .done(bytes: 6, mouse.map { [.mouse($0)] } ?? [])
    }

    private func singleShift() -> Step {
        guard buffer.count > 2 else { return .incomplete }
        let key = known[Array(buffer[..<3])] ?? ControlSequence.singleShift[buffer[2]]
        return .done(bytes: 3, key.map { [.key($0)] } ?? [])
    }

    /// An answer up to BEL or ESC \: the background is read, all else is skipped.
    private func string() -> Step {
        for index in buffer.indices.dropFirst(2) {
            let isEnd = buffer[index] == UInt8(ascii: "\\") && buffer[index - 1] == 0x1B
            guard isEnd || buffer[index] == 0x07 else { continue }
            let colour = Appearance.background(inAnswer: buffer[1..<(isEnd ? index - 1 : index)])
            return .done(bytes: index + 1, colour.map { [.background($0)] } ?? [])
        }
        return buffer.count > Self.longestSequence ? .done(bytes: buffer.count, []) : .incomplete
    }

    private mutating func collectPaste() -> Step {
        let marker = Array("\u{1B}[201~".utf8)
        if let start = buffer.firstRange(of: marker)?.lowerBound {
            let text = (paste ?? []) + buffer[..<start]
            paste = nil
            return .done(bytes: start + marker.count, Self.pasted(text))
        }
        // The marker may have come in part; the rest of what came is the paste's.
        let safe = buffer.count - (marker.count - 1)
        guard safe > 0 else { return .incomplete }
        let room = Self.longestPaste - (paste?.count ?? 0)
        paste?.append(contentsOf: buffer.prefix(min(safe, max(0, room))))
        return .done(bytes: safe, [])
    }

    private func text() -> Step {
        let end = buffer.firstIndex { $0 < 0x20 || $0 == 0x7F } ?? buffer.count
        if let legacy {
            return .done(
                bytes: end,
                Self.characters(String(String.UnicodeScalarView(buffer[..<end].compactMap(legacy))))
            )
        }
        let whole = end == buffer.count ? end - Self.unfinished(buffer[..<end]) : end
        guard whole > 0 else { return .incomplete }
        return .done(bytes: whole, Self.characters(String(decoding: buffer[..<whole], as: UTF8.self)))
    }
}

extension InputDecoder {
    private static func control(_ byte: UInt8) -> Key {
        switch byte {
        case 0x0A, 0x0D: .enter
        case 0x09: .tab
        case 0x08, 0x7F: .backspace
        default: .control(Character(Unicode.Scalar(byte + 0x40)))
        }
    }

    /// Bytes at the end that begin a scalar without finishing it.
    private static func unfinished(_ bytes: ArraySlice<UInt8>) -> Int {
        for (distance, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0xC0 == 0xC0 {
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            return length > distance + 1 ? distance + 1 : 0
        }
        return 0
    }

    private static func characters(_ text: String) -> [Input] {
        text.filter { character in
            character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0 != "\u{FFFD}" }
        }
        .map { .key(.character($0)) }
    }

    private static func pasted(_ bytes: [UInt8]) -> [Input] {
        let text = String(decoding: bytes.prefix(longestPaste), as: UTF8.self)
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let clean = lines.unicodeScalars.filter {
            $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
        }
        return [.paste(String(String.UnicodeScalarView(clean)))]
    }
}
