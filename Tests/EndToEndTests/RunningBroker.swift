import AsyncHTTPClient
import BrokerAPI
import BrokerClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// `ringside serve --sandbox`, with clients of its three faces.
struct RunningBroker: Sendable {
    /// What it prints when it is ready.
    struct ReadyLine: Decodable, Sendable {
        let platform: String
        let socket: String
        let sandbox: String
        let tokenFile: String
    }

    static let token = "a-token-of-the-tests"

    let folder: Folder
    let program: Program
    let ready: ReadyLine
    let desk: SocketClient
    let platform: PlatformClient

    /// Runs a broker for as long as `body` takes, on free ports and a folder of its own.
    static func open(_ body: (RunningBroker) async throws -> Void) async throws {
        try await Folder.with { folder in
            try folder.write("\(token)\n", to: "tokens")
            try await run(in: folder, body)
        }
    }

    /// Runs a broker on what another one has left in a folder.
    static func run(in folder: Folder, _ body: (RunningBroker) async throws -> Void) async throws {
        let broker = try await start(in: folder)
        do {
            try await body(broker)
            await broker.stop()
        } catch {
            await broker.stop()
            throw error
        }
    }

    private static func start(in folder: Folder) async throws -> RunningBroker {
        let output = Pipe()
        let (bytes, arrived) = AsyncStream<Data>.makeStream()
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { arrived.finish() } else { arrived.yield(data) }
        }
        let program = try Program(
            [
                "serve", "--sandbox", "--listen", "127.0.0.1:0", "--socket", folder.file("desk.sock"),
                "--state", folder.file("state"), "--token-file", folder.file("tokens"), "--log-level", "debug",
            ] + (folder.has("ringside.yaml") ? ["--config", folder.file("ringside.yaml")] : []),
            in: folder,
            output: output,
            errors: try folder.create("log")
        )
        var line = Data()
        for await data in bytes {
            line += data
            if line.last == UInt8(ascii: "\n") { break }
        }
        output.fileHandleForReading.readabilityHandler = nil
        guard let ready = try? JSONDecoder().decode(ReadyLine.self, from: line) else {
            program.kill()
            throw NotReady(log: try folder.text(of: "log"))
        }
        return RunningBroker(folder: folder, program: program, ready: ready)
    }

    private init(folder: Folder, program: Program, ready: ReadyLine) {
        self.folder = folder
        self.program = program
        self.ready = ready
        desk = SocketClient(socketPath: ready.socket)
        platform = PlatformClient(origin: ready.platform, token: Self.token)
    }

    private func stop() async {
        await desk.shutDown()
        await platform.shutDown()
        program.terminate()
        _ = await program.ended()
    }

    /// Why there is no broker.
    struct NotReady: Error, CustomStringConvertible {
        let log: String
        var description: String { "the broker did not start; it said: \(log)" }
    }
}

extension RunningBroker {
    /// What an HTTP request was answered.
    struct Answer: Sendable {
        let status: Int
        let contentType: String?
        let body: Data

        func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
            try WireDate.decoder().decode(type, from: body)
        }
    }

    /// Posts text to the platform listener, as `curl` does.
    func post(
        _ text: String,
        to path: String = Paths.lookup,
        token: String? = RunningBroker.token
    ) async throws -> Answer {
        try await ask("POST", ready.platform + path, text, token: token)
    }

    /// Asks the stand-in systems.
    func sandbox(_ method: String, _ path: String, _ text: String? = nil) async throws -> Answer {
        let answer = try await ask(method, ready.sandbox + path, text, token: nil)
        try #require((200..<300).contains(answer.status), "\(String(decoding: answer.body, as: UTF8.self))")
        return answer
    }

    /// Makes a stand-in system fail in a way.
    func fault(_ mode: String, on system: String = "crm") async throws {
        _ = try await sandbox("PUT", "/_sandbox/faults", #"{"system": "\#(system)", "mode": "\#(mode)"}"#)
    }

    /// Asks any listener.
    func ask(
        _ method: String,
        _ url: String,
        _ text: String? = nil,
        token: String? = RunningBroker.token
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = .RAW(value: method)
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        if let text {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(Data(text.utf8))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let body = try await response.body.collect(upTo: 1 << 20)
        return Answer(
            status: Int(response.status.code),
            contentType: response.headers.first(name: "content-type"),
            body: Data(body.readableBytesView)
        )
    }
}
