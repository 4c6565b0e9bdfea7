/// Text from outside made safe to draw: nothing in it can control a terminal, reorder a line or hide.
///
/// What controls (C0, C1, DEL, bidirectional and line separators), what is private or unassigned, and each run of invisible
/// characters becomes `·`. Emoji sequences become their first scalar, flags their two letters. A base keeps four marks.
/// Never longer than the input nor than `limit` characters.
package func sanitised(_ foreign: String, limit: Int = 4096) -> String {
    if TextWidth.isPrintableASCII(foreign), foreign.utf8.count <= limit { return foreign }
    var sanitiser = Sanitiser()
    var count = 0
    for character in foreign {
        guard count < limit else { break }
        sanitiser.append(character)
        count += 1
    }
    return sanitiser.output
}

private struct Sanitiser {
    static let replacement: Unicode.Scalar = "\u{B7}"
    static let marksPerBase = 4

    var output = ""
    private var marks = 0
    private var hasBase = false
    private var lastWasInvisible = false

    mutating func append(_ character: Character) {
        guard let first = character.unicodeScalars.first else { return }
        if isInvisible(first) { return appendInvisible() }
        lastWasInvisible = false
        if isEmojiSequence(character, first) { return appendBase(first) }
        for scalar in character.unicodeScalars where !isInvisible(scalar) { append(scalar) }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if isRefused(scalar) { return appendBase(Self.replacement) }
        if let letter = flagLetter(scalar) { return appendBase(letter) }
        if TextWidth.columns(of: scalar) > 0 { return appendBase(scalar) }
        // A mark with nothing to stand on gets the dot for a base, so that it cannot land on a neighbour's text.
        if !hasBase { return appendBase(Self.replacement) }
        guard marks < Self.marksPerBase else { return }
        marks += 1
        output.unicodeScalars.append(scalar)
    }

    private mutating func appendInvisible() {
        guard !lastWasInvisible else { return }
        lastWasInvisible = true
        appendBase(Self.replacement)
    }

    private mutating func appendBase(_ scalar: Unicode.Scalar) {
        output.unicodeScalars.append(scalar)
        marks = 0
        hasBase = true
    }
}

/// An emoji with joiners, variation selectors or skin tones: terminals disagree about the width of the whole.
private func isEmojiSequence(_ character: Character, _ first: Unicode.Scalar) -> Bool {
    guard first.properties.isEmoji, character.unicodeScalars.count > 1, flagLetter(first) == nil else { return false }
    return character.unicodeScalars.dropFirst().contains { scalar in
        scalar == "\u{200D}" || scalar == "\u{20E3}" || scalar.properties.isVariationSelector
            || scalar.properties.isEmojiModifier || (0xE0000...0xE007F).contains(scalar.value)
    }
}

private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0xAD else { return false }
    return scalar.properties.isDefaultIgnorableCodePoint && !isBidirectionalControl(scalar)
}

private func isBidirectionalControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x206F: true
    default: false
    }
}

private func isRefused(_ scalar: Unicode.Scalar) -> Bool {
    if isBidirectionalControl(scalar) { return true }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return true
    case .format: return TextWidth.columns(of: scalar) == 0
    default: return false
    }
}

private func flagLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard (0x1F1E6...0x1F1FF).contains(scalar.value) else { return nil }
    return Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41)
}
