import Identity

extension String {
    /// As one line of text that a person writes: what ends a line in it is a space; what controls a terminal or turns a line
    /// about is gone, for it would go on to the conversation, the journal and whoever reads those.
    var asTyped: String {
        let whole = drop { $0.isNewline }
        let end = whole.lastIndex { !$0.isNewline }.map(whole.index(after:)) ?? whole.startIndex
        return whole[..<end].reduce(into: "") { line, character in
            if character.isNewline || character == "\t" { return line.append(" ") }
            if character.isTyped { line.append(character) }
        }
    }
}

extension Character {
    /// No part of it controls anything, nor the direction of what stands beside it.
    var isTyped: Bool { !unicodeScalars.contains { $0.isControl || $0.turnsLines } }
}

extension Unicode.Scalar {
    /// The marks that embed, override or isolate a direction, and those that end a line or a paragraph.
    fileprivate var turnsLines: Bool {
        switch value {
        case 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
        default: false
        }
    }
}
