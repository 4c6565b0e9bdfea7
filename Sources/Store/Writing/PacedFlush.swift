import CFiles
import Glibc
import Synchronization

/// Brings a file's dirty pages to the disk a little at a time, so that whoever else waits for the disk gets a turn.
final class PacedFlush: Sendable {
    /// Bytes asked for at once.
    private static let chunk: Int64 = 256 << 10
    /// What was found clean costs some microseconds, and needs no pause after it.
    private static let clean: Duration = .microseconds(200)

    private let file: Int32
    private let isHurried = Atomic(false)

    /// Nil where the file can't be opened.
    init?(path: String) {
        file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
    }

    /// From now on without pauses.
    func hurry() { isHurried.store(true, ordering: .relaxed) }

    /// False where the disk failed, and nobody knows what of it is there.
    func flush() -> Bool {
        let size = lseek(file, 0, SEEK_END)
        guard size >= 0 else { return false }
        for offset in stride(from: 0, to: size, by: Int(Self.chunk)) { write(at: Int64(offset)) }
        // All that is left, the file's size too; this one reports what failed before.
        return fdatasync(file) == 0
    }

    /// At half the speed of the disk.
    private func write(at offset: Int64) {
        let start = ContinuousClock.now
        _ = cfiles_write_back(file, offset, Self.chunk)
        let took = ContinuousClock.now - start
        guard took > Self.clean, !isHurried.load(ordering: .relaxed) else { return }
        usleep(UInt32(clamping: took.components.attoseconds / 1_000_000_000_000))
    }

    func close() { _ = Glibc.close(file) }
}
