import Broker
import Glibc

/// Where a backup lies, or is being written.
struct BackupFile: Sendable {
    let path: String
    /// Written first, so that a file with the other name is whole.
    var part: String { path + ".part" }

    /// A backup only ever replaces an empty file that nobody else can read: whoever asks for one has made that, and shows by it
    /// that the place is meant.
    func check() throws(BackupFailure) {
        var info = stat()
        guard lstat(path, &info) == 0 else { throw .cannotWrite(path: path, why: reason(errno)) }
        guard info.st_mode & S_IFMT == S_IFREG, info.st_size == 0 else { throw .taken(path: path) }
        guard info.st_uid == geteuid(), info.st_mode & 0o077 == 0 else {
            throw .cannotWrite(path: path, why: "the file is not the broker's alone")
        }
    }

    /// An empty file of ours alone, in the place of one that was cut short.
    func makePart() throws(BackupFailure) {
        unlink(part)
        let descriptor = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, why: reason(errno)) }
        close(descriptor)
    }

    /// From now on it is the backup; its bytes are on the disk already.
    func finish() throws(BackupFailure) {
        guard rename(part, path) == 0, syncFolder(of: path) else {
            throw .cannotWrite(path: path, why: reason(errno))
        }
    }

    /// A copy that came to nothing.
    func discard() {
        unlink(part)
        unlink(path)
    }

    var isThere: Bool {
        var info = stat()
        return lstat(path, &info) == 0
    }

    /// True once nothing is there any more.
    func delete() -> Bool {
        [part, path].allSatisfy { (name: String) in unlink(name) == 0 || errno == ENOENT || errno == ENOTDIR }
    }

    private func reason(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}

/// Names are in their folder, which is written on its own.
func syncFolder(of path: String) -> Bool {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let folder = open(slash == path.startIndex ? "/" : String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return false }
    defer { close(folder) }
    return fsync(folder) == 0
}
