import Glibc

/// Unix sockets by hand, for peers that no proper client would be.
enum Unix {
    static func bind(_ socket: CInt, to path: String) -> Bool {
        withAddress(path) { Glibc.bind(socket, $0, $1) == 0 }
    }

    /// A connection on which something was said; nothing is read from it.
    static func connect(_ path: String, saying text: String) -> CInt? {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard withAddress(path, { Glibc.connect(socket, $0, $1) == 0 }) else { return nil }
        return write(socket, text, text.utf8.count) == text.utf8.count ? socket : nil
    }

    /// All that is to be read until the other end closes.
    static func drain(_ socket: CInt) -> Int {
        var (total, bytes) = (0, [UInt8](repeating: 0, count: 65_536))
        while case let count = read(socket, &bytes, bytes.count), count > 0 { total += count }
        close(socket)
        return total
    }

    private static func withAddress(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool
    ) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) {
            $0.copyBytes(from: path.utf8CString.map { UInt8(bitPattern: $0) })
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

extension Unix {
    /// Closes without a word.
    static func leave(_ socket: CInt) { close(socket) }
}
