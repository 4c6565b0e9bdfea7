package import Console
import Desk

/// Puts the scenes on, one after the other, as the audience's keys say.
package final class Director: Sendable {
    /// How the walkthrough runs.
    package enum Mode: Sendable {
        /// The audience's keys lead from scene to scene; counts from 0.
        case presented(from: Int, automatic: Bool)
        /// One scene after the other at a reader's pace, or as fast as the systems answer; then the end. Counts from 0.
        case byItself(from: Int, pace: Pace)
    }

    /// How many scenes there are.
    package static let scenes = Scene.all.count

    /// The story's keys, for the desk's loop.
    package let keys = StoryKeys(scenes: Scene.all.count)
    private let stage: Stage
    private let mailbox: Mailbox

    /// A director of a stage; what it tells goes to the desk's loop.
    package init(stage: Stage, mailbox: Mailbox) {
        self.stage = stage
        self.mailbox = mailbox
    }

    /// Plays until the story is over or the task is cancelled.
    package func run(_ mode: Mode) async {
        switch mode {
        case .presented(let first, let automatic): await present(from: first, automatic)
        case .byItself(let first, let pace):
            let failure = await playAll(from: first, pace)
            mailbox.post(failure.map { .failed($0) } ?? .leave(0))
        }
    }

    /// The sentence of what went wrong, where something did.
    private func playAll(from first: Int, _ pace: Pace) async -> String? {
        for index in Scene.all.indices.dropFirst(first) {
            do throws(Stage.Failure) {
                try await play(index, Playing(pace: pace, isActed: true, isAutomatic: true))
                try await stage.rest(pace.afterScene)
            } catch {
                return "\(Scene.all[index].title): \(error)"
            }
        }
        let end = "All scenes ran on the real parts."
        mailbox.post(.story(Story(title: "The end", text: end, progress: "", keys: "")))
        do throws(Stage.Failure) { try await stage.rest(pace.reading(end)) } catch { return nil }
        return nil
    }

    /// A cue ends the scene that plays, wherever it is, and begins the next.
    private func present(from first: Int, _ startsAutomatic: Bool) async {
        await withDiscardingTaskGroup { group in
            var (index, automatic) = (first, startsAutomatic)
            var over = begin(index, automatic, in: &group)
            for await cue in keys.cues {
                if cue == .next, index + 1 == Self.scenes {
                    automatic = false
                    tellTheEnd(index)
                    continue
                }
                over.finish()
                automatic = cue == .autoplay ? !automatic : automatic
                index = cue.leads(from: index, of: Self.scenes)
                over = begin(index, automatic, in: &group)
            }
            group.cancelAll()
        }
    }

    private func tellTheEnd(_ index: Int) {
        var bar = bar(index, isAutomatic: false)
        bar.tell("That was the last scene. q leaves; Backspace or an F-key plays one again.")
    }

    private func begin(
        _ index: Int,
        _ automatic: Bool,
        in group: inout DiscardingTaskGroup
    ) -> AsyncStream<Never>.Continuation {
        let (until, over) = AsyncStream<Never>.makeStream()
        group.addTask {
            await withTaskGroup(of: Void.self) { scene in
                scene.addTask { await self.present(index, automatic) }
                scene.addTask { for await _ in until {} }
                await scene.next()
                scene.cancelAll()
            }
        }
        return over
    }

    private func present(_ index: Int, _ automatic: Bool) async {
        let playing = Playing(pace: .readers, isActed: automatic, isAutomatic: automatic)
        do throws(Stage.Failure) {
            try await play(index, playing)
            guard automatic else { return }
            try await stage.rest(playing.pace.afterScene)
            keys.send(.next)
        } catch {
            guard error != .ended else { return }
            var bar = bar(index, isAutomatic: automatic)
            bar.tell("This scene stopped: \(error). Backspace or an F-key plays it again.")
        }
    }

    private func bar(_ index: Int, isAutomatic: Bool) -> StoryTelling {
        StoryTelling(
            title: Scene.all[index].title,
            progress: "\(index + 1) of \(Self.scenes)",
            isAutomatic: isAutomatic,
            mailbox: mailbox
        )
    }
}

/// How a scene is played.
struct Playing: Sendable {
    var pace: Pace
    /// The agent's part is played, too.
    var isActed: Bool
    var isAutomatic: Bool
}

extension Director {
    private func play(_ index: Int, _ playing: Playing) async throws(Stage.Failure) {
        let scene = Scene.all[index]
        var bar = bar(index, isAutomatic: playing.isAutomatic)
        var facts = Scene.Facts(now: stage.moment)
        try await stage.clear()
        for step in scene.opening { try await take(step, playing, Stage.patience, &bar, &facts) }
        // Where the audience acts, the story waits for them as long as it takes.
        let patience = playing.isActed ? Stage.patience : Stage.audiencePatience
        for step in scene.acting where playing.isActed || !step.isAgents {
            try await take(step, playing, patience, &bar, &facts)
        }
    }

    private func take(
        _ step: Scene.Step,
        _ playing: Playing,
        _ patience: Duration,
        _ bar: inout StoryTelling,
        _ facts: inout Scene.Facts
    ) async throws(Stage.Failure) {
        facts.now = stage.moment
        switch step {
        case .tell(let line):
            bar.tell(line.text(facts))
            try await stage.rest(playing.pace.reading(bar.text))
        case .show(let exhibit): bar.show(exhibit(facts))
        case .pass(let milliseconds): try await stage.rest(playing.pace.passing(milliseconds))
        default: try await stage.take(step, patience, &facts)
        }
    }
}

extension Scene.Step {
    /// What the audience does where it sits at the keyboard.
    fileprivate var isAgents: Bool {
        switch self {
        case .press, .pass, .picture: true
        default: false
        }
    }
}

/// The bar of one scene: its sentence, and what is shown beside it.
struct StoryTelling {
    let title: String
    let progress: String
    let isAutomatic: Bool
    let mailbox: Mailbox
    private(set) var text = ""
    private var exhibit: Exhibit?

    init(title: String, progress: String, isAutomatic: Bool, mailbox: Mailbox) {
        self.title = title
        self.progress = progress
        self.isAutomatic = isAutomatic
        self.mailbox = mailbox
    }

    mutating func tell(_ text: String) {
        self.text = text
        post()
    }

    mutating func show(_ exhibit: Exhibit?) {
        self.exhibit = exhibit
        post()
    }

    private func post() {
        let keys = isAutomatic ? "a stop autoplay" : "Space next  Backspace back  a autoplay"
        let story = Story(title: title, text: text, progress: progress, keys: keys, exhibit: exhibit)
        mailbox.post(.story(story))
    }
}
