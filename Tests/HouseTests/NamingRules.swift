/// What is wrong with names and sizes, as sentences that begin with the path.
enum NamingRules {
    static let topLevel: Set<String> = ["Package.swift", "Sources", "Tests", "Themes", "Scripts", "README.md"]

    /// Dot files are free; `Package.resolved` is SwiftPM's and not in git.
    static func topLevelViolations(_ names: [String]) -> [String] {
        let found = Set(names.filter { !$0.hasPrefix(".") && $0 != "Package.resolved" })
        return found.subtracting(topLevel).sorted().map { "\($0): not one of \(topLevel.sorted())" }
            + topLevel.subtracting(found).sorted().map { "\($0): missing at the top level" }
    }

    /// Each part of a path is read as words: `PhoneUtils.swift` has the word `Utils`, `Score.swift` has not the word `Core`.
    static func nameViolations(_ paths: [String]) -> [String] {
        let empty: Set<String> = ["Util", "Utils", "Utilities", "Helper", "Helpers", "Common", "Core", "Manager"]
        return paths.flatMap { path in
            words(of: path).filter(empty.contains).map { "\(path): a name with '\($0)' in it says nothing" }
        }
    }

    private static func words(of path: String) -> [String] {
        path.matches(of: /[A-Z]?[a-z]+/).map { $0.output.prefix(1).uppercased() + $0.output.dropFirst() }
    }

    static func lengthViolations(_ sources: [SourceFile], most: Int = 500) -> [String] {
        sources.filter { $0.lineCount > most }.map { "\($0.path): \($0.lineCount) lines, \(most) at most" }
    }

    /// A type with a module's name hides the module.
    static func typeViolations(_ sources: [SourceFile], targets: Set<String>) -> [String] {
        sources.flatMap { source in
            source.types.filter { targets.contains(String($0.name)) }.map {
                "\(source.path):\($0.line): \($0.name) is the name of a target"
            }
        }
    }
}
