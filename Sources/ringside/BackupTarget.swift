import FoundationEssentials
import Glibc
import Store

/// The empty file that a backup replaces: that it is there shows the broker that the place is meant.
struct BackupTarget {
    let path: String

    /// Makes it, for the user alone whom the broker runs as: that is the owner of its socket, where root asks.
    static func make(_ place: String, for socket: String, at now: Date) throws -> BackupTarget {
        let path = path(of: place, at: now)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw Sentence(
                errno == EEXIST
                    ? "\(path) is there already: a backup replaces nothing"
                    : "\(path) can't be made: \(String(cString: strerror(errno)).lowercased())"
            )
        }
        defer { close(file) }
        var info = stat()
        if geteuid() == 0, stat(socket, &info) == 0 { fchown(file, info.st_uid, info.st_gid) }
        return BackupTarget(path: path)
    }

    /// What came to nothing leaves nothing.
    func removeIfEmpty() {
        var info = stat()
        if lstat(path, &info) == 0, info.st_size == 0 { unlink(path) }
    }

    private static func path(of place: String, at now: Date) -> String {
        let path = URL(filePath: place, directoryHint: .notDirectory).standardizedFileURL.path
        var info = stat()
        guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else { return path }
        return "\(path)/ringside-\(FileStamp.text(of: now)).sqlite"
    }
}
