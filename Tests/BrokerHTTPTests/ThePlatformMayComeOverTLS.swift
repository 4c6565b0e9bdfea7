import AsyncHTTPClient
import BrokerAPI
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct ThePlatformMayComeOverTLS {
    /// A certificate and its key, made for this test.
    private struct Identity {
        let certificate: String
        let key: String

        init(_ name: String, in folder: String) throws {
            let (certificateFile, keyFile) = ("\(folder)/\(name).crt", "\(folder)/\(name).key")
            let openssl = Process()
            openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
            openssl.arguments = [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-out", certificateFile, "-keyout", keyFile,
            ]
            openssl.standardError = FileHandle.nullDevice
            try openssl.run()
            openssl.waitUntilExit()
            certificate = try String(contentsOfFile: certificateFile, encoding: .utf8)
            key = try String(contentsOfFile: keyFile, encoding: .utf8)
        }

        var material: TLSMaterial { TLSMaterial(certificates: certificate, key: key, clientAuthorities: nil) }
    }

    private func status(
        _ origin: String,
        trusting authority: Identity,
        as client: Identity? = nil
    ) async throws -> Int {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authority.certificate.utf8)))
        if let client {
            tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(Array(client.certificate.utf8))
                .map { .certificate($0) }
            tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(client.key.utf8), format: .pem))
        }
        let http = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: HTTPClient.Configuration(tlsConfiguration: tls)
        )
        do {
            var request = HTTPClientRequest(url: origin + Paths.lookup)
            request.method = .POST
            request.headers.add(name: "authorization", value: "Bearer \(Bench.token)")
            request.body = .bytes(Array(#"{"callId":"c1"}"#.utf8))
            let status = try await http.execute(request, timeout: .seconds(3)).status
            try await http.shutdown()
            return Int(status.code)
        } catch {
            try await http.shutdown()
            throw error
        }
    }

    @Test("A client that trusts the certificate is answered, one that does not or speaks in clear is not")
    func encrypted() async throws {
        let bench = try Bench()
        let (own, stranger) = (try Identity("own", in: bench.directory), try Identity("stranger", in: bench.directory))
        try await bench.withPlatform(tls: own.material) { platform in
            let trusted = try await status(platform.origin, trusting: own)
            #expect(trusted == 200)
            await #expect(throws: (any Error).self) { try await status(platform.origin, trusting: stranger) }
            let clear = "http" + platform.origin.dropFirst("https".count)
            await #expect(throws: (any Error).self) { try await status(clear, trusting: own) }
            let again = try await status(platform.origin, trusting: own)
            #expect(again == 200, "the others did no harm")
        }
    }

    @Test("A certificate is renewed while the listener runs, and one that can't be used changes nothing")
    func renewed() async throws {
        let bench = try Bench()
        let (old, new) = (try Identity("old", in: bench.directory), try Identity("new", in: bench.directory))
        try await bench.withListener(tls: old.material) { listener, platform in
            let before = try await status(platform.origin, trusting: old)
            #expect(before == 200)
            try listener.show(new.material)
            let after = try await status(platform.origin, trusting: new)
            #expect(after == 200)
            await #expect(throws: (any Error).self) { try await status(platform.origin, trusting: old) }
            let mixed = TLSMaterial(certificates: old.certificate, key: new.key, clientAuthorities: nil)
            #expect(throws: ListenerFailure.self) { try listener.show(mixed) }
            let still = try await status(platform.origin, trusting: new)
            #expect(still == 200)
        }
    }

    @Test("Where clients need certificates, the token alone opens nothing")
    func mutual() async throws {
        let bench = try Bench()
        let (own, client) = (try Identity("own", in: bench.directory), try Identity("client", in: bench.directory))
        let stranger = try Identity("stranger", in: bench.directory)
        let tls = TLSMaterial(certificates: own.certificate, key: own.key, clientAuthorities: client.certificate)
        try await bench.withPlatform(tls: tls) { platform in
            let known = try await status(platform.origin, trusting: own, as: client)
            #expect(known == 200)
            await #expect(throws: (any Error).self) { try await status(platform.origin, trusting: own) }
            await #expect(throws: (any Error).self) {
                try await status(platform.origin, trusting: own, as: stranger)
            }
        }
    }

    @Test("Texts that are no certificate, no key, or of two pairs are refused with a sentence")
    func refused() async throws {
        let bench = try Bench()
        let (own, other) = (try Identity("own", in: bench.directory), try Identity("other", in: bench.directory))
        func sentence(_ certificate: String, _ key: String, _ clients: String? = nil) async -> String {
            var options = PlatformListenerOptions()
            options.port = 0
            options.tls = TLSMaterial(certificates: certificate, key: key, clientAuthorities: clients)
            let listener = PlatformListener(options: options, tokens: bench.tokens, parts: bench.parts) { [] }
            do { try await listener.run() } catch { return "\(error)" }
            return "none"
        }
        #expect(await sentence("x", own.key).contains("certificate holds no certificate"))
        #expect(await sentence(own.certificate, "x").contains("no private key"))
        #expect(await sentence(own.certificate, other.key).contains("do not belong together"))
        #expect(await sentence(own.certificate, own.key, "x").contains("clients' authority"))
        #expect(await !sentence(own.certificate, "-----BEGIN PRIVATE KEY-----\nsecret").contains("secret"))
    }
}
