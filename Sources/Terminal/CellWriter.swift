import CNcurses
import Screen

/// Writes rows of a frame into ncurses, and gives each pair of colours its number.
struct CellWriter {
    private let translation: CellTranslation
    private let mostPairs: Int
    private let mostColours: Int
    private let isDirect: Bool
    private var palette: Palette?
    private var pairs: [ColourPair: Int32] = [:]
    private var looks: [Style: Look] = [:]
    private var line: [cn_cell] = []

    private struct ColourPair: Hashable {
        var foreground: Int32
        var background: Int32
    }

    private struct Look {
        var attributes: UInt8
        var pair: Int32
    }

    init(characters: LocaleCharacters, mostPairs: Int, mostColours: Int, isDirect: Bool) {
        translation = CellTranslation(characters)
        self.mostPairs = mostPairs
        self.mostColours = mostColours
        self.isDirect = isDirect
    }

    /// Takes another palette; says whether it is another one, so that everything has to be written again.
    mutating func use(_ palette: Palette) -> Bool {
        guard palette != self.palette else { return false }
        self.palette = palette
        pairs = [:]
        looks = [:]
        return true
    }

    mutating func write(_ cells: ArraySlice<Cell>, row: Int, columns: Int) {
        line.removeAll(keepingCapacity: true)
        for cell in cells.prefix(columns) { append(cell) }
        for _ in 0..<max(0, columns - cells.count) { append(.blank()) }
        cn_put_row(Int32(row), line, Int32(line.count))
    }

    private mutating func append(_ cell: Cell) {
        let look = look(of: cell.style)
        for scalars in translation.scalars(of: cell) {
            var drawn = cn_cell()
            drawn.count = UInt8(scalars.count)
            drawn.attributes = look.attributes
            drawn.pair = look.pair
            withUnsafeMutableBytes(of: &drawn.scalars) { bytes in
                let room = bytes.bindMemory(to: UInt32.self)
                for (index, scalar) in scalars.prefix(room.count).enumerated() { room[index] = scalar.value }
            }
            line.append(drawn)
        }
    }

    private mutating func look(of style: Style) -> Look {
        if let look = looks[style] { return look }
        guard let appearance = palette?.appearance(of: style) else { return Look(attributes: 0, pair: 0) }
        var attributes: UInt8 = 0
        if appearance.bold { attributes |= UInt8(CN_BOLD) }
        if appearance.underline { attributes |= UInt8(CN_UNDERLINE) }
        if appearance.reverse { attributes |= UInt8(CN_REVERSE) }
        let pair = ColourPair(foreground: number(appearance.foreground), background: number(appearance.background))
        let look = Look(attributes: attributes, pair: number(pair))
        looks[style] = look
        return look
    }

    private mutating func number(_ pair: ColourPair) -> Int32 {
        if pair.foreground < 0, pair.background < 0 { return 0 }
        if let number = pairs[pair] { return number }
        // More pairs than the terminal has: its own colours are always readable.
        guard pairs.count + 1 < mostPairs else { return 0 }
        let number = Int32(pairs.count + 1)
        cn_define_pair(number, pair.foreground, pair.background)
        pairs[pair] = number
        return number
    }

    private func number(_ colour: Colour) -> Int32 {
        let number: Int32 =
            switch colour {
            case .standard: -1
            case .ansi(let number), .indexed(let number): Int32(number)
            case .direct(let rgb): isDirect ? Self.direct(rgb) : number(Colour.nearestIndexed(to: rgb))
            }
        return number < mostColours ? number : -1
    }

    /// Our terminfo entry has the 256 where the darkest blues would be: black is one of them, and the others get a breath
    /// of green.
    static func direct(_ colour: RGB) -> Int32 {
        let number = Int32(colour.red) << 16 | Int32(colour.green) << 8 | Int32(colour.blue)
        return number == 0 ? 16 : number < 256 ? number | 0x100 : number
    }
}
