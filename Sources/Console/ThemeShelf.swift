package import Desk
package import Screen

/// Which theme somebody wants.
package enum ThemeWish: Sendable, Hashable {
    /// One of two, as the terminal is dark or light.
    case automatic(dark: String, light: String)
    /// This one, whatever the terminal is.
    case named(String)

    /// The defaults, as the terminal is.
    package static let usual = ThemeWish.automatic(dark: "ringside-dark", light: "ringside-light")

    /// `auto` and nil are the defaults.
    package init(_ name: String?) { self = name.flatMap { $0 == "auto" ? nil : .named($0) } ?? .usual }

    func name(_ variant: Theme.Variant?) -> String {
        switch self {
        case .automatic(let dark, let light): variant == .light ? light : dark
        case .named(let name): name
        }
    }
}

/// The colours of one desk: what was asked for, what is shown, and what the picker tries.
package struct ThemeShelf: Sendable {
    /// What is shown.
    package private(set) var theme: Theme
    /// Where a theme that is kept in the picker is noted for the next start.
    var keeping = ThemeKeeping.never("nothing is noted here")
    private let files: ThemeFiles
    private var wish: ThemeWish
    private var name: String
    /// What the terminal is, as far as it says.
    private var variant: Theme.Variant?
    /// What was shown before the picker was opened.
    private var before: (name: String, theme: Theme)?

    /// The theme that is asked for; throws where there is none, or where it can't be read.
    package init(_ wish: ThemeWish, files: ThemeFiles, variant: Theme.Variant?) throws(ThemeFiles.Failure) {
        self.files = files
        self.wish = wish
        self.variant = variant
        let found = try files.find(wish.name(variant))
        (name, theme) = (found.name, found.theme)
        follow()
    }

    /// The folders whose files are themes.
    package var folders: [String] { files.folders }

    /// True where the terminal's background decides.
    package var isAutomatic: Bool { if case .automatic = wish { true } else { false } }

    /// Takes what the terminal says of itself; true where the colours change.
    package mutating func adopt(_ variant: Theme.Variant) -> Bool {
        let old = theme
        self.variant = variant
        if before == nil, isAutomatic, let found = try? files.find(wish.name(variant)) {
            (name, theme) = (found.name, found.theme)
        }
        follow()
        return theme != old
    }

    /// Takes another wish, as from a configuration that has changed; says what is wrong with it.
    package mutating func take(_ wish: ThemeWish) -> ThemeNews? {
        guard wish != self.wish else { return nil }
        do throws(ThemeFiles.Failure) {
            let found = try files.find(wish.name(variant))
            (name, theme, before) = (found.name, found.theme, nil)
        } catch {
            return .reloaded(name: name, problem: error.onOneLine)
        }
        self.wish = wish
        follow()
        return nil
    }

    /// Does what the picker asks, for a terminal of so many colours.
    package mutating func answer(_ request: ThemeRequest, depth: ColourDepth) -> ThemeNews? {
        switch request {
        case .list:
            if before == nil { before = (name, theme) }
            return .listed(files.names, current: name)
        case .show(let name): return .shown(show(name, depth))
        case .keep(let name):
            before = nil
            wish = .named(name)
            return .kept(name: name, problem: keeping.keep(name))
        case .restore:
            if let before { (name, theme) = before }
            before = nil
        }
        return nil
    }

    /// Reads the theme that is shown again if its file is among those that changed, nil being all; the last good one stays.
    package mutating func reload(_ changed: Set<String>?) -> ThemeNews? {
        guard changed?.contains("\(name).yaml") ?? true else { return nil }
        let old = theme
        do throws(ThemeFiles.Failure) {
            theme = try files.find(name).theme
        } catch {
            return .reloaded(name: name, problem: error.onOneLine)
        }
        follow()
        return theme == old ? nil : .reloaded(name: name, problem: nil)
    }

    private mutating func show(_ name: String, _ depth: ColourDepth) -> ThemeCard {
        do throws(ThemeFiles.Failure) {
            let found = try files.find(name)
            (self.name, theme) = (found.name, found.theme)
        } catch {
            return ThemeCard(name: name, problem: error.onOneLine)
        }
        follow()
        let report = ThemeReport(theme, depth: depth)
        return ThemeCard(
            name: name,
            title: theme.name,
            author: theme.author ?? "",
            kind: theme.kind(on: depth),
            repaired: report.repaired.count,
            pairs: report.pairs.count
        )
    }

    /// A theme of the terminal's own colours is as dark or light as the terminal.
    private mutating func follow() {
        if theme.colours != .scheme, let variant { theme.variant = variant }
    }
}

extension Theme {
    /// What it is drawn in, such as `dark, 256 colours`.
    package func kind(on depth: ColourDepth) -> String {
        switch colours {
        case .none: "no colours, only bold, underline and reverse"
        case .terminal: "the terminal's own colours"
        case .scheme: "\(variant.rawValue), \(depth.words)"
        }
    }
}

extension ColourDepth {
    /// What a person calls it.
    package var words: String {
        switch self {
        case .none: "no colours"
        case .ansi8: "8 colours"
        case .ansi16: "16 colours"
        case .indexed256: "256 colours"
        case .direct: "direct colour"
        }
    }

    /// Reads what people write on a command line: none, 8, 16, 256 or direct.
    package init?(argument: String) {
        switch argument {
        case "none": self = .none
        case "8": self = .ansi8
        case "16": self = .ansi16
        case "256": self = .indexed256
        case "direct": self = .direct
        default: return nil
        }
    }
}
