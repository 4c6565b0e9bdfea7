/// What the configuration says about desks on this machine; the desk reads it, and the broker only checks it.
package struct DeskPreferences: Hashable, Sendable {
    /// A theme's name, or `auto`; nil where nothing is said.
    package var theme: String?
    /// The theme on a dark terminal, where the theme is `auto`.
    package var darkTheme = "ringside-dark"
    /// The theme on a light terminal, where the theme is `auto`.
    package var lightTheme = "ringside-light"
    /// Off leaves the mouse to the terminal.
    package var mouse = true
    /// Off for terminals that show the signs of it.
    package var synchronizedOutput = true
    /// A command's name to the names of its keys.
    package var keys: [String: [String]] = [:]

    /// As where nothing is configured.
    package init() {}

    /// The folder of the user's own `ringside.yaml`; nil without a home.
    package static func userFolder(_ environment: [String: String]) -> String? {
        UserFolders.configuration(environment).map { "\($0)/ringside" }
    }
}

extension Section {
    /// The `desk:` section.
    func deskPreferences() -> DeskPreferences {
        var preferences = DeskPreferences()
        preferences.theme = text("theme")
        section("themes") { themes in
            preferences.darkTheme = themes.text("dark") ?? preferences.darkTheme
            preferences.lightTheme = themes.text("light") ?? preferences.lightTheme
        }
        preferences.mouse = flag("mouse")
        preferences.synchronizedOutput = flag("synchronized_output")
        _ = value("motion") { ["none", "basic"].contains($0) ? $0 : nil }
        preferences.keys = keys()
        return preferences
    }

    /// One key or a list of keys for each command; the desk says which of them it can't have.
    private func keys() -> [String: [String]] {
        guard let setting = setting("keys") else { return [:] }
        guard case .mapping(let entries) = setting.value else {
            refuse("keys", "expected a mapping, found \(setting.kind)")
            return [:]
        }
        return entries.reduce(into: [:]) { keys, entry in
            guard let names = entry.setting.texts else {
                return refuse("keys.\(entry.key)", "expected a key or a list of keys, found \(entry.setting.kind)")
            }
            keys[entry.key] = names
        }
    }
}

extension Setting {
    /// A text, or the texts of a list; nil for anything else.
    fileprivate var texts: [String]? {
        switch value {
        case .text(let text): [text]
        case .list(let items):
            items.reduce([String]?.some([])) { texts, item in
                guard case .text(let text) = item.value else { return nil }
                return texts.map { $0 + [text] }
            }
        case .mapping, .null: nil
        }
    }
}
