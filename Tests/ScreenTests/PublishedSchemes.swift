import Foundation

/// A few schemes as their authors have published them (github.com/tinted-theming/schemes); the colours are under the MIT
/// licence: Default Dark © Chris Kempson, Solarized © Ethan Schoonover, Dracula © Dracula Theme and FredHappyface.
enum PublishedSchemes {
    private static let defaultDarkColours = """
        base00: "181818"
        base01: "282828"
        base02: "383838"
        base03: "585858"
        base04: "b8b8b8"
        base05: "d8d8d8"
        base06: "e8e8e8"
        base07: "f8f8f8"
        base08: "ab4642"
        base09: "dc9656"
        base0A: "f7ca88"
        base0B: "a1b56c"
        base0C: "86c1b9"
        base0D: "7cafc2"
        base0E: "ba8baf"
        base0F: "a16946"

        """

    /// base16, with `palette:`.
    static let defaultDark = """
        system: "base16"
        name: "Default Dark"
        author: "Chris Kempson (http://chriskempson.com)"
        variant: "dark"
        palette:

        """ + defaultDarkColours.split(separator: "\n").map { "  \($0)\n" }.joined()

    /// The same in the form of before 2022.
    static let defaultDarkFlat = """
        scheme: "Default Dark"
        author: "Chris Kempson (http://chriskempson.com)"

        """ + defaultDarkColours

    /// A light one whose colours are famously faint.
    static let solarizedLight = """
        system: "base16"
        name: "Solarized Light"
        author: "Ethan Schoonover (modified by aramisgithub)"
        variant: "light"
        palette:
          base00: "fdf6e3"
          base01: "eee8d5"
          base02: "93a1a1"
          base03: "839496"
          base04: "657b83"
          base05: "586e75"
          base06: "073642"
          base07: "002b36"
          base08: "dc322f"
          base09: "cb4b16"
          base0A: "b58900"
          base0B: "859900"
          base0C: "2aa198"
          base0D: "268bd2"
          base0E: "6c71c4"
          base0F: "d33682"

        """

    /// base24.
    static let dracula = """
        system: "base24"
        name: "Dracula"
        author: "FredHappyface (https://github.com/fredHappyface)"
        variant: "dark"
        palette:
          base00: "282a36"
          base01: "363447"
          base02: "44475a"
          base03: "6272a4"
          base04: "9ea8c7"
          base05: "f8f8f2"
          base06: "f0f1f4"
          base07: "ffffff"
          base08: "ff5555"
          base09: "ffb86c"
          base0A: "f1fa8c"
          base0B: "50fa7b"
          base0C: "8be9fd"
          base0D: "80bfff"
          base0E: "ff79c6"
          base0F: "bd93f9"
          base10: "1e2029"
          base11: "16171d"
          base12: "f28c8c"
          base13: "eef5a3"
          base14: "a3f5b8"
          base15: "baedf7"
          base16: "a3ccf5"
          base17: "f5a3d2"

        """

    static let all = [defaultDark, defaultDarkFlat, solarizedLight, dracula]

    /// All that there are, where somebody has a copy: `RINGSIDE_SCHEMES` names its folder.
    static let folder = ProcessInfo.processInfo.environment["RINGSIDE_SCHEMES"]

    static func files() throws -> [(path: String, text: String)] {
        guard let folder, let paths = FileManager.default.enumerator(atPath: folder) else { return [] }
        return try paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.map {
            ($0, try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))
        }
    }
}
