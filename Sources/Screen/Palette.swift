/// A theme as a driver needs it: for each style what to tell the terminal, already within the terminal's colours, and
/// readable there: 4.5:1 for text, 3:1 for lines.
package struct Palette: Hashable, Sendable {
    /// The theme that it was made from.
    package let theme: Theme
    /// The colours that it is made of: the terminal's, or fewer where the theme wants fewer.
    package let depth: ColourDepth
    private let pairs: [Pair]

    /// How a style looks in the end.
    package struct Appearance: Hashable, Sendable {
        /// Of the letters, before `reverse`.
        package var foreground: Colour
        /// Behind them, before `reverse`.
        package var background: Colour
        /// In heavier or brighter letters.
        package var bold: Bool
        /// With a line below.
        package var underline: Bool
        /// With foreground and background exchanged.
        package var reverse: Bool
    }

    struct Pair: Hashable, Sendable {
        var foreground: Colour
        var background: Colour
    }

    /// Maps all roles on all surfaces, once.
    package init(theme: Theme, depth: ColourDepth) {
        let depth = theme.colours.depth(on: depth)
        self.theme = theme
        self.depth = depth
        pairs = Surface.allCases.flatMap { surface in
            Role.allCases.map { Self.pair(of: $0, on: surface, theme: theme, depth: depth) }
        }
    }

    /// The colours of letters and background, `reverse` not applied.
    package func colours(for style: Style) -> (foreground: Colour, background: Colour) {
        let pair = pairs[style.surface.index * Role.allCases.count + style.role.index]
        return (pair.foreground, pair.background)
    }

    /// Colours and attributes.
    ///
    /// Without colours, what lies on a surface of its own is shown in reverse.
    package func appearance(of style: Style) -> Appearance {
        let (foreground, background) = colours(for: style)
        return Appearance(
            foreground: foreground,
            background: background,
            bold: style.bold || style.role == .strong || style.role == .title,
            underline: style.underline,
            reverse: style.reverse || (depth == .none && style.surface != .screen)
        )
    }

    private static func pair(of role: Role, on surface: Surface, theme: Theme, depth: ColourDepth) -> Pair {
        switch depth {
        case .none: Pair(foreground: .standard, background: .standard)
        case .ansi8, .ansi16: NamedColours(theme: theme, depth: depth).pair(of: role, on: surface)
        case .indexed256:
            repaired(role, on: Colour.nearestIndexed(to: theme.colour(of: surface)), theme, Colour.nearestIndexed)
        case .direct: repaired(role, on: .direct(theme.colour(of: surface)), theme, Colour.direct)
        }
    }

    /// Blends the wanted colour toward white and toward black in steps of 1 % and takes whichever is readable first.
    private static func repaired(
        _ role: Role,
        on background: Colour,
        _ theme: Theme,
        _ quantise: (RGB) -> Colour
    ) -> Pair {
        let wanted = theme.colour(of: role)
        let floor = theme.contrastFloor(of: role)
        let behind = background.rgb ?? .black
        let goals = [RGB.white, .black].filter { $0.contrast(with: behind) >= floor }
        for percent in 0...100 {
            for goal in goals {
                let blend = wanted.blended(with: goal, percent: percent)
                // What is far from readable is not made so by the nearest colour; searching for that is what costs.
                guard blend.contrast(with: behind) >= floor * 0.7 else { continue }
                let candidate = quantise(blend)
                guard (candidate.rgb ?? .white).contrast(with: behind) < floor else {
                    return Pair(foreground: candidate, background: background)
                }
            }
        }
        // Against any colour white or black has 4.58:1, and both are among the fixed 256: only a theme that wants more on a
        // middling background comes here, and gets the most there is.
        let isDark = behind.contrast(with: .white) > behind.contrast(with: .black)
        return Pair(foreground: quantise(isDark ? .white : .black), background: background)
    }
}

extension Theme.Colours {
    fileprivate func depth(on terminal: ColourDepth) -> ColourDepth {
        switch self {
        case .scheme: terminal
        case .terminal: terminal == .none || terminal == .ansi8 ? terminal : .ansi16
        case .none: .none
        }
    }
}

extension Role {
    fileprivate static let indices = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
    fileprivate var index: Int { Self.indices[self] ?? 0 }
}

extension Surface {
    fileprivate var index: Int {
        switch self {
        case .screen: 0
        case .bar: 1
        case .selection: 2
        case .danger: 3
        case .story: 4
        }
    }
}
