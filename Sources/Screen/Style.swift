/// What a piece of text means; the theme decides how that looks.
package enum Role: String, CaseIterable, Sendable {
    case text, strong, muted, subtle, accent, title
    case ok, warning, error, info, pending, alternative
    case gold, platinum, silver, bronze
    case danger, masked, line, bar, selection, story
}

/// What lies behind a piece of text.
package enum Surface: String, CaseIterable, Sendable {
    case screen, bar, selection, danger, story
}

/// How a cell looks, in meanings rather than colours.
package struct Style: Hashable, Sendable {
    /// What the text means.
    package var role: Role
    /// Heavier letters; roles `strong` and `title` are bold by themselves.
    package var bold: Bool
    /// A line under the letters.
    package var underline: Bool
    /// Foreground and background exchanged.
    package var reverse: Bool
    /// What lies behind it.
    package var surface: Surface

    /// Plain text on the screen's own background.
    package static let text = Style(.text)

    /// A style for a role; the roles that are named after a surface lie on it unless told otherwise.
    package init(
        _ role: Role,
        bold: Bool = false,
        underline: Bool = false,
        reverse: Bool = false,
        surface: Surface? = nil
    ) {
        self.role = role
        self.bold = bold
        self.underline = underline
        self.reverse = reverse
        self.surface = surface ?? Surface(rawValue: role.rawValue) ?? .screen
    }

    /// The same style on another surface.
    package func on(_ surface: Surface) -> Style {
        var style = self
        style.surface = surface
        return style
    }
}

/// A run of text in one style.
package struct Span: Hashable, Sendable {
    /// What is written; drawn through `sanitised`.
    package var text: String
    /// How it looks.
    package var style: Style

    /// A run of text in one style.
    package init(_ text: String, _ style: Style = .text) {
        self.text = text
        self.style = style
    }
}

/// Where text sits in a field that is wider than the text.
package enum Alignment: Sendable {
    case leading, centre, trailing
}
