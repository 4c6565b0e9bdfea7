/// What becomes of a theme's colours on a terminal: the contrast of each pair as the theme has it, and as it is drawn.
package struct ThemeReport: Sendable {
    /// A role on a surface.
    package struct Pair: Hashable, Sendable {
        /// What the text means.
        package var role: Role
        /// What lies behind it.
        package var surface: Surface
        /// What it has to reach, 3 to 7.
        package var floor: Double
        /// The theme's own colours, as near as the terminal has them; 1 to 21.
        package var before: Double
        /// What is drawn.
        package var after: Double
        /// The theme's own colours would be too faint.
        package var isRepaired: Bool { before < floor }
    }

    /// Every pair that is drawn anywhere; none where the theme or the terminal has no colours of its own to judge.
    package let pairs: [Pair]

    /// The pairs that had to be repaired.
    package var repaired: [Pair] { pairs.filter(\.isRepaired) }

    /// Judges a theme for a terminal.
    package init(_ theme: Theme, depth: ColourDepth) {
        let palette = Palette(theme: theme, depth: depth)
        // How the terminal's own colours look is its owner's business.
        guard theme.colours == .scheme else {
            pairs = []
            return
        }
        pairs = Surface.allCases.flatMap { surface in
            Role.allCases.filter(surface.carries).compactMap { Self.pair($0, surface, palette) }
        }
    }

    private static func pair(_ role: Role, _ surface: Surface, _ palette: Palette) -> Pair? {
        let (foreground, background) = palette.colours(for: Style(role, surface: surface))
        guard let letters = foreground.rgb, let behind = background.rgb else { return nil }
        let wanted = shown(palette.theme.colour(of: role), palette.depth)
        let wantedBehind = shown(palette.theme.colour(of: surface), palette.depth)
        return Pair(
            role: role,
            surface: surface,
            floor: palette.theme.contrastFloor(of: role),
            before: wanted.contrast(with: wantedBehind),
            after: letters.contrast(with: behind)
        )
    }

    /// Named colours are never asked for by a scheme's own: they are judged as they are in the file.
    private static func shown(_ colour: RGB, _ depth: ColourDepth) -> RGB {
        depth == .indexed256 ? Colour.nearestIndexed(to: colour).rgb ?? colour : colour
    }
}

extension Surface {
    /// Whether text of a role is ever drawn on this surface; a role that is named after a surface belongs to it alone.
    fileprivate func carries(_ role: Role) -> Bool {
        if let own = Surface(rawValue: role.rawValue) { return own == self }
        return self != .danger
    }
}
