import FoundationEssentials
import Screen

/// The themes that can be had, with the marked one shown all over the desk while it is looked at.
package struct ThemePicker: Sendable, Hashable {
    /// By the names that the configuration takes; nil until they are known.
    package var names: [String]?
    /// The one that is shown.
    package var selected: String?
    /// What is known of it; nil while it is read.
    package var card: ThemeCard?
}

/// What the picker says about a theme, or why it can't be shown.
package struct ThemeCard: Sendable, Hashable {
    /// The name that the configuration takes.
    package var name: String
    /// What the theme calls itself.
    package var title: String
    /// Who made it; empty where the file does not say.
    package var author: String
    /// Such as `dark, 256 colours`.
    package var kind: String
    /// How many of the pairs of colours that can be drawn were too faint and are repaired.
    package var repaired: Int
    /// Of how many.
    package var pairs: Int
    /// The file, its line and what was expected there, where it can't be used; the theme before it is still shown then.
    package var problem: String?

    /// A card.
    package init(name: String, title: String, author: String, kind: String, repaired: Int, pairs: Int) {
        self.name = name
        self.title = title
        self.author = author
        self.kind = kind
        self.repaired = repaired
        self.pairs = pairs
    }

    /// The card of a theme that can't be used.
    package init(name: String, problem: String) {
        self.init(name: name, title: name, author: "", kind: "", repaired: 0, pairs: 0)
        self.problem = problem
    }
}

/// What the picker asks of whoever has the colours.
package enum ThemeRequest: Sendable, Hashable {
    /// Which themes there are.
    case list
    /// Show this one until it is kept or the picker is left.
    case show(String)
    /// Stay with this one.
    case keep(String)
    /// Show again what was shown before the picker.
    case restore
}

/// What whoever has the colours says.
package enum ThemeNews: Sendable, Hashable {
    /// The themes' names, and the one that is shown.
    case listed([String], current: String)
    /// The theme that is shown now, or why it can't be.
    case shown(ThemeCard)
    /// A file has changed: the colours are new, or why they are still the old ones.
    case reloaded(name: String, problem: String?)
    /// The agent stays with this one: also when the desk starts again, or why not then.
    case kept(name: String, problem: String?)
}

extension Model {
    mutating func beginThemes() -> [Effect] {
        mode = .themes(ThemePicker())
        return [.theme(.list)]
    }

    mutating func hear(_ news: ThemeNews) -> [Effect] {
        switch news {
        case .listed(let names, let current):
            let selected = names.contains(current) ? current : names.first
            changePicker { ($0.names, $0.selected) = (names, selected) }
            return selected.map { [.theme(.show($0))] } ?? []
        case .shown(let card):
            changePicker { if $0.selected == card.name { $0.card = card } }
        case .reloaded(let name, let problem?):
            say("\(problem); the theme \(name) stays as it was", .warning)
        case .reloaded(let name, nil):
            say("The theme \(name) has been read again")
        case .kept(let name, let problem?):
            say("\(name) until you leave: \(problem)")
        case .kept(let name, nil):
            say("The theme \(name) is kept, also for the next time", .ok)
        }
        return []
    }

    /// Marks another theme, and shows it.
    mutating func moveTheme(_ step: Int) -> [Effect] {
        guard case .themes(let picker) = mode, let names = picker.names, !names.isEmpty else { return [] }
        let index = picker.selected.flatMap { names.firstIndex(of: $0) } ?? 0
        return showTheme(names[min(max(0, index + step), names.count - 1)])
    }

    mutating func showTheme(_ name: String) -> [Effect] {
        guard case .themes(let picker) = mode, picker.selected != name else { return [] }
        changePicker { ($0.selected, $0.card) = (name, nil) }
        return [.theme(.show(name))]
    }

    mutating func keepTheme() -> [Effect] {
        guard case .themes(let picker) = mode, let name = picker.selected else { return [] }
        mode = .calls
        return [.theme(.keep(name))]
    }

    mutating func dropTheme() -> [Effect] {
        mode = .calls
        return [.theme(.restore)]
    }

    var whyNoTheme: String? {
        guard case .themes(let picker) = mode else { return nil }
        guard let card = picker.card else { return "The theme is being read" }
        return card.problem == nil ? nil : "This theme can't be used: choose another, or Esc"
    }

    var whyNoOtherTheme: String? {
        guard case .themes(let picker) = mode, (picker.names?.count ?? 0) < 2 else { return nil }
        return "There is no other theme"
    }

    private mutating func changePicker(_ change: (inout ThemePicker) -> Void) {
        guard case .themes(var picker) = mode else { return }
        change(&picker)
        mode = .themes(picker)
    }
}
