import Testing

@testable import Screen

@Suite("Every pair that is drawn is readable")
struct EveryPairThatIsDrawnIsReadable {
    @Test(arguments: [BuiltInThemes.dark, BuiltInThemes.light], ColourDepth.allCases)
    func inTheDefaults(_ theme: Theme, _ depth: ColourDepth) { expectReadable(theme, depth) }

    @Test(arguments: ["000000", "ffffff", "777777", "ff0000", "0000ff", "ffff00"], ColourDepth.allCases)
    func inSchemesOfOneColour(_ colour: String, _ depth: ColourDepth) throws {
        expectReadable(try theme { _ in colour }, depth)
    }

    @Test(arguments: 1...12)
    func inSchemesOfAnyColours(_ seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        let nasty = try theme { _ in
            String((0x1000000 + Int(generator.next() % 0x1000000)), radix: 16).suffix(6).description
        }
        for depth in ColourDepth.allCases { expectReadable(nasty, depth) }
    }

    @Test func theDefaultsNeedNoRepairOnTheScreenWhereEveryColourCanBeShown() {
        for theme in [BuiltInThemes.dark, BuiltInThemes.light] {
            let palette = Palette(theme: theme, depth: .direct)
            for role in Role.allCases where Style(role).surface == .screen {
                #expect(
                    palette.colours(for: Style(role)).foreground == .direct(theme.colour(of: role)),
                    "\(theme.name) \(role)"
                )
            }
        }
    }

    @Test func colourIsNeverAlone() {
        let palette = Palette(theme: BuiltInThemes.dark, depth: .none)
        #expect(palette.appearance(of: Style(.selection)).reverse)
        #expect(palette.appearance(of: Style(.text).on(.danger)).reverse)
        #expect(palette.appearance(of: Style(.strong)).bold)
        #expect(!palette.appearance(of: .text).reverse)
        #expect(palette.colours(for: Style(.error)) == (.standard, .standard))
    }

    @Test func aTerminalOfAFewColoursIsNeverToldOfMore() {
        for style in styles {
            for case .ansi(let number) in pair(Palette(theme: BuiltInThemes.light, depth: .ansi8), style) {
                #expect(number < 8)
            }
            for colour in pair(Palette(theme: BuiltInThemes.dark, depth: .indexed256), style) {
                guard case .indexed(let number) = colour else {
                    Issue.record("\(colour) on 256 colours")
                    return
                }
                #expect(number >= 16)
            }
        }
    }

    @Test func theNearestOf256IsTheColourItselfWhereItIsOneOfThem() {
        #expect(Colour.nearestIndexed(to: RGB(0, 0, 0)) == .indexed(16))
        #expect(Colour.nearestIndexed(to: RGB(255, 255, 255)) == .indexed(231))
        #expect(Colour.nearestIndexed(to: RGB(255, 0, 0)) == .indexed(196))
        #expect(Colour.nearestIndexed(to: RGB(8, 8, 8)) == .indexed(232))
        #expect(Colour.nearestIndexed(to: RGB(94, 136, 176)) == .indexed(67))
    }

    @Test func contrastIsWhatWCAGSays() {
        #expect(RGB.black.contrast(with: .white) == 21)
        #expect(abs(RGB(119, 119, 119).contrast(with: .white) - 4.478) < 0.001)
        #expect(abs(RGB(205, 0, 0).luminance - 0.1298) < 0.0005)
    }

    private var styles: [Style] {
        Surface.allCases.flatMap { surface in Role.allCases.map { Style($0, surface: surface) } }
    }

    private func pair(_ palette: Palette, _ style: Style) -> [Colour] {
        [palette.colours(for: style).foreground, palette.colours(for: style).background]
    }

    private func expectReadable(_ theme: Theme, _ depth: ColourDepth) {
        let palette = Palette(theme: theme, depth: depth)
        for style in styles {
            let (foreground, background) = palette.colours(for: style)
            guard let letters = foreground.rgb, let behind = background.rgb else {
                #expect(depth == .none)
                continue
            }
            #expect(
                letters.contrast(with: behind) >= theme.contrastFloor(of: style.role),
                "\(theme.name) \(depth) \(style)"
            )
        }
    }

    private func theme(_ colour: (Slot) -> String) throws -> Theme {
        let slots = Slot.ofBase16.map { "  \($0.rawValue): \"\(colour($0))\"\n" }.joined()
        return try Theme.parse("name: Nasty\npalette:\n" + slots, file: "nasty.yaml")
    }
}
