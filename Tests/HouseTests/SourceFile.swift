/// A source file as the rules see it.
struct SourceFile {
    /// From the repository's root, such as `Sources/Feed/Ring.swift`.
    let path: String
    let lines: [Substring]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    struct Import: Equatable {
        let module: String
        /// Whether the module's types may stand in the importing target's own interface.
        let isShown: Bool
        let line: Int
    }

    /// `Feed` for `Sources/Feed/Ring.swift`.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    var isSwift: Bool { path.hasSuffix(".swift") }

    /// The newline at the end of the last line begins none.
    var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

    var imports: [Import] {
        lines.enumerated().compactMap { index, line in
            guard line.contains("import"), let match = try? Self.importLine().prefixMatch(in: line) else { return nil }
            let isShown = ["package", "public"].contains(match.access) || line.contains("@_exported")
            return Import(module: String(match.module), isShown: isShown, line: index + 1)
        }
    }

    /// Types declared here, with their lines.
    var types: [(name: Substring, line: Int)] {
        lines.enumerated().flatMap { index, line in
            line.matches(of: /\b(?:struct|class|enum|actor|protocol|typealias) +([A-Za-z]\w*)/).map {
                ($0.1, index + 1)
            }
        }
    }

    private static func importLine() -> Regex<(Substring, access: Substring?, module: Substring)> {
        #/
        \s* (?: @\w+ (?: \( [^\)]* \) )? \s+ )*
        (?: (?<access> public | package | internal | fileprivate | private ) \s+ )?
        import \s+ (?: (?: struct | class | enum | protocol | actor | func | var | let | typealias ) \s+ )?
        (?<module> \w+ )
        /#
    }
}
