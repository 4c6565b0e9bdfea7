import Testing

extension EndToEnd {
    @Suite struct TheDemoTellsItselfInLines {
        @Test func `in a pipe the demo tells its nine scenes and ends by itself`() async throws {
            try await Folder.with { folder in
                let ending = try await Program.run(["demo", "--plain"], in: folder)
                #expect(ending.code == 0, "\(ending.errors)\n\(ending.output)")
                let lines = ending.output.split(separator: "\n")
                let story = lines.filter { $0.hasPrefix("STORY ") }
                let scenes = story.dropLast().compactMap { $0.dropFirst(6).first }
                #expect(Set(scenes) == Set("123456789") && scenes == scenes.sorted(), "\(scenes)")
                #expect(story.last?.hasPrefix("STORY The end") == true, "\(story)")
                #expect(lines.contains { $0.hasPrefix("WHO ") && $0.contains("John Doe Business") }, "\(ending.output)")
                #expect(lines.contains { $0.contains("CRM:500000000: refused") }, "\(ending.output)")
                #expect(!ending.output.contains("\u{1B}") && ending.errors.isEmpty, "\(ending.errors)")
            }
        }

        @Test func `it begins with the scene that was asked for`() async throws {
            try await Folder.with { folder in
                let ending = try await Program.run(["demo", "--plain", "--scene", "4"], in: folder)
                #expect(ending.code == 0, "\(ending.errors)\n\(ending.output)")
                let story = ending.output.split(separator: "\n").filter { $0.hasPrefix("STORY ") }
                #expect(Set(story.dropLast().map { $0.dropFirst(6).first }) == ["4"], "\(story)")
            }
        }
    }
}
