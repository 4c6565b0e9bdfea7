/// How many columns text takes on a terminal: by East Asian Width for the base, nothing for marks.
package enum TextWidth {
    /// A base character with its marks, and the columns that it takes.
    struct Piece: Equatable {
        var text: String
        var width: Int
    }

    /// Columns that the text takes once it is drawn.
    package static func columns(of text: String) -> Int {
        if isPrintableASCII(text) { return text.utf8.count }
        return pieces(of: sanitised(text)).reduce(0) { $0 + $1.width }
    }

    /// The text if it fits, else as much of its beginning as leaves room for the ellipsis, and the ellipsis.
    package static func cut(_ text: String, to columns: Int, ellipsis: String = "…") -> String {
        guard columns > 0 else { return "" }
        if isPrintableASCII(text), text.utf8.count <= columns { return text }
        let pieces = pieces(of: sanitised(text))
        guard pieces.reduce(0, { $0 + $1.width }) > columns else { return joined(pieces) }
        let ellipsis = fitting(ellipsis, in: columns)
        return joined(leading(pieces, in: columns - ellipsis.utf8Columns)) + ellipsis
    }

    /// Like `cut`, but what goes is the middle: beginning and end of an identifier are what tells it from others.
    package static func cutMiddle(_ text: String, to columns: Int, ellipsis: String = "…") -> String {
        guard columns > 0 else { return "" }
        let pieces = pieces(of: sanitised(text))
        guard pieces.reduce(0, { $0 + $1.width }) > columns else { return joined(pieces) }
        let ellipsis = fitting(ellipsis, in: columns)
        let room = columns - ellipsis.utf8Columns
        let tail = Array(leading(pieces.reversed(), in: room / 2).reversed())
        let head = leading(pieces, in: room - tail.reduce(0) { $0 + $1.width })
        return joined(head) + ellipsis + joined(tail)
    }

    /// Columns of one scalar: 2 for wide and fullwidth ones, 0 for marks and joining Jamo, else 1.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        if isWide(value) { return 2 }
        if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) { return 0 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return 1
        }
    }

    /// Splits clean text where a new column begins; a cluster of several wide parts gives several pieces.
    static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        for scalar in text.unicodeScalars {
            let width = columns(of: scalar)
            if width == 0, !pieces.isEmpty {
                pieces[pieces.count - 1].text.unicodeScalars.append(scalar)
            } else {
                pieces.append(Piece(text: String(scalar), width: max(1, width)))
            }
        }
        return pieces
    }

    static func isPrintableASCII(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= 0x1100 else { return false }
        var low = 0
        var high = wideRanges.count
        while low < high {
            let middle = (low + high) / 2
            if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < wideRanges.count && wideRanges[low].contains(value)
    }

    private static func leading(_ pieces: [Piece], in columns: Int) -> [Piece] {
        var used = 0
        return Array(
            pieces.prefix { piece in
                used += piece.width
                return used <= columns
            }
        )
    }

    private static func fitting(_ ellipsis: String, in columns: Int) -> String {
        String(ellipsis.prefix(columns))
    }

    private static func joined(_ pieces: [Piece]) -> String {
        pieces.reduce(into: "") { $0 += $1.text }
    }
}

extension String {
    /// Columns of an ellipsis: all that we use are one column a character.
    fileprivate var utf8Columns: Int { unicodeScalars.count }
}
