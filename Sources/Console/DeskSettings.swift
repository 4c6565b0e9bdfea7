package import Desk

/// What a configuration says of a desk, as far as it counts while the desk runs.
package struct DeskSettings: Sendable {
    /// The theme.
    package var theme: ThemeWish
    /// The keys.
    package var keys: KeyTable
    /// What becomes of a theme that is kept in the picker.
    package var keeping: ThemeKeeping
    /// What can't be used and is passed over, as a sentence.
    package var problem: String?

    /// The standard keys, and a theme that somebody has named.
    package init(theme: ThemeWish) {
        self.theme = theme
        keys = .standard
        keeping = .never("the configuration can't be used")
    }

    /// Keys, and the first theme that is named: on the command line, in the configuration, or kept in the picker.
    ///
    /// `auto` is a name, too: that of `usual`.
    package init(option: String?, configured: String?, kept: KeptTheme?, usual: ThemeWish, keys: KeyTable) {
        self.keys = keys
        theme = (option ?? configured).flatMap { $0 == "auto" ? nil : .named($0) } ?? usual
        if option != nil {
            keeping = .never("--theme named another")
        } else if configured != nil {
            keeping = .never("desk.theme in the configuration names another")
        } else if let kept {
            keeping = .noted(kept)
            do throws(SettingsProblem) {
                if let name = try kept.name() { theme = .named(name) }
            } catch {
                problem = error.sentence
            }
        } else {
            keeping = .never("there is no home to note it in")
        }
    }
}

/// What becomes of a theme that is kept in the picker, when the desk starts again.
package enum ThemeKeeping: Sendable, Hashable {
    /// It is noted.
    case noted(KeptTheme)
    /// It is not, for a reason that can stand behind a colon.
    case never(String)

    /// Notes it; gives the reason where that can't be.
    func keep(_ name: String) -> String? {
        switch self {
        case .noted(let kept): kept.keep(name)
        case .never(let reason): reason
        }
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
