import Foundation
import Testing

@Suite("Every complaint about other terminal programs has a test here")
struct EveryComplaintHasATest {
    private static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

    private static func text(_ path: String) -> String {
        (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
    }

    /// The cells of the page's table, but for its head.
    static let rows = text("Sources/Desk/Desk.docc/Complaints.md").split(separator: "\n")
        .filter { $0.hasPrefix("| ") }.dropFirst(2)
        .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }

    private static let driven = ["desk_in_tmux", "desk_in_bytes", "desk_in_any_terminal", "desk_through_faults"]
        .map { text("Scripts/rig/\($0).py") }.joined()

    @Test("the page is there and whole") func whole() { #expect(Self.rows.count >= 22) }

    @Test("what a row names is a test", arguments: rows)
    func named(_ row: [String]) throws {
        let tests = try #require(row.last)
        var names = 0
        for match in tests.matches(of: /`([^`]+)`|"([^"]+)"/) {
            names += 1
            if let file = match.output.1 {
                let folders = ["DeskTests", "ScreenTests", "TerminalTests"]
                let isThere = folders.contains { !Self.text("Tests/\($0)/\(file)").isEmpty }
                #expect(isThere, "\(row[0]): there is no \(file)")
            } else if let sentence = match.output.2 {
                #expect(Self.driven.contains("    \"\"\"\(sentence)"), "\(row[0]): nothing drives \(sentence)")
            }
        }
        #expect(row.count == 3 && names > 0, "\(row[0]) has no test")
    }
}
