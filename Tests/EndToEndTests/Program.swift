import Foundation

/// The built executable, in a process of its own.
struct Program: Sendable {
    /// How a run ended.
    struct Ending: Sendable {
        let code: Int32
        let output: String
        let errors: String
    }

    let process: Process
    private let end: AsyncStream<Never>

    /// Beside the test bundle.
    static func path() throws -> String {
        let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "ringside").path
    }

    /// Starts it; nothing of the environment of whoever runs the tests gets in.
    init(_ arguments: [String], in folder: Folder, input: String? = nil, output: Any, errors: Any) throws {
        process = Process()
        process.executableURL = URL(filePath: try Self.path())
        process.arguments = arguments
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.path,
            "XDG_RUNTIME_DIR": folder.path,
            "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
        ]
        process.standardInput = try input.map { try Self.pipe(holding: $0) } ?? FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        let (end, ended) = AsyncStream<Never>.makeStream()
        self.end = end
        process.terminationHandler = { _ in ended.finish() }
        try process.run()
    }

    /// A few bytes, which fit into a pipe, and its end.
    private static func pipe(holding text: String) throws -> Pipe {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try pipe.fileHandleForWriting.close()
        return pipe
    }

    /// Runs it to its end.
    static func run(_ arguments: [String], in folder: Folder, input: String? = nil) async throws -> Ending {
        let program = try Program(
            arguments,
            in: folder,
            input: input,
            output: try folder.create("output"),
            errors: try folder.create("errors")
        )
        let code = await program.ended()
        return Ending(code: code, output: try folder.text(of: "output"), errors: try folder.text(of: "errors"))
    }

    /// Waits for its end; it is killed where nobody waits any longer.
    func ended() async -> Int32 {
        for await _ in end {}
        if process.isRunning {
            kill()
            process.waitUntilExit()
        }
        return process.terminationStatus
    }

    /// SIGTERM.
    func terminate() { process.terminate() }

    /// Tells it something.
    func signal(_ number: Int32) { Foundation.kill(process.processIdentifier, number) }

    /// SIGKILL, as a power cut.
    func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }
}
