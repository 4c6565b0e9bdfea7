import AsyncHTTPClient
import Broker
import Foundation
import Identity
import NIOCore
import NIOSSL
import PhoneNumbers
import Testing

@testable import Connectors

@Suite struct `Only who proves itself is asked` {
    @Test func `a certificate that is signed by itself is refused, and said to be`() async throws {
        let own = try OwnCertificate(for: "DNS:localhost,IP:127.0.0.1")
        try await TLSServer.open(own) { server in
            for host in ["localhost", "127.0.0.1"] {
                try await Self.expect(.untrusted(.unknownIssuer), of: "https://\(host):\(server.port)")
            }
            #expect(server.requests.withLock { $0 } == 0, "nothing was sent")
        }
    }

    @Test func `one whose time is over, or has not begun, is said to be`() async throws {
        let own = try OwnCertificate(for: "DNS:localhost,IP:127.0.0.1")
        try await TLSServer.open(own) { server in
            let url = "https://localhost:\(server.port)"
            try await Self.expect(.untrusted(.expired), of: url, after: 5 * 86_400)
            try await Self.expect(.untrusted(.notYetValid), of: url, after: -5 * 86_400)
        }
    }

    @Test func `what does not encrypt is not asked in clear`() async throws {
        try await TLSServer.open(nil) { server in
            try await Self.expect(.untrusted(.notEncrypted), of: "https://127.0.0.1:\(server.port)")
            try await Self.expect(nil, of: "http://127.0.0.1:\(server.port)")
        }
    }

    @Test func `another host's certificate is told from one that is not trusted`() async throws {
        let (own, other) = (try OwnCertificate(for: "DNS:localhost"), try OwnCertificate(for: "DNS:other.example"))
        for (certificate, expected) in [(own, CertificateFault?.none), (other, .otherName)] {
            try await TLSServer.open(certificate) { server in
                var tls = TLSConfiguration.makeClientConfiguration()
                tls.trustRoots = .certificates([certificate.certificate])
                var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
                configuration.connectionPool.retryConnectionEstablishment = false
                let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
                var found: CertificateFault?
                do {
                    let request = HTTPClientRequest(url: "https://localhost:\(server.port)/")
                    _ = try await http.execute(request, timeout: .seconds(5))
                } catch {
                    found = CertificateFault(error)
                    #expect(found != nil, "\(error)")
                }
                try await http.shutdown()
                #expect(found == expected)
            }
        }
    }

    @Test func `a connection that is refused or cut says nothing of certificates`() async throws {
        try await Self.expect(.unreachable, of: "https://127.0.0.1:1")
        #expect(CertificateFault(NIOSSLError.handshakeFailed(.sslError([.eofDuringHandshake]))) == nil)
    }

    /// Asks for a customer there, with a clock that is so many seconds ahead.
    private static func expect(
        _ failure: SourceFailure?,
        of url: String,
        after seconds: TimeInterval = 0,
        at place: SourceLocation = #_sourceLocation
    ) async throws {
        let found = try await ask(url, after: seconds)
        #expect(found == failure, sourceLocation: place)
    }

    private static func ask(_ url: String, after seconds: TimeInterval) async throws -> SourceFailure? {
        let connections = SourceConnections()
        let real = Ambience.real
        let ambience = Ambience(
            now: { real.now().addingTimeInterval(seconds) },
            uptime: real.uptime,
            sleep: real.sleep,
            chance: real.chance,
            name: real.name
        )
        let parts = SourceParts(connections: connections, phones: PhoneNumberLibrary(), ambience: ambience)
        let platform = GenesysGuidePlatform(GenesysConfiguration(baseURL: url), parts)
        let id = try external("CRM:1")
        let found = await failure { () throws(SourceFailure) in try await platform.customer(with: id) }
        try await connections.shutdown()
        return found
    }
}
