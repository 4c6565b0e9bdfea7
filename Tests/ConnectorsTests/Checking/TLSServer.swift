import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Testing

/// A certificate that is signed by itself, and its key.
struct OwnCertificate: Sendable {
    let certificate: NIOSSLCertificate
    let key: NIOSSLPrivateKey

    /// For names such as `DNS:localhost,IP:127.0.0.1`; valid for two days.
    init(for names: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ringside-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let certificateFile = folder.appending(path: "own.crt").path
        let keyFile = folder.appending(path: "own.key").path
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=ringside test", "-addext", "subjectAltName=\(names)", "-out", certificateFile, "-keyout",
            keyFile,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        certificate = try #require(try NIOSSLCertificate.fromPEMFile(certificateFile).first)
        key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
    }
}

/// A real server on a free port of this machine, with TLS or without, that counts the requests that reach it.
struct TLSServer: Sendable {
    let port: Int
    let requests: Shared<Int>

    /// Runs for as long as `body` takes.
    static func open(
        _ own: OwnCertificate?,
        _ body: (TLSServer) async throws -> Void
    ) async throws {
        let context = try own.map {
            try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: [.certificate($0.certificate)],
                    privateKey: .privateKey($0.key)
                )
            )
        }
        let requests = Shared(0)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    let pipeline = child.pipeline.syncOperations
                    if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
                    try pipeline.addHandler(EmptyAnswers(requests))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Void, any Error>
        do {
            let port = channel.localAddress?.port ?? 0
            result = .success(try await body(TLSServer(port: port, requests: requests)))
        } catch {
            result = .failure(error)
        }
        try await channel.close()
        try result.get()
    }
}

/// Answers each request with an empty list of customers, and closes.
private final class EmptyAnswers: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let requests: Shared<Int>

    init(_ requests: Shared<Int>) { self.requests = requests }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        requests.withLock { $0 += 1 }
        let body = #"{"entities":[]}"#
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
        let answer = ByteBuffer(string: "\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
