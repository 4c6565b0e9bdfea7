/// A place of a base16 or base24 palette.
package enum Slot: String, CaseIterable, Sendable {
    case base00, base01, base02, base03, base04, base05, base06, base07
    case base08, base09, base0A, base0B, base0C, base0D, base0E, base0F
    case base10, base11, base12, base13, base14, base15, base16, base17

    /// The slots that a base16 scheme has.
    package static let ofBase16 = Array(allCases.prefix(16))

    /// Where a base24 slot comes from when the scheme is base16.
    var fallback: Slot {
        switch self {
        case .base10, .base11: .base00
        case .base12: .base08
        case .base13: .base0A
        case .base14: .base0B
        case .base15: .base0C
        case .base16: .base0D
        case .base17: .base0E
        default: self
        }
    }
}

extension Role {
    /// The slot of the scheme that a role takes its colour from unless the theme says otherwise.
    var slot: Slot {
        switch self {
        case .text, .bar, .selection, .silver: .base05
        case .strong, .danger, .story: .base07
        case .title: .base06
        case .muted: .base04
        case .subtle, .masked, .line: .base03
        case .accent: .base0D
        case .ok: .base0B
        case .warning, .gold: .base0A
        case .error: .base08
        case .info, .platinum: .base0C
        case .pending: .base09
        case .alternative: .base0E
        case .bronze: .base0F
        }
    }
}

extension Surface {
    /// The slot of the scheme that a surface takes its colour from unless the theme says otherwise.
    var slot: Slot {
        switch self {
        case .screen: .base00
        case .bar: .base01
        case .selection: .base02
        case .danger: .base12
        case .story: .base01
        }
    }

    /// The name of the surface in a theme's `ringside:` block.
    var key: String { rawValue + "-background" }
}
