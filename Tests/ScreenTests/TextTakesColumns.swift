import Screen
import Testing

@Suite("Text takes columns as a terminal counts them")
struct TextTakesColumns {
    @Test(arguments: [
        ("", 0), ("John Doe", 8), ("Zoë", 3), ("Zoe\u{308}", 3), ("山田太郎", 8), ("김철수", 6), ("ｆｕｌｌ", 8), ("ﾊﾝｶｸ", 4),
        ("\u{1100}\u{1161}\u{11A8}", 2), ("Иван", 4), ("γ", 1), ("😀", 2), ("👩‍👩‍👧", 2), ("❤️", 1), ("1️⃣", 1), ("🇩🇪", 2),
        ("👍🏽", 2), ("नि", 2), ("क्षेत्र", 4), ("•••", 3), ("─│┬", 3), ("ไทย", 3), ("ที่", 1),
    ])
    func columns(_ text: String, _ columns: Int) {
        #expect(TextWidth.columns(of: text) == columns)
    }

    @Test(arguments: [
        ("John Doe", 8, "John Doe"), ("John Doe", 7, "John D…"), ("John Doe", 1, "…"), ("John Doe", 0, ""),
        ("John Doe", -3, ""), ("山田太郎", 7, "山田太…"), ("山田太郎", 6, "山田…"), ("山田太郎", 2, "…"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
    func cut(_ text: String, _ columns: Int, _ cut: String) {
        #expect(TextWidth.cut(text, to: columns) == cut)
        #expect(TextWidth.columns(of: TextWidth.cut(text, to: columns)) <= max(0, columns))
    }

    @Test(arguments: [
        ("CRM:500245678", 13, "CRM:500245678"), ("CRM:500245678", 9, "CRM:…5678"), ("CRM:500245678", 2, "C…"),
        ("CRM:500245678", 1, "…"), ("山田太郎山田", 8, "山田…田"),
    ])
    func cutInTheMiddle(_ text: String, _ columns: Int, _ cut: String) {
        #expect(TextWidth.cutMiddle(text, to: columns) == cut)
    }

    @Test func withASCIIGlyphsACutIsThreeDots() {
        #expect(TextWidth.cut("John Doe", to: 6, ellipsis: Glyphs.ascii.ellipsis) == "Joh...")
        #expect(TextWidth.cut("John Doe", to: 2, ellipsis: Glyphs.ascii.ellipsis) == "..")
    }
}
