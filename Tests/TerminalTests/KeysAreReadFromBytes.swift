import Screen
import Testing

@testable import Terminal

@Suite("Keys are read from bytes")
struct KeysAreReadFromBytes {
    private static let esc = "\u{1B}"

    @Test(arguments: [
        ("j", [Key.character("j")]), ("Y", [.character("Y")]), (" ", [.character(" ")]),
        ("äb", [.character("ä"), .character("b")]),
        ("e\u{301}", [.character("e\u{301}")]), ("山", [.character("山")]), ("\r", [.enter]), ("\n", [.enter]),
        ("\t", [.tab]),
        ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]), ("\u{3}", [.control("C")]), ("\u{0}", [.control("@")]),
        (esc + "[A", [.up]), (esc + "OA", [.up]), (esc + "[1;5C", [.right]), (esc + "[H", [.home]),
        (esc + "[4~", [.end]),
        (esc + "[5~", [.pageUp]), (esc + "[3~", [.delete]), (esc + "[Z", [.backTab]), (esc + "OP", [.function(1)]),
        (esc + "[15~", [.function(5)]), (esc + "[24~", [.function(12)]), (esc + "[[A", [.function(1)]),
        (esc + "OM", [.enter]),
        (esc + "Oq", [.character("1")]), (esc + "q", [.escape, .character("q")]), (esc + esc + "[A", [.escape, .up]),
    ])
    func whole(_ text: String, _ keys: [Key]) {
        var decoder = InputDecoder()
        #expect(decoder.decode(Array(text.utf8)) == keys.map(Input.key))
        #expect(decoder.patience == nil)
    }

    @Test(arguments: [
        "j", "ä山", esc + "[1;5C", esc + "OP", esc + "[15~", esc + "[[B", esc + "[<0;3;4M",
        esc + "[200~a\rb" + esc + "[201~",
    ])
    func splitAnywhere(_ text: String) {
        var whole = InputDecoder()
        let expected = whole.decode(Array(text.utf8))
        var decoder = InputDecoder()
        #expect(Array(text.utf8).flatMap { decoder.decode([$0]) } == expected)
    }

    @Test func aLoneEscapeIsTheKeyOnceNothingFollows() {
        var decoder = InputDecoder(escapeDelay: 40)
        #expect(decoder.decode([0x1B]) == [])
        #expect(decoder.patience == 40)
        #expect(decoder.giveUp() == [.key(.escape)])
        #expect(decoder.patience == nil)
    }

    @Test(arguments: ["]11;rgb:ff", "]", "[?62", "P>|x"])
    func theRestOfAnAnswerIsWaitedForLongerThanAnyKeyTakes(_ start: String) {
        var decoder = InputDecoder()
        #expect(decoder.decode(Array((Self.esc + start).utf8)) == [])
        #expect(decoder.patience == 1000)
    }

    @Test func anEscapeRightAfterAQuestionMayBeginTheAnswer() {
        var decoder = InputDecoder()
        decoder.expectsAnswer = true
        #expect(decoder.decode([0x1B]) == [])
        #expect(decoder.patience == 150)
        decoder.expectsAnswer = false
        #expect(decoder.patience == 25)
    }

    @Test func anUnfinishedSequenceIsNothing() {
        var decoder = InputDecoder()
        #expect(decoder.decode(Array((Self.esc + "[1;").utf8)) == [])
        #expect(decoder.giveUp() == [])
        #expect(decoder.decode(Array("q".utf8)) == [.key(.character("q"))])
    }

    @Test(arguments: [
        esc + "]10;rgb:1111/2222/3333" + esc + "\\", esc + "]11;?\u{7}", esc + "]11;rgb:zz/2222/3333\u{7}",
        esc + "P>|xterm(370)" + esc + "\\",
        esc + "[?2026;2$y", esc + "[?997;3n", esc + "[99~", esc + "[1;2;3u", esc + "[<35;3;4M",
    ])
    func answersAreSwallowed(_ answer: String) {
        var decoder = InputDecoder()
        #expect(decoder.decode(Array((answer + "j").utf8)) == [.key(.character("j"))])
    }

    @Test(arguments: [
        (esc + "]11;rgb:1a1a/2b2b/3c3c" + esc + "\\", Input.background(RGB(0x1A, 0x2B, 0x3C))),
        (esc + "]11;rgb:ff/80/00\u{7}", .background(RGB(255, 128, 0))),
        (esc + "]11;rgb:f/8/0\u{7}", .background(RGB(255, 136, 0))),
        (esc + "]11;rgba:0000/ffff/0000/8080\u{7}", .background(RGB(0, 255, 0))),
        (esc + "[?62;22c", .background(nil)), (esc + "[?997;1n", .appearance(.dark)),
        (esc + "[?997;2n", .appearance(.light)),
    ])
    func answersToOurQuestionAreRead(_ answer: String, _ input: Input) {
        var decoder = InputDecoder()
        #expect(Array((answer + "j").utf8).flatMap { decoder.decode([$0]) } == [input, .key(.character("j"))])
    }

    @Test func aPasteIsTextAndNeverKeys() {
        var decoder = InputDecoder()
        let bytes = Self.esc + "[200~qy\r\nY\u{7}" + Self.esc + "[2Jä\tz" + Self.esc + "[201~j"
        #expect(decoder.decode(Array(bytes.utf8)) == [.paste("qy\nY[2Jä\tz"), .key(.character("j"))])
    }

    @Test func aPasteIsBoundedAndEndsEvenWithoutItsEnd() throws {
        var decoder = InputDecoder()
        #expect(decoder.decode(Array((Self.esc + "[200~").utf8)) == [])
        for _ in 0..<100 { #expect(decoder.decode([UInt8](repeating: 0x61, count: 4096)) == []) }
        #expect(decoder.patience == 1000)
        guard case .paste(let text) = try #require(decoder.giveUp().first) else { throw Unexpected() }
        #expect(text.utf8.count == InputDecoder.longestPaste)
        #expect(decoder.decode([0x71]) == [.key(.character("q"))])
    }

    @Test func anEndlessAnswerDoesNotFillTheMemory() {
        var decoder = InputDecoder()
        #expect(decoder.decode(Array((Self.esc + "]52;").utf8)) == [])
        #expect(decoder.decode([UInt8](repeating: 0x61, count: 10_000)) == [])
        #expect(decoder.decode([0x71]) == [.key(.character("q"))])
    }

    @Test(arguments: [
        (esc + "[<0;10;5M", Mouse(.press, Position(row: 4, column: 9))),
        (esc + "[<0;10;5m", Mouse(.release, Position(row: 4, column: 9))),
        (esc + "[<64;1;1M", Mouse(.wheelUp, Position(row: 0, column: 0))),
        (esc + "[<69;1;1M", Mouse(.wheelDown, Position(row: 0, column: 0))),
        (esc + "[M !!", Mouse(.press, Position(row: 0, column: 0))),
        (esc + "[M#!!", Mouse(.release, Position(row: 0, column: 0))),
    ])
    func theMouse(_ text: String, _ mouse: Mouse) {
        var decoder = InputDecoder()
        #expect(decoder.decode(Array(text.utf8)) == [.mouse(mouse)])
    }

    @Test(arguments: ["<0;0;0M", "<0;1M", "<;;M", "<99999999999999999999;1;1M", "<2;1;1M"])
    func clicksThatAreNoneAreNothing(_ text: String) {
        var decoder = InputDecoder()
        #expect(decoder.decode(Array((Self.esc + "[" + text).utf8)) == [])
    }

    @Test func focusChangesAreReported() {
        var decoder = InputDecoder()
        #expect(decoder.decode(Array((Self.esc + "[I" + Self.esc + "[O").utf8)) == [.focus(true), .focus(false)])
    }

    @Test func theTerminalsOwnSequencesWin() {
        var decoder = InputDecoder(known: [Array((Self.esc + "[11~").utf8): .home])
        #expect(decoder.decode(Array((Self.esc + "[11~").utf8)) == [.key(.home)])
    }

    @Test func bytesOfAnotherLocaleAreReadAsIts() {
        var decoder = InputDecoder(legacy: { Unicode.Scalar($0) })
        #expect(decoder.decode([0xE4, 0x62]) == [.key(.character("ä")), .key(.character("b"))])
    }

    @Test func anyBytesAreSurvived() {
        var generator = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0...UInt64.max, using: &generator)
        var state = seed
        var decoder = InputDecoder()
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            _ = decoder.decode([state >> 60 < 4 ? 0x1B : UInt8(truncatingIfNeeded: state >> 33)])
        }
        _ = decoder.giveUp()
        #expect(decoder.decode([0x71]) == [.key(.character("q"))], "seed \(seed)")
    }
}

struct Unexpected: Error {}
