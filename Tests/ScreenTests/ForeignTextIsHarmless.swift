import Screen
import Testing

@Suite("Text from outside is harmless once it is sanitised")
struct ForeignTextIsHarmless {
    @Test(arguments: [
        ("John Doe", "John Doe"), ("\u{1B}[2J", "·[2J"), ("\u{1B}]52;c;aGk=\u{07}", "·]52;c;aGk=·"),
        ("a\u{9B}31mb", "a·31mb"),
        ("a\u{7F}b", "a·b"), ("a\nb", "a·b"), ("a\tb", "a·b"), ("a\r\nb", "a··b"), ("a\u{0}b", "a·b"),
        ("a\u{202E}b", "a·b"), ("a\u{2066}b\u{2069}", "a·b·"), ("a\u{200F}b", "a·b"), ("a\u{2028}b\u{2029}", "a·b·"),
        ("a\u{200B}\u{200B}\u{FEFF}b", "a·b"), ("a\u{200D}b", "ab"), ("\u{200D}b", "·b"), ("a\u{AD}b", "a·b"),
        ("\u{E000}", "·"),
        ("👩‍👩‍👧!", "👩!"), ("❤️", "❤"), ("1️⃣", "1"), ("👍🏽", "👍"), ("🇩🇪", "DE"),
        ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴"), ("\u{301}a", "·a"), ("क्‍ष", "क्ष"),
    ])
    func replaced(_ foreign: String, _ safe: String) {
        #expect(Array(sanitised(foreign).unicodeScalars) == Array(safe.unicodeScalars))
    }

    @Test func aBaseKeepsFourMarks() {
        let tower = "a" + String(repeating: "\u{301}", count: 10_000)
        #expect(sanitised(tower).unicodeScalars.count == 5)
    }

    @Test func itNeverGrowsAndHasALimit() {
        for scalar in (0...0x2FFFF).compactMap(Unicode.Scalar.init) {
            let text = "x" + String(scalar) + "y"
            #expect(sanitised(text).unicodeScalars.count <= 3)
        }
        #expect(sanitised(String(repeating: "ä", count: 5000)).count == 4096)
        #expect(sanitised(String(repeating: "a", count: 5000), limit: 10).count == 10)
    }

    @Test func whatIsSafeStaysAsItIsWhenSanitisedAgain() {
        var generator = SplitMix(seed: 20)
        for _ in 0..<2000 {
            let scalars = (0..<12).compactMap { _ in Unicode.Scalar(UInt32(generator.next() % 0x30000)) }
            let once = sanitised(String(String.UnicodeScalarView(scalars)))
            #expect(sanitised(once) == once)
        }
    }

    @Test func noControlSurvivesAnything() {
        for value in Array(UInt32(0)...0x9F) + [0x61C, 0x200E, 0x200F] + Array(0x2028...0x202E) + Array(0x2066...0x2069)
        {
            guard let scalar = Unicode.Scalar(value), value < 0x20 || value > 0x7E else { continue }
            #expect(
                !sanitised("a" + String(scalar) + "b").unicodeScalars.contains(scalar),
                "U+\(String(value, radix: 16))"
            )
        }
    }
}

/// A small generator with a seed, so that a failure can be run again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
