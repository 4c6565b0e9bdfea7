import AsyncHTTPClient
import Identity
import NIOCore

extension SourceFailure {
    /// Why there was no head.
    ///
    /// What is about neither time nor encryption is about the connection.
    init(beforeHead error: any Error) {
        if let fault = CertificateFault(error) {
            self = .untrusted(fault)
            return
        }
        switch error {
        case let error as HTTPClientError where Self.timeouts.contains(error): self = .timedOut
        case is NIOTooManyBytesError: self = .malformed
        default: self = .unreachable
        }
    }

    /// Why a body did not come to its end.
    ///
    /// What is not about time or the connection is about its content: too large, or not what `Content-Encoding` says.
    init(inBody error: any Error) {
        switch error {
        case let error as HTTPClientError where Self.timeouts.contains(error): self = .timedOut
        case is HTTPClientError, is IOError, is ChannelError: self = .unreachable
        default: self = .malformed
        }
    }

    private static var timeouts: [HTTPClientError] { [.deadlineExceeded, .readTimeout] }
}
