import Desk
import FoundationEssentials
import Testing

@Suite("The key card is the table")
struct TheKeyCardIsTheTable {
    @Test("it fits one screen")
    func fits() {
        let rows = KeyCard(.standard).rows
        #expect(rows.count <= 24)
        #expect(rows.allSatisfy { $0.count <= 80 })
    }

    @Test("the agents' page has it word by word")
    func isOnThePage() throws {
        let page = try String(contentsOfFile: Self.page, encoding: .utf8)
        let card = KeyCard(.standard).rows.joined(separator: "\n")
        #expect(page.contains("```\n\(card)\n```"), "the page's card should be:\n\(card)")
    }

    private static let page: String = {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(root)/Sources/ringside/ringside.docc/Agents.md"
    }()
}
