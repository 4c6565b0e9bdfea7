import ArgumentParser
import Broker
import BrokerAPI
import BrokerClient
import BrokerHTTP
import Operations
import Store
import Synchronization

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "The master keys that the journal is encrypted under.",
        discussion: """
            Works through the broker that runs, or on the journal under its lock where none does. The phone key is never \
            rotated: it makes identifiers.
            """,
        subcommands: [KeysStatus.self, KeysRotate.self]
    )
}

private struct KeysStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Which keys there are, since when, and what is under them."
    )

    @OptionGroup var format: FormatOption
    @OptionGroup var admin: AdminOptions

    func run() async throws {
        do {
            let configuration = try admin.configuration()
            let keys = Mutex<[KeyView]>([])
            let isAnswered = try await admin.askBroker(configuration) { client throws(ClientFailure) in
                let answer = try await client.keys()
                keys.withLock { $0 = answer.keys }
            }
            if !isAnswered {
                try await admin.withCustody(configuration) { custody in
                    let found = try await RotateKeys.status(with: custody).map { KeyView($0) }
                    keys.withLock { $0 = found }
                }
            }
            Sheet.write(keys.withLock { $0 }, as: format.sheet) { print($0, terminator: "") }
        } catch {
            throw refuse(error)
        }
    }
}

private struct KeysRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Makes a new master key, and seals all rows under it.",
        discussion: """
            The new key goes into the key file in front of the present one, which stays there until neither rows nor backups \
            need it. Rows are sealed anew a few at a time, so that no lookup waits. Whatever cuts it short, the next \
            rotation or the next start of the broker goes on. Copy the key file away again once it is done.
            """
    )

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let output = LastLine<RotationLine>(unit: "rows") { $0.progress }
        do {
            try await interruptibly { try await rotate(output) }
        } catch let code as ExitCode {
            output.bar.end()
            throw code
        } catch {
            output.bar.end()
            throw refuse(error)
        }
        output.bar.end()
        guard let result = output.last?.result else {
            throw refuse(output.last?.problem ?? Sentence("the rotation was cut short; type it again to go on"))
        }
        CustodyWords.lines(result).forEach { print($0) }
    }

    private func rotate(_ output: LastLine<RotationLine>) async throws {
        let configuration = try admin.configuration()
        let isAnswered = try await admin.askBroker(configuration) { client throws(ClientFailure) in
            try await client.rotateKeys { output.take($0) }
        }
        if isAnswered { return }
        try await admin.withCustody(configuration) { custody in
            do throws(KeyFailure) {
                let isResumed = try await RotateKeys.begin(with: custody)
                let outcome = try await RotateKeys.finish(resumed: isResumed, with: custody) {
                    output.take(RotationLine($0))
                }
                output.take(RotationLine(outcome))
            } catch {
                throw Problem(error)
            }
            // What was interrupted has no result.
            try Task.checkCancellation()
        }
    }
}

/// Draws how far work is, and keeps its last line.
final class LastLine<Line: Sendable>: Sendable {
    let bar = ProgressBar()
    private let line = Mutex<Line?>(nil)
    private let unit: String
    private let progress: @Sendable (Line) -> AdminProgress?

    init(unit: String, progress: @escaping @Sendable (Line) -> AdminProgress?) {
        self.unit = unit
        self.progress = progress
    }

    /// Nil until there is one that is no progress.
    var last: Line? { line.withLock { $0 } }

    func take(_ next: Line) {
        if let progress = progress(next) { return bar.draw(CustodyWords.bar(progress, unit)) }
        line.withLock { $0 = next }
    }
}
