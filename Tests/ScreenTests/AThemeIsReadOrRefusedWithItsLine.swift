import FoundationEssentials
import Testing

@testable import Screen

@Suite("A theme is read, or refused with its line")
struct AThemeIsReadOrRefusedWithItsLine {
    static let slots = Slot.ofBase16.enumerated().map {
        "  \($1.rawValue): \"#\(String(0x101010 * ($0 / 2 + 1), radix: 16))\""
    }
    static let palette = "palette:\n" + slots.joined(separator: "\n") + "\n"

    @Test(arguments: [("ringside-dark", BuiltInThemes.dark), ("ringside-light", BuiltInThemes.light)])
    func theDefaultsAreTheFilesInThemes(_ name: String, _ theme: Theme) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Themes")
        let source = try String(contentsOf: folder.appending(path: name + ".yaml"), encoding: .utf8)
        #expect(source == (theme.variant == .dark ? BuiltInThemes.darkSource : BuiltInThemes.lightSource))
        #expect(try Theme.parse(source, file: name) == theme)
        #expect(theme.claimedVariant == theme.variant.rawValue)
        #expect(name.hasSuffix(theme.variant.rawValue))
    }

    @Test func theNestedFormIsRead() throws {
        let theme = try Theme.parse("system: base16\nname: 'A'\nauthor: me\n" + Self.palette, file: "a.yaml")
        #expect(theme.name == "A")
        #expect(theme[.base00] == RGB(0x10, 0x10, 0x10))
        #expect(theme[.base0F] == RGB(0x80, 0x80, 0x80))
        #expect(theme[.base12] == theme[.base08])
        #expect(theme.variant == .dark)
    }

    @Test func theLegacyFlatFormIsRead() throws {
        let flat = Slot.ofBase16.map { "\($0.rawValue): \"000000\"" }.joined(separator: "\n")
        let theme = try Theme.parse("scheme: \"Old\"\nauthor: \"me\"\n" + flat, file: "old.yaml")
        #expect(theme.name == "Old")
        #expect(theme[.base05] == RGB(0, 0, 0))
    }

    @Test func base24HasItsOwnEight() throws {
        let eight = (0x10...0x17).map { "  base\(String($0, radix: 16)): 1e5000\n" }.joined()
        let theme = try Theme.parse("system: base24\nname: B\n" + Self.palette + eight, file: "b.yaml")
        #expect(theme[.base12] == RGB(0x1E, 0x50, 0x00))
        #expect(theme.colour(of: .danger as Surface) == RGB(0x1E, 0x50, 0x00))
    }

    @Test func bareDigitsAreColoursAndNeverNumbers() throws {
        let source = "name: N\n" + Self.palette.replacing("\"#101010\"", with: "000000")
        #expect(try Theme.parse(source, file: "n.yaml")[.base01] == RGB(0, 0, 0))
    }

    @Test func theVariantIsWhatTheBackgroundIsWhateverTheFileClaims() throws {
        let theme = try Theme.parse("name: N\nvariant: light\n" + Self.palette, file: "n.yaml")
        #expect(theme.variant == .dark)
        #expect(theme.claimedVariant == "light")
    }

    @Test func aThemeMapsRolesAndSurfacesToSlots() throws {
        let block = "ringside:\n  gold: base0F\n  bar-background: base07\n"
        let theme = try Theme.parse("name: N\n" + Self.palette + block, file: "n.yaml")
        #expect(theme.colour(of: .gold) == theme[.base0F])
        #expect(theme.colour(of: .bar as Surface) == theme[.base07])
        #expect(theme.colour(of: .ok) == theme[.base0B])
    }

    @Test(arguments: [
        ("", 1, "empty"),
        ("just text", 1, "expected a scheme"),
        ("name: N\n\tpalette: x", 2, "not YAML"),
        ("name: N\npalette: \"x", 2, "not YAML"),
        ("name: N\npalette: &a {base00: *a}\n", 2, ""),
        (palette, 1, "`name:`"),
        ("name: N\n", 1, "lacks base00, base01"),
        ("name: N\npalette: 5\n", 2, "base00 to base0F"),
        ("name: N\npalette:\n  base00: \"#000000\"\n", 2, "lacks base01"),
        ("name: N\n" + palette.replacing("\"#808080\"", with: "\"#80808\""), 17, "six hex digits"),
        ("name: N\n" + palette.replacing("\"#808080\"", with: "#808080"), 17, "needs quotes"),
        ("name: N\n" + palette + "  base18: \"000000\"\n", 19, "unknown slot `base18`"),
        ("name: N\nname: M\n" + palette, 2, "twice"),
        ("name: N\n" + palette + "  base00: \"000000\"\n", 19, "twice"),
        ("name: N\n" + palette + "  Base0a: \"000000\"\n", 19, "twice"),
        ("system: base32\nname: N\n" + palette, 1, "`base32`"),
        ("system: base24\nname: N\n" + palette, 3, "lacks base10"),
        ("name: N\ncolour: x\n" + palette, 2, "unknown key `colour`"),
        ("name: N\n" + palette + "ringside:\n  gould: base0A\n", 20, "unknown role `gould`"),
        ("name: N\n" + palette + "ringside:\n  gould: base0A\n", 20, "did you mean `gold`?"),
        ("name: N\n" + palette + "ringside:\n  gold: yellow\n", 20, "slot such as"),
        ("name: N\n" + palette + "ringside:\n  colours: mine\n", 20, "scheme, terminal or none"),
        ("name: N\n" + palette + "ringside:\n  contrast: 21\n", 20, "from 4.5 to 7"),
        ("nmae: N\n" + palette, 1, "did you mean `name`?"),
        ("name: N\n" + palette + "ringside: gold\n", 19, "roles and their slots"),
        ("name: [N]\n" + palette, 1, "one value"),
        ("name: N\n" + palette + String(repeating: "#", count: 70_000), 1, "at most"),
    ])
    func badFilesAreRefused(_ source: String, _ line: Int, _ words: String) {
        let error = #expect(throws: ThemeError.self) { try Theme.parse(source, file: "bad.yaml") }
        #expect(error?.line == line, "\(error?.description ?? "")")
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        #expect(error?.description.hasPrefix("bad.yaml:") == true)
    }
}
