import Broker
import Foundation
import Glibc
import Identity
import PhoneNumbers
import Testing

@testable import Connectors

/// A system whose machine takes no further connection: neither refused nor accepted.
private final class SilentListener: Sendable {
    let port: UInt16
    private let sockets: [Int32]

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(listener, raw, size) == 0 && listen(listener, 0) == 0 && getsockname(listener, raw, &size) == 0
            }
        }
        try #require(isBound)
        port = UInt16(bigEndian: address.sin_port)
        // One fills the queue of a listener that nobody accepts from; the others make sure of it.
        sockets = [listener] + (0..<3).map { _ in Self.connection(to: address) }
    }

    deinit { for socket in sockets { close(socket) } }

    private static func connection(to address: sockaddr_in) -> Int32 {
        var address = address
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return connection
    }
}

@Suite struct `A connection has a time of its own` {
    /// Of the two times the shorter one ends it: no connection is another failure than no answer.
    @Test(arguments: [
        (Duration.milliseconds(30), Duration.seconds(30), SourceFailure.unreachable),
        (.seconds(30), .milliseconds(30), .timedOut),
    ])
    func `for each system as it says`(connect: Duration, read: Duration, expected: SourceFailure) async throws {
        let silent = try SilentListener()
        let connections = SourceConnections()
        var configuration = SAPConfiguration(
            baseURL: "http://127.0.0.1:\(silent.port)",
            user: "u",
            password: Secret("p")
        )
        (configuration.limits.connect, configuration.limits.read) = (connect, read)
        let parts = SourceParts(connections: connections, phones: PhoneNumberLibrary(), ambience: .real)
        let (erp, number) = (SAPERP(configuration, parts), try account("1"))
        #expect(await failure { () throws(SourceFailure) in try await erp.standing(of: number) } == expected)
        try await connections.shutdown()
    }

    @Test func `those with the same share their connections`() async throws {
        let connections = SourceConnections()
        let first = connections.client(connect: .seconds(1))
        #expect(connections.client(connect: .milliseconds(1_000)) === first)
        #expect(connections.client(connect: .seconds(2)) !== first)
        try await connections.shutdown()
    }
}
