import FoundationEssentials
import Screen
import Testing

@testable import Walkthrough

@Suite struct TheStoryIsNineScenes {
    @Test func theyAreNumberedInTheirOrder() {
        #expect(Scene.all.map { $0.title.first } == Array("123456789"))
    }

    @Test(arguments: Scene.all.indices)
    func aSceneBeginsFromNothing(index: Int) throws {
        let steps = Scene.all[index].opening
        guard case .calm = try #require(steps.first) else {
            Issue.record("\(Scene.all[index].title) does not begin with calm systems")
            return
        }
        #expect(steps.contains(where: \.beginsACall) && steps.contains { if case .tell = $0 { true } else { false } })
    }

    @Test(arguments: Scene.all.indices)
    func everySentenceFitsTheBarOfAnOrdinaryTerminal(index: Int) {
        for text in texts(of: Scene.all[index]) {
            #expect(text.count <= 3 * 70, "\(text)")
        }
    }

    @Test func autoplayOfAllScenesStaysBelowSixMinutes() {
        let pace = Pace.readers
        let told = Scene.all.flatMap(texts).reduce(Duration.zero) { $0 + pace.reading($1) }
        let passed = Scene.all.flatMap { $0.opening + $0.acting }.reduce(Duration.zero) { $0 + $1.passes(pace) }
        let between = Scene.all.reduce(Duration.zero) { sum, _ in sum + pace.afterScene }
        // The rest of the six minutes is for what the systems take.
        #expect(told + passed + between < .seconds(300), "\(told) \(passed) \(between)")
    }

    @Test func everyPictureHasItsOwnName() {
        let names = Scene.all.flatMap { $0.opening + $0.acting }.compactMap { step in
            if case .picture(let name) = step { name } else { nil }
        }
        #expect(names.count == 9 && Set(names).count == names.count, "\(names)")
    }

    private func texts(of scene: Scene) -> [String] {
        var facts = Scene.Facts(now: Date(timeIntervalSince1970: 0))
        (facts.name, facts.naiveGaveUp, facts.naiveMilliseconds) = ("John Doe Business", true, 501)
        (facts.lookupMilliseconds, facts.phase2Milliseconds) = (12, 4_321)
        facts.verdicts = ["CRM:500000000: refused, Unknown account", "CRM:1' OR '1'='1: refused, Bad external ID"]
        return (scene.opening + scene.acting).compactMap { step in
            if case .tell(let line) = step { line.text(facts) } else { nil }
        }
    }
}

extension Scene.Step {
    fileprivate var beginsACall: Bool {
        switch self {
        case .call, .dial, .bothWays: true
        default: false
        }
    }

    fileprivate func passes(_ pace: Pace) -> Duration {
        switch self {
        case .pass(let milliseconds): pace.passing(milliseconds)
        case .press(let keys): .milliseconds(900 * keys.count)
        case .call(_, let milliseconds), .dial(_, let milliseconds), .bothWays(_, let milliseconds):
            .milliseconds(milliseconds)
        default: .zero
        }
    }
}
