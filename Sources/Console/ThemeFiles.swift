import FoundationEssentials
package import Screen

/// Finds themes by name: the user's folder, the installation's, the checkout's; the two defaults are compiled in.
package struct ThemeFiles: Sendable {
    /// Why there is no such theme.
    package enum Failure: Error, CustomStringConvertible {
        case notFound(name: String, folders: [String])
        case broken(ThemeError)

        /// One sentence.
        package var description: String {
            switch self {
            case .notFound(let name, let folders):
                "There is no theme \(sanitised(name)); looked for \(sanitised(name)).yaml in \(folders.joined(separator: ", "))."
            case .broken(let error): error.description
            }
        }
    }

    /// In the order in which they are searched.
    let folders: [String]

    /// The folders of a user and of an executable.
    package init(environment: [String: String], executable: String) {
        let home = environment["HOME"] ?? "/"
        let configuration = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(home)/.config"
        let bin = URL(filePath: executable).deletingLastPathComponent()
        folders = [
            "\(configuration)/ringside/themes", bin.appending(path: "../share/ringside/themes").standardized.path,
            "Themes",
        ]
    }

    /// A theme by its file's name without `.yaml`; nil for the default.
    package func theme(named name: String?) throws(Failure) -> Theme {
        guard let name, name != "auto" else { return BuiltInThemes.dark }
        guard !name.contains("/"), !name.hasPrefix(".") else { throw .notFound(name: name, folders: folders) }
        for folder in folders {
            let file = "\(folder)/\(name).yaml"
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { continue }
            do throws(ThemeError) { return try Theme.parse(text, file: file) } catch { throw .broken(error) }
        }
        switch name {
        case "ringside-dark": return BuiltInThemes.dark
        case "ringside-light": return BuiltInThemes.light
        default: throw .notFound(name: name, folders: folders)
        }
    }
}
