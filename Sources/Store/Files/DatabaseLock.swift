import Glibc

/// Held for as long as the journal is open, so that two writers never meet.
///
/// The kernel drops it with the process.
final class DatabaseLock: Sendable {
    private let descriptor: CInt

    init(path: String) throws(StoreFailure) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, why: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(path: path)
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func release() { _ = flock(descriptor, LOCK_UN) }
}
