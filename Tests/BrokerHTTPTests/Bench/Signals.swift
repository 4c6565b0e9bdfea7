import Logging
import Synchronization

/// What was logged, for tests that wait until something is.
struct LoggedMessages: LogHandler {
    let messages: AsyncStream<String>.Continuation
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .debug

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = (event.metadata ?? [:]).map { "\($0)=\($1)" }.sorted().joined(separator: " ")
        messages.yield("\(event.message) \(details)")
    }
}

/// The next element that fits; nil at the end.
func first<Element>(
    _ iterator: inout AsyncStream<Element>.Iterator,
    where fits: (Element) -> Bool
) async -> Element? {
    while let element = await iterator.next(isolation: #isolation) {
        if fits(element) { return element }
    }
    return nil
}

/// Something else came than what a test waits for.
struct Unexpected: Error {
    let what: String

    init(_ what: String) { self.what = what }
}
