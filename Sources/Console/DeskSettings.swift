package import Desk

/// What a configuration says of a desk, as far as it counts while the desk runs.
package struct DeskSettings: Sendable {
    /// The theme.
    package var theme: ThemeWish
    /// The keys.
    package var keys: KeyTable

    /// Settings; the standard keys where nothing else is said.
    package init(theme: ThemeWish, keys: KeyTable = .standard) {
        self.theme = theme
        self.keys = keys
    }
}

/// Where a desk's configuration is, and how it is read again.
package struct SettingsSource: Sendable {
    /// The folder of the user's file.
    package var folder: String
    /// The file's name in it.
    package var file: String
    /// Reads it, or says why it can't be used.
    package var read: @Sendable () -> Result<DeskSettings, SettingsProblem>

    /// A source.
    package init(folder: String, file: String, read: @escaping @Sendable () -> Result<DeskSettings, SettingsProblem>) {
        self.folder = folder
        self.file = file
        self.read = read
    }
}

/// Why a configuration can't be used: file, line and what was expected.
package struct SettingsProblem: Error, Sendable {
    /// One sentence.
    package var sentence: String

    /// A problem.
    package init(_ sentence: String) { self.sentence = sentence }
}
