import Console
import Desk
import FoundationEssentials
import Operations
import Terminal

extension LookOptions {
    /// A desk at a socket, as configuration and command line have it; what is wrong with the configuration is told on the
    /// desk, which is no use to anybody if it does not start.
    ///
    /// The socket is where `socket` says, which is given the configured place.
    func setup(
        environment: [String: String],
        socket: (String?) throws -> String
    ) throws -> DeskSession.Setup {
        let source = source(environment)
        var problem: String?
        var settings = DeskSettings(theme: ThemeWish(theme))
        var configuration = Configuration()
        do throws(SettingsProblem) {
            configuration = try Self.configuration(environment)
            settings = try self.settings(configuration.deskPreferences, environment)
            problem = settings.problem
        } catch {
            problem = error.sentence
        }
        var setup = DeskSession.Setup(
            socketPath: try socket(configuration.deskSocket),
            themes: try shelf(settings.theme, environment, problem: &problem),
            environment: environment
        )
        (setup.keys, setup.keeping) = (settings.keys, settings.keeping)
        (setup.settings, setup.problem) = (source, problem)
        setup.terminal.mouse = configuration.deskPreferences.mouse
        setup.terminal.synchronised = configuration.deskPreferences.synchronizedOutput
        apply(to: &setup.terminal)
        return setup
    }

    /// A theme that the configuration names and nobody has is no reason not to start; one of the command line is.
    private func shelf(
        _ wish: ThemeWish,
        _ environment: [String: String],
        problem: inout String?
    ) throws(ThemeFiles.Failure) -> ThemeShelf {
        let files = ThemeFiles(environment: environment, executable: CommandLine.arguments.first ?? "ringside")
        let variant = Appearance.variant(in: environment)
        do throws(ThemeFiles.Failure) {
            return try ThemeShelf(wish, files: files, variant: variant)
        } catch {
            if theme != nil { throw error }
            problem = problem ?? error.onOneLine
            return try ThemeShelf(.usual, files: files, variant: variant)
        }
    }

    private func source(_ environment: [String: String]) -> SettingsSource? {
        guard let folder = DeskPreferences.userFolder(environment) else { return nil }
        return SettingsSource(folder: folder, file: "ringside.yaml") {
            do throws(SettingsProblem) {
                return .success(try settings(try Self.configuration(environment).deskPreferences, environment))
            } catch {
                return .failure(error)
            }
        }
    }

    private static func configuration(_ environment: [String: String]) throws(SettingsProblem) -> Configuration {
        do throws(ConfigurationFailure) {
            return try Configuration.readAtDesk(environment: environment)
        } catch {
            // The file's name is enough for a line of a screen.
            let sentence = error.refusals.first.map { "\($0)" } ?? "The configuration can't be used"
            let path = sentence.prefix { $0 != ":" }
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            throw SettingsProblem(name + sentence.dropFirst(path.count))
        }
    }

    private func settings(
        _ preferences: DeskPreferences,
        _ environment: [String: String]
    ) throws(SettingsProblem) -> DeskSettings {
        do throws(KeyTable.Refusal) {
            return DeskSettings(
                option: theme,
                configured: preferences.theme,
                kept: KeptTheme(environment: environment),
                usual: .automatic(dark: preferences.darkTheme, light: preferences.lightTheme),
                keys: try KeyTable(rebinding: preferences.keys)
            )
        } catch {
            throw SettingsProblem(error.problems.first ?? "The keys can't be had")
        }
    }
}
