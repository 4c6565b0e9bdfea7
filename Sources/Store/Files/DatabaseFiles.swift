import FoundationEssentials
import Glibc

/// Where the journal lies: a directory that nobody else may enter.
struct DatabaseFiles: Sendable {
    let directory: String
    var database: String { directory + "/journal.sqlite" }
    var lock: String { directory + "/journal.lock" }

    /// Makes the directory, or refuses one that others may enter.
    func makeDirectory() throws(StoreFailure) {
        var info = stat()
        if stat(directory, &info) != 0 {
            do {
                try FileManager.default.createDirectory(
                    atPath: directory,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            } catch {
                throw .cannotOpen(path: directory, why: "the directory can't be made")
            }
            guard stat(directory, &info) == 0 else { throw .cannotOpen(path: directory, why: "the directory is gone") }
        }
        guard info.st_mode & S_IFMT == S_IFDIR else { throw .cannotOpen(path: directory, why: "it is not a directory") }
        let mode = info.st_mode & 0o777
        guard mode & 0o077 == 0 else { throw .openToOthers(path: directory, mode: String(mode, radix: 8)) }
    }

    /// SQLite gives its WAL the mode of the database, so the database is made first, and private.
    func makePrivate() throws(StoreFailure) {
        let descriptor = open(database, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotOpen(path: database, why: String(cString: strerror(errno))) }
        close(descriptor)
        for path in [database, database + "-wal", database + "-shm"] where access(path, F_OK) == 0 {
            guard chmod(path, 0o600) == 0 else { throw .cannotOpen(path: path, why: String(cString: strerror(errno))) }
        }
    }
}
