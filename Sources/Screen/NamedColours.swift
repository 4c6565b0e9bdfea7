/// The fixed map from meanings to the 8 or 16 named colours.
///
/// Their looks are the user's; what is readable is judged by xterm's.
struct NamedColours {
    var theme: Theme
    var depth: ColourDepth

    private var variant: Theme.Variant { theme.variant }

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
        let isOwn = theme.colours == .terminal && surface == .screen
        if isOwn, own(role) == nil { return Palette.Pair(foreground: .standard, background: .standard) }
        let candidates = candidates(for: role).map(Colour.ansi)
        let best = candidates.max { contrast($0, behind) < contrast($1, behind) }
        let readable = candidates.first { contrast($0, behind) >= theme.contrastFloor(of: role) }
        return Palette.Pair(foreground: readable ?? best ?? .standard, background: isOwn ? .standard : behind)
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

    /// The colour that stands for the role's slot; blue can't be read on black, nor cyan on white.
    private func own(_ role: Role) -> UInt8? {
        switch theme.slot(of: role) {
        case .base08, .base12: Self.red
        case .base0B, .base14: Self.green
        case .base09, .base0A, .base0F, .base13: Self.yellow
        case .base0C, .base0D, .base15, .base16: variant == .dark ? Self.cyan : Self.blue
        case .base0E, .base17: Self.magenta
        case .base00, .base01, .base02, .base03, .base04, .base05, .base06, .base07, .base10, .base11: nil
        }
    }

    private var brightest: UInt8 { depth == .ansi16 ? 15 : Self.white }

    private func contrast(_ one: Colour, _ two: Colour) -> Double {
        (one.rgb ?? .white).contrast(with: two.rgb ?? .black)
    }
}
