import Screen
import Testing

@testable import Walkthrough

@Suite struct TheStoryFollowsItsKeys {
    @Test(arguments: [
        (Cue.next, 0, 1), (.next, 3, 3), (.back, 2, 1), (.back, 0, 0), (.scene(2), 0, 2), (.autoplay, 1, 1),
    ])
    func whereACueLeads(cue: Cue, from: Int, to: Int) { #expect(cue.leads(from: from, of: 4) == to) }

    @Test func theStoryTakesItsOwnKeysAndLeavesTheDeskAllOthers() async {
        let keys = StoryKeys(scenes: 4)
        let story: [Key] = [.character(" "), .backspace, .character("a"), .function(1), .function(4)]
        let desk: [Key] = [
            .character("j"), .character("2"), .character("Y"), .enter, .escape, .function(5), .function(12),
        ]
        #expect(story.allSatisfy(keys.take))
        #expect(!desk.contains(where: keys.take))
        var cues = keys.cues.makeAsyncIterator()
        for expected in [Cue.next, .back, .autoplay, .scene(0), .scene(3)] { #expect(await cues.next() == expected) }
    }

    @Test func everySceneTellsSomethingFirstAndLast() {
        for scene in Scene.all {
            #expect(scene.opening.contains { if case .tell = $0 { true } else { false } }, "\(scene.title)")
            #expect(scene.opening.contains { if case .call = $0 { true } else { false } }, "\(scene.title)")
        }
    }
}
