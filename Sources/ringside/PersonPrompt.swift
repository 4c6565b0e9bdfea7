import Broker
import BrokerAPI
import BrokerHTTP
import Glibc
import Identity
import Operations
import PhoneNumbers

/// Whom a command is about: asked for on a terminal, read from standard input elsewhere.
///
/// Never an argument: those stand in the shell's history, and every user of the machine can read them.
enum PersonPrompt {
    /// Whether somebody sits at standard input.
    static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    static func read(region: String) throws -> PersonRequest {
        ask("Number or external ID: ")
        let text = (readLine() ?? "").trimmed
        guard !text.isEmpty else { throw Sentence("no number and no external ID was given on standard input") }
        if let id = ExternalID(text) { return PersonRequest(person: id.text) }
        if let number = PhoneNumberLibrary().read(text, region: region) { return PersonRequest(person: number.e164) }
        throw Sentence("this is no number such as +15550199999, and no external ID such as CRM:500245678")
    }

    /// Only somebody at a terminal is asked.
    static func confirms(_ question: String) -> Bool {
        guard isTerminal else { return true }
        ask("\(question) Type yes: ")
        return (readLine() ?? "").trimmed == "yes"
    }

    /// On standard error: standard output is for results.
    private static func ask(_ text: String) {
        guard isTerminal else { return }
        _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    }
}

extension String {
    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
    }
}
