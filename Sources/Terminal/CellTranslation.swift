import CNcurses
import Screen

/// How a cell of a frame is said to ncurses: only what locale, C library and terminal agree about.
struct CellTranslation {
    /// Columns that the C library gives a scalar; ncurses goes by these.
    var width: (Unicode.Scalar) -> Int
    /// Whether the locale can write a scalar.
    var canWrite: (Unicode.Scalar) -> Bool
    /// Whether our own signs are written in ASCII even where the locale could write them.
    var prefersASCII: Bool

    init(
        prefersASCII: Bool,
        width: @escaping (Unicode.Scalar) -> Int,
        canWrite: @escaping (Unicode.Scalar) -> Bool
    ) {
        self.prefersASCII = prefersASCII
        self.width = width
        self.canWrite = canWrite
    }

    init(_ characters: LocaleCharacters) {
        self.init(prefersASCII: characters.needsASCII, width: { Int(cn_scalar_width($0.value)) }) { scalar in
            characters.isUTF8 || cn_has_byte(scalar.value)
        }
    }

    /// The scalars of each column or two that take the cell's place.
    ///
    /// Columns never drift: what the C library measures
    /// differently is shown as `?`.
    func scalars(of cell: Cell) -> [[Unicode.Scalar]] {
        guard cell.width > 0 else { return [] }
        let scalars = Array(cell.text.unicodeScalars)
        guard let base = scalars.first else { return [[" "]] }
        if scalars.count == 1, base.isASCII { return [[base]] }
        if prefersASCII, let plain = Glyphs.plain(cell.text)?.unicodeScalars.first { return [[plain]] }
        if canWrite(base), width(base) == Int(cell.width) {
            return [[base] + scalars.dropFirst().prefix(Int(CN_MARKS)).filter { canWrite($0) && width($0) == 0 }]
        }
        let standIn = Glyphs.plain(cell.text)?.unicodeScalars.first ?? "?"
        return cell.width == 2 ? [[standIn], [" "]] : [[standIn]]
    }
}
