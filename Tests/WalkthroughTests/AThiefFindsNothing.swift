import Foundation
import Testing

@testable import Walkthrough

@Suite struct AThiefFindsNothing {
    @Test func whatStandsInAFileIsCounted() {
        let file = Data("\u{0}\u{1}John Doe\u{0}xx\u{0}John DoeJohn Doe\u{2}".utf8)
        #expect(PaperTrail.times("John Doe", in: file) == 3)
        #expect(PaperTrail.times("aa", in: Data("aaaa".utf8)) == 3)
        #expect(PaperTrail.times("Jane", in: file) == 0)
        #expect(PaperTrail.times("", in: file) == 0 && PaperTrail.times("longer than it", in: Data("x".utf8)) == 0)
        #expect(PaperTrail.strings(in: file) == 2, "of four characters and more")
    }

    @Test func logAndFilesAreSearched() {
        let log = ["at=1 route=/api/v1/genesys/lookup ms=2", "at=2 msg=\"John Doe\""]
        let files = [Data("John Doe".utf8), Data([1, 0xAB, 0xCD, 0, 0]), Data()]
        let trail = PaperTrail(log: log, files: files, for: ["John Doe", "", "Jane"])
        #expect(trail.logLine == log[0] && trail.logLines == 2)
        #expect(trail.finds.map(\.text) == ["John Doe", "Jane"] && trail.finds.map(\.times) == [2, 0])
        #expect(trail.bytes == 13 && trail.end == [1, 0xAB, 0xCD])
    }
}
