/// The fixed map from meanings to the 8 or 16 named colours.
///
/// Their looks are the user's; what is readable is judged by xterm's.
struct NamedColours {
    var variant: Theme.Variant
    var depth: ColourDepth

    private static let black: UInt8 = 0
    private static let red: UInt8 = 1
    private static let green: UInt8 = 2
    private static let yellow: UInt8 = 3
    private static let blue: UInt8 = 4
    private static let magenta: UInt8 = 5
    private static let cyan: UInt8 = 6
    private static let white: UInt8 = 7

    func pair(of role: Role, on surface: Surface) -> Palette.Pair {
        let behind = Colour.ansi(background(of: surface))
        let candidates = candidates(for: role).map(Colour.ansi)
        let best = candidates.max { contrast($0, behind) < contrast($1, behind) }
        let readable = candidates.first { contrast($0, behind) >= role.contrastFloor }
        return Palette.Pair(foreground: readable ?? best ?? .standard, background: behind)
    }

    private func background(of surface: Surface) -> UInt8 {
        switch surface {
        case .screen: variant == .dark ? Self.black : brightest
        case .bar: variant == .dark ? Self.white : Self.black
        case .selection: Self.blue
        case .danger: Self.red
        case .story: Self.cyan
        }
    }

    /// The role's own colour, its bright twin, then what is always readable; never a dim grey for data.
    private func candidates(for role: Role) -> [UInt8] {
        let plain = [brightest, Self.black]
        guard let own = own(role) else { return (variant == .dark ? [Self.white] : []) + plain }
        let bright = depth == .ansi16 ? [own + 8] : []
        return (variant == .dark ? bright + [own] : [own] + bright) + plain
    }

    private func own(_ role: Role) -> UInt8? {
        switch role {
        case .text, .strong, .muted, .subtle, .title, .silver, .masked, .line, .bar, .selection, .danger, .story: nil
        case .accent, .info, .platinum: variant == .dark ? Self.cyan : Self.blue
        case .ok: Self.green
        case .warning, .gold, .bronze, .pending: Self.yellow
        case .error: Self.red
        case .alternative: Self.magenta
        }
    }

    private var brightest: UInt8 { depth == .ansi16 ? 15 : Self.white }

    private func contrast(_ one: Colour, _ two: Colour) -> Double {
        (one.rgb ?? .white).contrast(with: two.rgb ?? .black)
    }
}
