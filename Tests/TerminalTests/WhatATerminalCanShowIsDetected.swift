import Screen
import Testing

@testable import Terminal

@Suite("What a terminal can show is detected")
struct WhatATerminalCanShowIsDetected {
    @Test(
        arguments: [
            (256, false, nil, [:], ColourDepth.indexed256), (16, false, nil, [:], .ansi16),
            (88, false, nil, [:], .ansi16),
            (8, false, nil, [:], .ansi8), (0, false, nil, [:], .none), (-1, false, nil, [:], .none),
            (16_777_216, true, nil, [:], .direct), (16_777_216, true, nil, ["NO_COLOR": "1"], .none),
            (16_777_216, true, .indexed256, [:], .indexed256), (256, false, nil, ["NO_COLOR": "1"], .none),
            (256, false, nil, ["NO_COLOR": ""], .indexed256), (256, false, .ansi16, ["NO_COLOR": "1"], .ansi16),
            (8, false, .indexed256, [:], .ansi8), (256, false, .direct, [:], .indexed256),
            (256, false, ColourDepth.none, [:], .none),
        ] as [(Int, Bool, ColourDepth?, [String: String], ColourDepth)]
    )
    func colours(
        _ colours: Int,
        _ isDirect: Bool,
        _ wanted: ColourDepth?,
        _ environment: [String: String],
        _ depth: ColourDepth
    ) {
        let found = ColourDepth.detected(colours: colours, isDirect: isDirect, wanted: wanted, environment: environment)
        #expect(found == depth)
    }

    @Test(
        arguments: [
            ([:], nil, .ifDescribed), (["COLORTERM": "truecolor"], nil, .always),
            (["COLORTERM": "24bit"], nil, .always), (["COLORTERM": "yes"], nil, .ifDescribed),
            (["COLORTERM": "truecolor", "STY": "7.pts"], nil, .ifDescribed),
            (["COLORTERM": "truecolor", "STY": "7.pts", "TMUX": "/tmp/t"], nil, .always),
            (["COLORTERM": "truecolor"], .indexed256, .never), ([:], .direct, .always),
        ] as [([String: String], ColourDepth?, DirectColour)]
    )
    func directColourIsTakenWhereTheTerminalNamesIt(
        _ environment: [String: String],
        _ wanted: ColourDepth?,
        _ direct: DirectColour
    ) {
        #expect(ColourDepth.direct(wanted: wanted, environment: environment) == direct)
    }

    @Test(
        arguments: [
            (RGB.black, 16), (RGB(0, 0, 7), 0x107), (RGB(0, 0, 255), 0x1FF), (RGB(0, 1, 0), 0x100),
            (RGB(18, 52, 86), 0x123456), (RGB.white, 0xFFFFFF),
        ] as [(RGB, Int32)]
    )
    func noDirectColourIsTakenForOneOfThe256(_ colour: RGB, _ number: Int32) {
        #expect(CellWriter.direct(colour) == number)
    }

    @Test(
        arguments: [
            ("15;0", Theme.Variant.dark), ("0;15", .light), ("0;default;7", .light), ("12;8", .dark), ("", nil),
            ("0;default", nil), ("0;99", nil),
        ] as [(String, Theme.Variant?)]
    )
    func lightOrDarkIsToldByCOLORFGBG(_ text: String, _ variant: Theme.Variant?) {
        #expect(Appearance.variant(in: ["COLORFGBG": text]) == variant)
    }

    @Test(
        arguments: [
            (["TERM": "xterm-256color"], true), (["TERM": "tmux-256color"], true), (["TERM": "linux"], false),
            (["TERM": "vt100"], false), (["TERM": "screen-256color"], false),
            (["TERM": "screen-256color", "TMUX": "/tmp/t"], true), ([:], false),
        ] as [([String: String], Bool)]
    )
    func onlyTerminalsThatUnderstandAreAsked(_ environment: [String: String], _ canBeAsked: Bool) {
        #expect(Appearance.canBeAsked(environment) == canBeAsked)
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
        for modes in [Modes(mouse: true), Modes(mouse: false), Modes(mouse: true, appearance: true)] {
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
