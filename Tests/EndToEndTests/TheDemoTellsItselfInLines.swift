import Foundation
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
                try comparedWithTheJournal(ending.output)
            }
        }

        /// What the desk was told of calls against what the commands read from the journal while the demo ran.
        private func comparedWithTheJournal(_ output: String) throws {
            let lines = output.split(separator: "\n").map(String.init)
            let report = try #require(lines.firstIndex { $0.contains("report handle-time") && $0.contains("HANDLED") })
            var answered: Set<Substring> = []
            for line in lines[..<report] where line.hasPrefix("CALL ") {
                let words = line.split(separator: " ")
                if words[2] == "talking," || words[2] == "after" { answered.insert(words[1]) }
            }
            var handled: [String: Int] = [:]
            for line in lines[(report + 1)...] where line.contains("report handle-time") {
                let row = line.split(separator: ":", maxSplits: 1).last ?? ""
                let cells = row.split(separator: " ")
                if cells.count > 2 { handled[String(cells[0])] = Int(cells[2]) }
            }
            #expect(handled.values.reduce(0, +) == answered.count, "\(output)")
            // Of the business account: the call of scene 3 and both of scene 5, one switched and one remembered.
            #expect(handled["Platinum"] == 3, "\(output)")
            #expect(
                lines.contains { $0.contains("ringside reconcile: 1 orphan: 1 healed, 0 still unknown") },
                "\(output)"
            )
            let found = lines.filter { $0.hasPrefix("SHOWN The journal's files") && $0.contains("found ") }
            #expect(found.count == 3 && found.allSatisfy { $0.hasSuffix("found 0 times") }, "\(found)")
            let erased = lines.first { $0.hasPrefix("SHOWN $ ringside forget: Calls") }
            #expect(erased?.contains("  6, that were of the person") == true, "\(erased ?? "")")
        }

        @Test func `a recording of a scene can be played, and nothing is left behind`() async throws {
            try await Folder.with { folder in
                let ending = try await Program.run(
                    ["demo", "--record", "\(folder.path)/story.cast", "--scene", "9"],
                    in: folder
                )
                #expect(ending.code == 0 && ending.errors.isEmpty, "\(ending.errors)")
                let cast = try folder.text(of: "story.cast").split(separator: "\n")
                #expect(cast.first?.hasPrefix("{\"version\": 2, \"width\": 80, \"height\": 24") == true)
                for line in cast.dropFirst() {
                    let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any]
                    #expect(event?.count == 3 && event?[0] is Double && event?[1] as? String == "o", "\(line)")
                }
                #expect(cast.count > 10)
            }
        }

        @Test func `it begins with the scene that was asked for`() async throws {
            try await Folder.with { folder in
                let ending = try await Program.run(["demo", "--plain", "--scene", "9"], in: folder)
                #expect(ending.code == 0, "\(ending.errors)\n\(ending.output)")
                let story = ending.output.split(separator: "\n").filter { $0.hasPrefix("STORY ") }
                #expect(Set(story.dropLast().map { $0.dropFirst(6).first }) == ["9"], "\(story)")
            }
        }
    }
}
