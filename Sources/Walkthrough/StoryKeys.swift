package import Screen

/// Where the audience sends the story.
enum Cue: Sendable, Equatable {
    case next
    case back
    case autoplay
    case scene(Int)

    /// The scene that it leads to; counts from 0.
    func leads(from index: Int, of scenes: Int) -> Int {
        switch self {
        case .next: min(index + 1, scenes - 1)
        case .back: max(index - 1, 0)
        case .autoplay: index
        case .scene(let number): number
        }
    }
}

/// The story's keys: every other key is the desk's at any moment.
package final class StoryKeys: Sendable {
    let cues: AsyncStream<Cue>
    private let continuation: AsyncStream<Cue>.Continuation
    private let scenes: Int

    init(scenes: Int) {
        self.scenes = scenes
        (cues, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(8))
    }

    /// True where the key is the story's.
    package func take(_ key: Key) -> Bool {
        guard let cue = cue(of: key) else { return false }
        continuation.yield(cue)
        return true
    }

    /// Sends the story on, as a key would.
    func send(_ cue: Cue) { continuation.yield(cue) }

    private func cue(of key: Key) -> Cue? {
        switch key {
        case .character(" "): .next
        case .backspace: .back
        case .character("a"): .autoplay
        case .function(let number) where (1...scenes).contains(number): .scene(number - 1)
        default: nil
        }
    }
}
