/// How many colours a terminal can show.
package enum ColourDepth: String, CaseIterable, Sendable {
    case none, ansi8, ansi16, indexed256, direct
}

/// A colour as a terminal is told it.
package enum Colour: Hashable, Sendable {
    /// Whatever the terminal uses by itself.
    case standard
    /// One of the 16 named ones, 0 to 15; their looks are the user's.
    case ansi(UInt8)
    /// One of the fixed ones of the 256, 16 to 255.
    case indexed(UInt8)
    /// Any colour.
    case direct(RGB)

    /// What it looks like; for the named ones as xterm has them, for the terminal's own nothing is known.
    package var rgb: RGB? {
        switch self {
        case .standard: nil
        case .ansi(let number): Self.named[Int(number) % 16]
        case .indexed(let number): number < 16 ? Self.named[Int(number)] : Self.fixed[Int(number) - 16]
        case .direct(let colour): colour
        }
    }

    /// The fixed colour of the 256 that looks nearest; the first 16 are the user's and never taken.
    package static func nearestIndexed(to colour: RGB) -> Colour {
        let wanted = OKLab(colour)
        var best = (index: 0, distance: Double.infinity)
        for (index, candidate) in fixedInOKLab.enumerated() {
            let distance = wanted.squaredDistance(to: candidate)
            if distance < best.distance { best = (index, distance) }
        }
        return .indexed(UInt8(best.index + 16))
    }

    private static let named: [RGB] = [
        RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0),
        RGB(0, 0, 238), RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229),
        RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
        RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
    ]

    private static let fixed: [RGB] = {
        let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
        let cube = steps.flatMap { red in steps.flatMap { green in steps.map { RGB(red, green, $0) } } }
        let greys = stride(from: UInt8(8), through: 238, by: 10).map { RGB($0, $0, $0) }
        return cube + greys
    }()

    private static let fixedInOKLab = fixed.map(OKLab.init)
}
