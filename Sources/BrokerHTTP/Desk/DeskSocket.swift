import BrokerAPI
import Glibc

/// The desk socket's place in the file system, ours for as long as its lock is held: a lock file beside the socket tells
/// a live broker, which keeps it locked, from a stale socket, which nobody does.
final class DeskSocket: Sendable {
    let path: String
    private let groupID: UInt32?
    private let lock: CInt

    /// Makes the directory where it is missing, checks that it is private, and takes the lock.
    static func claim(_ path: String, groupID: UInt32?) throws(ListenerFailure) -> DeskSocket {
        guard path.utf8.count <= DeskSocketPath.longest else {
            throw ListenerFailure(
                "The socket's path has \(path.utf8.count) bytes, and \(DeskSocketPath.longest) are the most: choose a shorter one."
            )
        }
        guard path.hasPrefix("/"), let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw ListenerFailure("The socket's path must be absolute and in a directory of its own: \(path)")
        }
        try prepare(directory: String(path[..<slash]), groupID: groupID)
        let lock = try takeLock("\(path).lock", for: path)
        return DeskSocket(path: path, groupID: groupID, lock: lock)
    }

    private init(path: String, groupID: UInt32?, lock: CInt) {
        self.path = path
        self.groupID = groupID
        self.lock = lock
    }

    deinit { close(lock) }

    /// What a broker before us left; the lock says that it is gone.
    func removeStale() throws(ListenerFailure) {
        var info = stat()
        guard lstat(path, &info) == 0 else { return }
        guard info.st_mode & S_IFMT == S_IFSOCK else {
            throw ListenerFailure("\(path) is no socket: move it away, or choose another path.")
        }
        guard unlink(path) == 0 else { throw ListenerFailure("\(path) can't be removed: \(lastReason()).") }
    }

    /// Once it is bound: its mode does not depend on the umask.
    func restrict() throws(ListenerFailure) {
        let isDone = groupID.map { chown(path, .max, $0) == 0 && chmod(path, 0o660) == 0 } ?? (chmod(path, 0o600) == 0)
        guard isDone else { throw ListenerFailure("\(path) can't be made private: \(lastReason()).") }
    }

    /// Takes the socket away; the lock goes with this object, and its file stays, or two could hold it.
    func remove() { unlink(path) }

    private static func prepare(directory: String, groupID: UInt32?) throws(ListenerFailure) {
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else {
            throw ListenerFailure("The socket's directory \(directory) can't be made: \(lastReason()).")
        }
        var info = stat()
        guard lstat(directory, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
            throw ListenerFailure("\(directory) is no directory: move it away, or choose another path for the socket.")
        }
        guard info.st_uid == geteuid() else {
            throw ListenerFailure(
                "The socket's directory \(directory) belongs to uid \(info.st_uid), not to us (\(geteuid())): choose another path."
            )
        }
        let forbidden: mode_t = groupID == nil ? 0o077 : 0o027
        guard info.st_mode & forbidden == 0 else {
            throw ListenerFailure(
                "Others may enter the socket's directory \(directory): chmod \(groupID == nil ? "700" : "710") it, or choose another path."
            )
        }
        guard let groupID else { return }
        guard chown(directory, .max, groupID) == 0, chmod(directory, 0o710) == 0 else {
            throw ListenerFailure(
                "\(directory) can't be opened for group \(groupID): \(lastReason()); is our user a member of it?"
            )
        }
    }

    private static func takeLock(_ file: String, for path: String) throws(ListenerFailure) -> CInt {
        let lock = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw ListenerFailure("\(file) can't be opened: \(lastReason()).") }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw ListenerFailure("Another broker serves desks at \(path): stop it, or choose another path.")
        }
        return lock
    }
}

private func lastReason() -> String { String(cString: strerror(errno)).lowercased() }
