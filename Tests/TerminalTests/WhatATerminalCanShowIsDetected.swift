import Screen
import Testing

@testable import Terminal

@Suite("What a terminal can show is detected")
struct WhatATerminalCanShowIsDetected {
    @Test(
        arguments: [
            (256, nil, [:], ColourDepth.indexed256), (16, nil, [:], .ansi16), (88, nil, [:], .ansi16),
            (8, nil, [:], .ansi8), (0, nil, [:], .none),
            (-1, nil, [:], .none), (16_777_216, nil, [:], .indexed256), (256, nil, ["NO_COLOR": "1"], .none),
            (256, nil, ["NO_COLOR": ""], .indexed256),
            (256, .ansi16, ["NO_COLOR": "1"], .ansi16), (8, .indexed256, [:], .ansi8), (256, .direct, [:], .indexed256),
            (256, ColourDepth.none, [:], .none),
        ] as [(Int, ColourDepth?, [String: String], ColourDepth)]
    )
    func colours(_ colours: Int, _ wanted: ColourDepth?, _ environment: [String: String], _ depth: ColourDepth) {
        #expect(ColourDepth.detected(colours: colours, wanted: wanted, environment: environment) == depth)
    }

    @Test(
        arguments: [
            (["LANG": "de_DE.UTF-8"], true, false), (["LC_ALL": "ja_JP.UTF-8", "LANG": "C"], true, true),
            (["LANG": "zh_CN.UTF-8"], true, true),
            (["LC_ALL": "", "LANG": "xx_XX.utf8"], true, false), (["LC_ALL": "C"], false, false), ([:], false, false),
            (["LC_CTYPE": "nonsense"], false, false),
        ] as [([String: String], Bool, Bool)]
    )
    func characters(_ environment: [String: String], _ isUTF8: Bool, _ hasWideSigns: Bool) {
        let characters = LocaleCharacters.adopt(environment: environment)
        #expect(characters.isUTF8 == isUTF8)
        #expect(characters.hasWideSigns == hasWideSigns)
        #expect(characters.needsASCII == (!isUTF8 || hasWideSigns))
    }

    @Test func everyModeThatIsSwitchedOnIsSwitchedOffTheOtherWayRound() {
        for modes in [Modes(mouse: true), Modes(mouse: false)] {
            let on = modes.on.split(separator: "\u{1B}[?").map { $0.dropLast() }
            let off = modes.off.split(separator: "\u{1B}[?").map { $0.dropLast() }
            #expect(on == off.reversed())
            #expect(modes.on.allSatisfy { $0 != "l" } && modes.off.allSatisfy { $0 != "h" })
        }
        #expect(!Modes(mouse: false).on.contains("1000"))
    }

    @Test(
        arguments: [
            ("a", 1, ["a"]), ("ä", 1, ["ä"]), ("山", 2, ["山"]), ("─", 1, ["─"]), ("e\u{301}", 1, ["e\u{301}"]),
            ("\u{378}", 1, ["?"]), ("\u{1FAE9}", 2, ["?", " "]),
        ] as [(String, UInt8, [String])]
    )
    func inUTF8ACellIsItselfUnlessWidthsDisagree(_ text: String, _ width: UInt8, _ shown: [String]) {
        let translation = CellTranslation(prefersASCII: false, width: Self.width, canWrite: { _ in true })
        #expect(Self.texts(translation.scalars(of: Cell(text: text, style: .text, width: width))) == shown)
    }

    @Test(
        arguments: [
            ("a", 1, ["a"]), ("ä", 1, ["ä"]), ("山", 2, ["?", " "]), ("─", 1, ["-"]), ("…", 1, ["~"]), ("·", 1, ["."]),
        ] as [(String, UInt8, [String])]
    )
    func elsewhereOnlyWhatTheLocaleHasIsWritten(_ text: String, _ width: UInt8, _ shown: [String]) {
        let translation = CellTranslation(prefersASCII: true, width: Self.width, canWrite: { $0.value < 256 })
        #expect(Self.texts(translation.scalars(of: Cell(text: text, style: .text, width: width))) == shown)
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar {
        case "山": 2
        case "\u{301}": 0
        case "\u{378}", "\u{1FAE9}": -1
        default: 1
        }
    }

    private static func texts(_ cells: [[Unicode.Scalar]]) -> [String] {
        cells.map { String(String.UnicodeScalarView($0)) }
    }
}
