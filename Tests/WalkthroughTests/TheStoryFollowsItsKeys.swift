import Screen
import Testing

@testable import Walkthrough

@Suite struct TheStoryFollowsItsKeys {
    @Test(arguments: [
        (Cue.next, 0, 1), (.next, 8, 8), (.back, 2, 1), (.back, 0, 0), (.scene(2), 0, 2), (.autoplay, 1, 1),
    ])
    func whereACueLeads(cue: Cue, from: Int, to: Int) { #expect(cue.leads(from: from, of: 9) == to) }

    @Test func theStoryTakesItsOwnKeysAndLeavesTheDeskAllOthers() async {
        let keys = StoryKeys(scenes: 9)
        let story: [Key] = [.character(" "), .backspace, .character("a"), .function(1), .function(9)]
        let desk: [Key] = [
            .character("j"), .character("2"), .character("Y"), .enter, .escape, .function(10), .function(12),
        ]
        #expect(story.allSatisfy(keys.take))
        #expect(!desk.contains(where: keys.take))
        var cues = keys.cues.makeAsyncIterator()
        for expected in [Cue.next, .back, .autoplay, .scene(0), .scene(8)] { #expect(await cues.next() == expected) }
    }
}
