import Foundation
import Testing

/// Tests bear the number of the line of the behaviour that they hold: `3.4` finds all that is promised there.
@Suite struct EveryLineHasATest {
    private static let lines = [
        "1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6",
        "3.7", "3.8", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "5", "8", "9", "10.3", "10.4", "10.5",
    ]

    private func sources(_ folder: URL) throws -> [String] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return try (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }
    }

    @Test func `from how a number is read to how a switch is remembered`() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let all = try sources(tests).joined()
        for line in Self.lines {
            #expect(
                all.contains("func `\(line) ") || all.contains("\"\(line) "),
                "nothing is named after \(line)"
            )
        }
    }
}
