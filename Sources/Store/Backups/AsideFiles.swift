package import FoundationEssentials
import Glibc

/// Moves a journal out of the way, and deletes nothing of it.
struct AsideFiles: Sendable {
    let files: DatabaseFiles
    let now: Date

    /// With the time in its name; the next free one where that is taken.
    func path() -> String {
        let stem = "\(files.database).\(FileStamp.text(of: now))"
        let names = sequence(first: 1) { $0 + 1 }.lazy.map { $0 == 1 ? stem : "\(stem)-\($0)" }
        return names.first { access($0, F_OK) != 0 } ?? stem
    }

    /// What is in the WAL belongs to the database that goes, and SQLite would read it into whatever has the name next.
    func moveWAL(to path: String) throws(StoreFailure) {
        if access(files.database + "-wal", F_OK) == 0 {
            guard rename(files.database + "-wal", path + "-wal") == 0 else { throw refusal(path) }
        }
        // Only an index of the WAL, which the next reader makes anew.
        unlink(files.database + "-shm")
    }

    /// The database keeps its name beside the new one: there is a journal at each moment, and no start makes an empty one.
    func link(to path: String) throws(StoreFailure) {
        guard Glibc.link(files.database, path) == 0 else { throw refusal(path) }
    }

    func move(to path: String) throws(StoreFailure) {
        guard rename(files.database, path) == 0 else { throw refusal(path) }
    }

    private func refusal(_ path: String) -> StoreFailure {
        .cannotOpen(path: files.database, why: "it can't be moved to \(path): \(String(cString: strerror(errno)))")
    }
}

/// Moments in names of files: `20261123T120000Z`.
package enum FileStamp {
    /// In UTC, to the second.
    package static func text(of date: Date) -> String {
        let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
        return date.formatted(style)
    }
}
