import ArgumentParser
import BrokerAPI
import Glibc

/// Says why a command can't run, on standard error, and gives exit code 2.
func refuse(_ reason: any Error) -> ExitCode {
    say(reason.inWords)
    return ExitCode(2)
}

/// A message on standard error.
func say(_ text: String) {
    let lines = text.split(separator: "\n").map { "ringside: \($0)\n" }.joined()
    _ = lines.withCString { write(STDERR_FILENO, $0, strlen($0)) }
}

extension Error {
    /// Of a problem document only what a person can use.
    fileprivate var inWords: String { (self as? Problem)?.detail ?? "\(self)" }
}

/// A sentence for whoever typed the command.
struct Sentence: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
