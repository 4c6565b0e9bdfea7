import ArgumentParser
import Glibc

/// Says why a command can't run, on standard error, and gives exit code 2.
func refuse(_ reason: any Error) -> ExitCode {
    let lines = "\(reason)".split(separator: "\n").map { "ringside: \($0)\n" }.joined()
    _ = lines.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    return ExitCode(2)
}

/// A sentence for whoever typed the command.
struct Sentence: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
