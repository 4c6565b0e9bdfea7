import FoundationEssentials
import Identity
import NIOCore
import NIOPosix
import NIOSSL

/// Looks at the certificate of a host that was not believed: of the reasons, the library tells none.
///
/// It is never believed here either: each look ends before anything is sent.
struct CertificateLook: Sendable {
    /// For the connection, and once more for the certificate.
    private static let patience = TimeAmount.seconds(2)

    let host: String
    let port: Int
    let now: Date

    /// Nil unless `url` has a host.
    init?(_ url: String, now: Date) {
        guard let origin = Origin(url) else { return nil }
        (host, port) = (origin.host.filter { !"[]".contains($0) }, origin.port)
        self.now = now
    }

    /// What is wrong with the certificate's time; its issuer where that is right or it can't be seen.
    func fault() async -> CertificateFault {
        // Whatever keeps us from looking again: that it was not believed is known.
        guard let chain = try? await chain() else { return .unknownIssuer }
        let time = now.timeIntervalSince1970
        if chain.contains(where: { Double($0.notValidAfter) < time }) { return .expired }
        if chain.contains(where: { Double($0.notValidBefore) > time }) { return .notYetValid }
        return .unknownIssuer
    }

    private func chain() async throws -> [NIOSSLCertificate] {
        let context = try NIOSSLContext(configuration: .makeClientConfiguration())
        let name = Self.isAddress(host) ? nil : host
        let seen = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: [NIOSSLCertificate].self)
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(Self.patience)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: name) { chain, verdict in
                        seen.succeed(chain)
                        verdict.succeed(NIOSSLVerificationResult.failed)
                    }
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
        do {
            let channel = try await bootstrap.connect(host: host, port: port).get()
            // It ends with the verdict; where none comes, with our patience.
            let end = channel.eventLoop.scheduleTask(in: Self.patience) { () -> Void in channel.close(promise: nil) }
            channel.closeFuture.whenComplete { _ in
                end.cancel()
                seen.fail(ChannelError.eof)
            }
        } catch {
            seen.fail(error)
        }
        return try await seen.futureResult.get()
    }

    /// Names are sent along, addresses can't be.
    private static func isAddress(_ host: String) -> Bool { (try? SocketAddress(ipAddress: host, port: 0)) != nil }
}
