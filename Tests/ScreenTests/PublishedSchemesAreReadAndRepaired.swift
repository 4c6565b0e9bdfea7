import Foundation
import Testing

@testable import Screen

@Suite("Published schemes are read as they are, and repaired")
struct PublishedSchemesAreReadAndRepaired {
    @Test(arguments: PublishedSchemes.all, ColourDepth.allCases)
    func aFew(_ source: String, _ depth: ColourDepth) throws {
        let theme = try Theme.parse(source, file: "published.yaml")
        #expect(theme.author?.isEmpty == false)
        expectReadable(theme, depth)
    }

    @Test func theFormOfBeforeSaysTheSame() throws {
        let new = try Theme.parse(PublishedSchemes.defaultDark, file: "new.yaml")
        let old = try Theme.parse(PublishedSchemes.defaultDarkFlat, file: "old.yaml")
        #expect(new.name == old.name && new.author == old.author)
        #expect(Slot.allCases.allSatisfy { new[$0] == old[$0] })
        #expect(new[.base09] == RGB(0xDC, 0x96, 0x56))
    }

    @Test func aSchemeOfBase24BringsItsOwnRed() throws {
        let theme = try Theme.parse(PublishedSchemes.dracula, file: "dracula.yaml")
        #expect(theme.colour(of: .danger as Surface) == RGB(0xF2, 0x8C, 0x8C))
    }

    @Test func aFamouslyFaintOneIsReportedBeforeAndAfter() throws {
        let theme = try Theme.parse(PublishedSchemes.solarizedLight, file: "solarized.yaml")
        let report = ThemeReport(theme, depth: .direct)
        let warning = try #require(report.pairs.first { $0.role == .warning && $0.surface == .screen })
        #expect(warning.isRepaired)
        #expect(abs(warning.before - 2.98) < 0.01 && warning.after >= 4.5, "\(warning)")
    }

    @Test("all of them", .enabled(if: PublishedSchemes.folder != nil), arguments: [ColourDepth.indexed256, .direct])
    func all(_ depth: ColourDepth) throws {
        let files = try PublishedSchemes.files()
        #expect(files.count >= 280)
        var needingRepair = 0
        for (path, text) in files {
            let theme = try Theme.parse(text, file: path)
            expectReadable(theme, depth)
            if !ThemeReport(theme, depth: depth).repaired.isEmpty { needingRepair += 1 }
        }
        #expect(needingRepair > files.count / 2)
    }
}

/// Holds every pair of a theme to its floor.
func expectReadable(_ theme: Theme, _ depth: ColourDepth) {
    let palette = Palette(theme: theme, depth: depth)
    for surface in Surface.allCases {
        for role in Role.allCases {
            let (foreground, background) = palette.colours(for: Style(role, surface: surface))
            guard let letters = foreground.rgb, let behind = background.rgb else { continue }
            let contrast = letters.contrast(with: behind)
            // The 8 and 16 are the user's, and have no seven to one for every meaning.
            let isNamed = depth == .ansi8 || depth == .ansi16
            let floor = isNamed ? min(4.5, theme.contrastFloor(of: role)) : theme.contrastFloor(of: role)
            guard contrast < floor else { continue }
            Issue.record("\(theme.name), \(depth): \(role) on \(surface) has \(contrast)")
        }
    }
}
