import FoundationEssentials
import Glibc
package import Screen

/// Finds themes by name: the user's folder, the installation's, the checkout's; the two defaults are compiled in.
package struct ThemeFiles: Sendable {
    /// Why there is no such theme.
    package enum Failure: Error, CustomStringConvertible {
        case notFound(name: String, nearest: String?, known: [String], folders: [String])
        case broken(ThemeError)

        /// One sentence, with the file's name in place of its path: for a line of a screen.
        package var onOneLine: String {
            guard case .broken(var error) = self else { return description }
            error.file = URL(filePath: error.file).lastPathComponent
            return error.description
        }

        /// One sentence.
        package var description: String {
            switch self {
            case .notFound(let name, let nearest, let known, let folders):
                "There is no theme \(sanitised(name, limit: 60))"
                    + (nearest.map { "; did you mean \(sanitised($0, limit: 60))?" } ?? Self.choice(known))
                    + " Looked for \(sanitised(name, limit: 60)).yaml in \(folders.joined(separator: ", "))."
            case .broken(let error): error.description
            }
        }

        /// Some of what there is, where nothing is near to what was asked for.
        private static func choice(_ known: [String]) -> String {
            let some = known.prefix(8).map { sanitised($0, limit: 60) }.joined(separator: ", ")
            return ". There are \(some)\(known.count > 8 ? " and \(known.count - 8) more" : "")."
        }
    }

    /// A theme and where it comes from.
    package struct Found: Sendable {
        /// The name that the configuration takes.
        package var name: String
        /// Nil for a default that is compiled in.
        package var file: String?
        /// What is there.
        package var theme: Theme
    }

    /// More themes than this are not offered.
    private static let most = 1_000
    private static let builtIn = ["ringside-dark": BuiltInThemes.dark, "ringside-light": BuiltInThemes.light]

    /// In the order in which they are searched.
    package let folders: [String]

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

    /// A theme by its file's name without `.yaml`, with its place; nil and `auto` for the default.
    package func find(_ name: String?) throws(Failure) -> Found {
        guard let name, name != "auto" else {
            return Found(name: "ringside-dark", file: nil, theme: BuiltInThemes.dark)
        }
        guard !name.contains("/"), !name.hasPrefix("."), !name.isEmpty else { throw notFound(name) }
        for folder in folders {
            let file = "\(folder)/\(name).yaml"
            guard let text = Self.text(of: file) else { continue }
            return Found(name: name, file: file, theme: try parse(text, file))
        }
        guard let theme = Self.builtIn[name] else { throw notFound(name) }
        return Found(name: name, file: nil, theme: theme)
    }

    /// A theme of any file, for who writes one.
    package func read(file: String) throws(Failure) -> Found {
        guard let text = Self.text(of: file) else {
            throw .broken(ThemeError(file: file, line: 1, problem: "can't be read as text"))
        }
        let name = URL(filePath: file).deletingPathExtension().lastPathComponent
        return Found(name: name, file: file, theme: try parse(text, file))
    }

    /// The names of all themes, in order, each once.
    package var names: [String] {
        var names = Set(Self.builtIn.keys)
        for folder in folders {
            for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                guard file.hasSuffix(".yaml"), !file.hasPrefix("."), names.count < Self.most else { continue }
                names.insert(String(file.dropLast(5)))
            }
        }
        return names.sorted()
    }

    /// What is written in a plain file of a size that a theme may have; a pipe of that name would hold us for ever.
    private static func text(of file: String) -> String? {
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= 1_000_000 else {
            return nil
        }
        return try? String(contentsOfFile: file, encoding: .utf8)
    }

    private func parse(_ text: String, _ file: String) throws(Failure) -> Theme {
        do throws(ThemeError) { return try Theme.parse(text, file: file) } catch { throw .broken(error) }
    }

    private func notFound(_ name: String) -> Failure {
        .notFound(name: name, nearest: nearestName(to: name, in: names), known: names, folders: folders)
    }
}
