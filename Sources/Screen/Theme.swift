/// A colour scheme in the base16 or base24 form, with the roles that it maps to slots of its own choice.
package struct Theme: Hashable, Sendable {
    /// Whether a scheme is light letters on dark or the other way round.
    package enum Variant: String, Sendable {
        case dark, light
    }

    /// Whose colours it is drawn in.
    package enum Colours: String, CaseIterable, Sendable {
        /// The scheme's own.
        case scheme
        /// The 16 that the terminal has by itself, on the terminal's own background.
        case terminal
        /// None: attributes only.
        case none
    }

    /// What the scheme calls itself.
    package var name: String
    /// Who made it; nil where the file does not say.
    package var author: String?
    /// Whose colours it is drawn in.
    package var colours = Colours.scheme
    /// The least contrast of text with what is behind it: 4.5, or up to 7 where the theme asks for more.
    package var textContrast = 4.5
    /// Dark or light, as its background is; some published schemes claim the wrong one.
    package var variant: Variant
    /// What the file claims in `variant:`, whatever it says; nil where it says nothing.
    package var claimedVariant: String?
    private var palette: [Slot: RGB]
    private var roles: [Role: Slot]
    private var surfaces: [Surface: Slot]

    init(
        name: String,
        claimedVariant: String?,
        palette: [Slot: RGB],
        roles: [Role: Slot],
        surfaces: [Surface: Slot]
    ) {
        self.name = name
        self.claimedVariant = claimedVariant
        self.palette = palette
        self.roles = roles
        self.surfaces = surfaces
        let background = palette[.base00] ?? .black
        variant = background.contrast(with: .white) >= background.contrast(with: .black) ? .dark : .light
    }

    /// The file claims to be dark and is light, or the other way round.
    package var claimsWrongVariant: Bool {
        guard let claimed = claimedVariant.flatMap(Variant.init) else { return false }
        return colours == .scheme && claimed != variant
    }

    /// The slot that a role takes its colour from.
    func slot(of role: Role) -> Slot { roles[role] ?? role.slot }

    /// The contrast that a role keeps with what is behind it.
    package func contrastFloor(of role: Role) -> Double {
        guard role == .line else { return textContrast }
        return textContrast > 4.5 ? 4.5 : 3
    }

    /// The colour of a slot; base24 slots that the scheme does not have come from their base16 ones.
    package subscript(slot: Slot) -> RGB {
        palette[slot] ?? palette[slot.fallback] ?? .black
    }

    /// The colour that the theme wants for text of this role, before any repair.
    package func colour(of role: Role) -> RGB {
        self[slot(of: role)]
    }

    /// The colour that the theme wants behind text.
    package func colour(of surface: Surface) -> RGB {
        self[surfaces[surface] ?? surface.slot]
    }
}

/// Why a theme file cannot be used, with the line to look at.
package struct ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named to the parser.
    package var file: String
    /// From 1.
    package var line: Int
    /// What was expected, and what is there.
    package var problem: String

    /// A problem at a line of a file.
    package init(file: String, line: Int, problem: String) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    /// `file:line: problem`.
    package var description: String { "\(file):\(line): \(problem)" }
}
