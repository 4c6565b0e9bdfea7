import Screen
import Testing

@Suite("A frame is drawn cell by cell")
struct AFrameIsDrawnCellByCell {
    @Test func textIsClippedWithAnEllipsisAtItsWidthAndAtTheEdge() {
        var frame = Frame(size: Size(columns: 12, rows: 3))
        #expect(frame.put("John Doe", row: 0, column: 0, width: 5) == 5)
        #expect(frame.put("John Doe", row: 1, column: 8) == 4)
        #expect(frame.put("John", row: 2, column: 0) == 4)
        #expect(frame.plainText() == "John…\n        Joh…\nJohn\n")
    }

    @Test func aFieldPlacesItsTextAtEitherEndOrInTheMiddle() {
        var frame = Frame(size: Size(columns: 10, rows: 3))
        frame.put("42", row: 0, column: 0, width: 10, alignment: .trailing)
        frame.put("42", row: 1, column: 0, width: 10, alignment: .centre)
        frame.put("山", row: 2, column: 0, width: 10, alignment: .trailing)
        #expect(frame.plainText() == "        42\n    42\n        山\n")
    }

    @Test func aFieldOfSeveralStylesIsCutAtItsEnd() {
        var frame = Frame(size: Size(columns: 20, rows: 1))
        let used = frame.put(
            spans: [Span("from "), Span("John Doe", Style(.strong)), Span(" to")],
            row: 0,
            column: 0,
            width: 9
        )
        #expect(used == 9)
        #expect(frame.plainText() == "from Joh…\n")
        #expect(frame[0, 5]?.style == Style(.strong))
        #expect(frame[0, 8]?.style == Style(.strong))
    }

    @Test func nothingIsDrawnOutside() {
        var frame = Frame(size: Size(columns: 4, rows: 1))
        #expect(frame.put("x", row: 1, column: 0) == 0)
        #expect(frame.put("x", row: -1, column: 0) == 0)
        #expect(frame.put("x", row: 0, column: 4) == 0)
        frame.put("abcdef", row: 0, column: -2)
        frame.fill(row: 9, columns: 0..<9)
        frame.horizontalLine(row: 7)
        frame.verticalLine(column: -1)
        #expect(frame.plainText() == "cdef\n")
    }

    @Test func halfCoveredWideCharactersBecomeBlank() {
        var frame = Frame(size: Size(columns: 6, rows: 1))
        frame.put("山田太", row: 0, column: 0)
        frame.put("x", row: 0, column: 1)
        frame.put("y", row: 0, column: 4)
        #expect(frame.plainText() == " x田y\n")
        #expect(frame.row(0).map(\.width) == [1, 1, 2, 0, 1, 1])
    }

    @Test func aWideCharacterIsNotSplitByTheEdge() {
        var frame = Frame(size: Size(columns: 5, rows: 1))
        frame.put("山田太", row: 0, column: 0)
        #expect(frame.plainText() == "山田…\n")
    }

    @Test func escapeSequencesNeverReachACell() {
        var frame = Frame(size: Size(columns: 20, rows: 1))
        frame.put("\u{1B}[2Jhi\u{202E}", row: 0, column: 0)
        #expect(frame.plainText() == "·[2Jhi·\n")
    }

    @Test func linesJoinWhereTheyMeet() {
        var frame = Frame(size: Size(columns: 5, rows: 3))
        frame.horizontalLine(row: 0)
        frame.horizontalLine(row: 2)
        frame.verticalLine(column: 2)
        #expect(frame.plainText() == "──┬──\n  │\n──┴──\n")
    }

    @Test func asciiLinesNeedNoUnicode() {
        var frame = Frame(size: Size(columns: 5, rows: 3), glyphs: .ascii)
        frame.verticalLine(column: 2)
        frame.horizontalLine(row: 1)
        frame.put("longer", row: 2, column: 0)
        #expect(frame.plainText() == "  |\n--+--\nlo...\n")
    }

    @Test func everyGlyphIsOneColumnButTheASCIIArrowAndEllipsis() {
        for glyphs in [Glyphs.unicode, .ascii] {
            for child in Mirror(reflecting: glyphs).children where child.label != "corners" {
                guard let sign = child.value as? String else { continue }
                let longer = glyphs == .ascii ? ["arrow": 2, "ellipsis": 3][child.label ?? ""] ?? 1 : 1
                #expect(TextWidth.columns(of: sign) == longer, "\(child.label ?? "")")
            }
        }
    }

    @Test(arguments: [("80x24", Size(columns: 80, rows: 24)), ("1x1", Size(columns: 1, rows: 1))])
    func sizesAreRead(_ text: String, _ size: Size) { #expect(Size(text) == size) }

    @Test(arguments: ["", "80", "80x", "x24", "0x24", "80x24x1", "-1x5", "80X24", "9999x24"])
    func whatIsNoSizeIsRefused(_ text: String) { #expect(Size(text) == nil) }
}
