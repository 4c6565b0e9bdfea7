import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix

extension ClientFailure {
    /// What a failed connection means to who waits for it.
    init(connection error: any Error) {
        switch error {
        case let failure as ClientFailure: self = failure
        case let error as HTTPClientError: self.init(error)
        case let error as IOError: self = .unreachable(Self.words(for: error.errnoCode))
        case let error as NIOConnectionError: self.init(refused: error)
        case ChannelError.connectTimeout: self = .timedOut
        case is CancellationError: self = .unreachable("the request was cancelled")
        default: self = .unreachable("the connection failed")
        }
    }

    private init(_ error: HTTPClientError) {
        switch error {
        case .deadlineExceeded, .readTimeout, .connectTimeout, .getConnectionFromPoolTimeout, .writeTimeout:
            self = .timedOut
        case .cancelled: self = .unreachable("the request was cancelled")
        case .remoteConnectionClosed: self = .unreachable("the broker closed the connection")
        default: self = .unreachable("the connection failed")
        }
    }

    private init(refused error: NIOConnectionError) {
        let causes = error.connectionErrors.map(\.error)
        guard let cause = causes.lazy.compactMap({ $0 as? IOError }).first else {
            self = .unreachable("nobody answers at \(error.host):\(error.port)")
            return
        }
        self = .unreachable(Self.words(for: cause.errnoCode))
    }

    private static let noSocket = "no broker has its socket here"
    private static let noBroker = "no broker is running here"

    /// Nobody listens: the journal may be opened by whoever asks.
    package var meansNoBroker: Bool { self == .unreachable(Self.noSocket) || self == .unreachable(Self.noBroker) }

    private static func words(for code: CInt) -> String {
        switch code {
        case ENOENT: noSocket
        case ECONNREFUSED: noBroker
        case EACCES, EPERM: "this user may not open the broker's socket"
        case ECONNRESET, EPIPE: "the connection broke"
        default: "the connection failed (\(String(cString: strerror(code)).lowercased()))"
        }
    }
}
