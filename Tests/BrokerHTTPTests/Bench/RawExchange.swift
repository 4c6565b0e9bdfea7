import Dispatch
import Glibc

/// Bytes to a port by hand, for requests that no proper client would send.
enum RawExchange {
    struct NotConnected: Error {}

    /// Says all of it, each part after what must be heard first, then that there is no more; what was heard until the
    /// other end closed.
    static func transcript(port: Int, _ parts: [(after: String?, say: String)]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            // Not on the pool's threads, which the listener needs.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try converse(port, parts) })
            }
        }
    }

    private static func converse(_ port: Int, _ parts: [(after: String?, say: String)]) throws -> String {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var yes: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard connected(socket, port) else { throw NotConnected() }
        var heard: [UInt8] = []
        for part in parts {
            while let after = part.after, !String(decoding: heard, as: UTF8.self).contains(after) {
                guard hear(socket, &heard) else { return String(decoding: heard, as: UTF8.self) }
            }
            var rest = Array(part.say.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                // The other end may have closed in anger: what it said before is still to be read.
                guard count > 0 else { break }
                rest = rest.dropFirst(count)
            }
        }
        shutdown(socket, Int32(SHUT_WR))
        while hear(socket, &heard) {}
        return String(decoding: heard, as: UTF8.self)
    }

    private static func hear(_ socket: CInt, _ heard: inout [UInt8]) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(socket, &bytes, bytes.count)
        guard count > 0 else { return false }
        heard += bytes.prefix(count)
        return true
    }

    private static func connected(_ socket: CInt, _ port: Int) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
