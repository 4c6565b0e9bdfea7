/// How long the story waits for those who read it.
package enum Pace: Sendable {
    /// Somebody reads every sentence before the next thing happens.
    case readers
    /// Nobody is waited for: what was told stays to be read.
    case lines

    /// Words that a second is for: fewer than in a book, since there is something to look at besides.
    private static let wordsPerSecond = 3.5

    /// After a sentence.
    func reading(_ text: String) -> Duration {
        switch self {
        case .lines: .zero
        case .readers:
            .seconds(min(max(Double(text.split(separator: " ").count) / Self.wordsPerSecond, 2), 10))
        }
    }

    /// Time that a scene lets pass, such as for a talk.
    func passing(_ milliseconds: Int) -> Duration {
        switch self {
        case .lines: .milliseconds(min(milliseconds, 1200))
        case .readers: .milliseconds(milliseconds)
        }
    }

    /// Between two scenes.
    var afterScene: Duration {
        switch self {
        case .lines: .milliseconds(300)
        case .readers: .seconds(3)
        }
    }
}
