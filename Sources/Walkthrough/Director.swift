package import Console
import Desk

/// Puts the scenes on, one after the other, as the audience's keys say.
package final class Director: Sendable {
    /// How the walkthrough runs.
    package enum Mode: Sendable {
        /// The audience's keys lead from scene to scene; counts from 0.
        case presented(from: Int, automatic: Bool)
        /// One scene after the other with a pause between, then the end; counts from 0.
        case byItself(from: Int, pause: Duration)
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
        case .byItself(let first, let pause):
            let failure = await playAll(from: first, pause)
            mailbox.post(failure.map { .failed($0) } ?? .leave(0))
        }
    }

    /// The sentence of what went wrong, where something did.
    private func playAll(from first: Int, _ pause: Duration) async -> String? {
        for index in Scene.all.indices.dropFirst(first) {
            do throws(Stage.Failure) {
                try await play(index, acting: true)
                try await stage.rest(pause)
            } catch {
                return "\(Scene.all[index].title): \(error)"
            }
        }
        mailbox.post(.story(Story(title: "The end", text: "All scenes ran on the real parts.", progress: "", keys: "")))
        return nil
    }

    /// A cue ends the scene that plays, wherever it is, and begins the next.
    private func present(from first: Int, _ startsAutomatic: Bool) async {
        await withDiscardingTaskGroup { group in
            var (index, automatic) = (first, startsAutomatic)
            var over = begin(index, automatic, in: &group)
            for await cue in keys.cues {
                if cue == .next, index + 1 == Self.scenes {
                    tell(index, "That was the last scene. q leaves; Backspace or an F-key plays one again.", automatic)
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
        do throws(Stage.Failure) {
            try await play(index, acting: automatic, automatic: automatic)
            guard automatic else { return }
            try await stage.rest(.seconds(8))
            if index + 1 < Self.scenes { keys.send(.next) }
        } catch {
            guard error != .ended else { return }
            tell(index, "This scene stopped: \(error). Backspace or an F-key plays it again.", automatic)
        }
    }

    private func play(_ index: Int, acting: Bool, automatic: Bool = false) async throws(Stage.Failure) {
        let scene = Scene.all[index]
        var facts = Scene.Facts()
        try await stage.clear()
        for step in scene.opening { try await take(step, of: index, automatic, Stage.patience, &facts) }
        for step in scene.acting {
            // Where the audience acts, the story waits for them as long as it takes.
            if case .switchTo = step, !acting { continue }
            try await take(step, of: index, automatic, acting ? Stage.patience : Stage.audiencePatience, &facts)
        }
    }

    private func take(
        _ step: Scene.Step,
        of index: Int,
        _ automatic: Bool,
        _ patience: Duration,
        _ facts: inout Scene.Facts
    ) async throws(Stage.Failure) {
        if case .tell(let line) = step {
            tell(index, line.text(facts), automatic)
        } else {
            try await stage.take(step, patience, &facts)
        }
    }

    private func tell(_ index: Int, _ text: String, _ automatic: Bool) {
        let story = Story(
            title: Scene.all[index].title,
            text: text,
            progress: "\(index + 1) of \(Self.scenes)",
            keys: automatic ? "a stop autoplay" : "Space next  Backspace back  a autoplay"
        )
        mailbox.post(.story(story))
    }
}

extension Scene.Line {
    fileprivate func text(_ facts: Scene.Facts) -> String {
        switch self {
        case .plain(let text): text
        case .measured(let text): text(facts)
        }
    }
}
