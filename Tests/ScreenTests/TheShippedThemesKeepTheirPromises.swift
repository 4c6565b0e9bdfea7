import FoundationEssentials
import Testing

@testable import Screen

@Suite("The shipped themes keep their promises")
struct TheShippedThemesKeepTheirPromises {
    static let names = [
        "ringside-dark", "ringside-light", "ringside-contrast", "ringside-deuteranopia", "ringside-tritanopia",
        "ringside-mono", "ringside-terminal",
    ]

    static func theme(_ name: String) throws -> Theme {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Themes")
        let text = try String(contentsOf: folder.appending(path: name + ".yaml"), encoding: .utf8)
        return try Theme.parse(text, file: name + ".yaml")
    }

    @Test(arguments: names, ColourDepth.allCases)
    func allAreReadable(_ name: String, _ depth: ColourDepth) throws {
        let theme = try Self.theme(name)
        #expect(!theme.claimsWrongVariant)
        expectReadable(theme, depth)
    }

    @Test(arguments: names)
    func noneNeedsRepairWhereEveryColourCanBeShown(_ name: String) throws {
        let repaired = ThemeReport(try Self.theme(name), depth: .direct).repaired
        #expect(repaired.isEmpty, "\(repaired.map { "\($0.role) on \($0.surface) \($0.before)" })")
    }

    @Test(arguments: [ColourDepth.ansi8, .ansi16, .indexed256, .direct])
    func highContrastIsSevenToOne(_ depth: ColourDepth) throws {
        let report = ThemeReport(try Self.theme("ringside-contrast"), depth: depth)
        let isJudged = depth == .direct || depth == .indexed256
        // The 8 and 16 are the user's, and have no seven to one for every meaning.
        let floor = isJudged ? 7 : 4.5
        let faint = report.pairs.filter { $0.role != .line && $0.after < floor }
        #expect(faint.isEmpty, "\(faint)")
    }

    @Test(
        arguments: [
            ("ringside-deuteranopia", Sight.deuteranopia), ("ringside-deuteranopia", .protanopia),
            ("ringside-tritanopia", .tritanopia),
        ],
        [ColourDepth.ansi16, .indexed256, .direct]
    )
    func goodDoubtfulAndBadAreToldApartBy(_ pair: (String, Sight), _ depth: ColourDepth) throws {
        let theme = try Self.theme(pair.0)
        #expect(Self.nearest(of: theme, depth, seenWith: pair.1) >= 0.1)
    }

    @Test func theDefaultIsNotForThem() {
        #expect(Self.nearest(of: BuiltInThemes.dark, .direct, seenWith: .deuteranopia) < 0.1)
        #expect(Self.nearest(of: BuiltInThemes.dark, .direct, seenWith: .tritanopia) < 0.1)
        #expect(Self.nearest(of: BuiltInThemes.dark, .direct, seenWith: .usual) >= 0.1)
    }

    @Test func monochromeUsesNoColourAnywhere() throws {
        let palette = Palette(theme: try Self.theme("ringside-mono"), depth: .direct)
        for role in Role.allCases { #expect(palette.colours(for: Style(role)) == (.standard, .standard)) }
        #expect(palette.appearance(of: Style(.selection)).reverse)
    }

    @Test(arguments: [ColourDepth.ansi8, .ansi16, .indexed256, .direct])
    func theTerminalsOwnColoursAreLeftToTheTerminal(_ depth: ColourDepth) throws {
        let palette = Palette(theme: try Self.theme("ringside-terminal"), depth: depth)
        #expect(palette.colours(for: .text) == (.standard, .standard))
        for role in Role.allCases {
            let (foreground, background) = palette.colours(for: Style(role, surface: .screen))
            #expect(background == .standard)
            switch foreground {
            case .standard: continue
            case .ansi(let number): #expect(number < (depth == .ansi8 ? 8 : 16))
            case .indexed, .direct: Issue.record("\(role) is \(foreground)")
            }
        }
    }

    /// The least distance between two of good, doubtful, bad and news, in OKLab.
    private static func nearest(of theme: Theme, _ depth: ColourDepth, seenWith sight: Sight) -> Double {
        let palette = Palette(theme: theme, depth: depth)
        let seen = [Role.ok, .warning, .error, .info].compactMap { palette.colours(for: Style($0)).foreground.rgb }
            .map(sight.sees)
        let distances = seen.indices.flatMap { one in
            seen.indices.filter { $0 > one }.map { seen[one].squaredDistance(to: seen[$0]) }
        }
        return (distances.min() ?? 0).squareRoot()
    }
}

/// Eyes of which one kind of cone is missing, after Machado, Oliveira and Fernandes (2009), severity 1.
enum Sight: CaseIterable {
    case usual, protanopia, deuteranopia, tritanopia

    private var matrix: [[Double]] {
        switch self {
        case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia:
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        case .deuteranopia:
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        case .tritanopia:
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        }
    }

    func sees(_ colour: RGB) -> OKLab {
        let linear = [colour.red, colour.green, colour.blue].map(RGB.linear)
        let seen = matrix.map { row in min(1, max(0, zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 })) }
        return OKLab(linear: seen[0], seen[1], seen[2])
    }
}
