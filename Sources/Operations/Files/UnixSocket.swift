import Glibc

/// A Unix socket from outside.
enum UnixSocket {
    enum Look {
        case answers
        case nothing
        /// The file is there, and nobody listens.
        case deaf
        /// We may not use it.
        case closed
    }

    /// Connects and hangs up.
    static func look(_ path: String) -> Look {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .nothing }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: path.utf8.prefix(place.count - 1))
        }
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if outcome == 0 { return .answers }
        return switch errno {
        case ENOENT, ENOTDIR: .nothing
        case EACCES, EPERM: .closed
        default: .deaf
        }
    }
}
