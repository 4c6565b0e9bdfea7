import FoundationEssentials
import GRDB
import Glibc

/// A copy of a backup, in the journal's directory, which is opened in its stead: the backup is never written to.
struct IncomingFile: Sendable {
    private static let chunk = 1 << 20

    let source: String
    let path: String

    /// On disk when it returns.
    func make() throws(StoreFailure) {
        // Left by one that was cut short.
        for end in ["", "-wal", "-shm"] { unlink(path + end) }
        try refuseUnfinished()
        let from = open(source, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard from >= 0 else { throw failure(source) }
        defer { close(from) }
        var info = stat()
        guard fstat(from, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
            throw .cannotOpen(path: source, why: "it is not a plain file")
        }
        guard info.st_size > 0 else { throw .foreign(path: source) }
        let to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard to >= 0 else { throw failure(path) }
        defer { close(to) }
        guard copy(from, to), fsync(to) == 0 else {
            let failure = failure(path)
            unlink(path)
            throw failure
        }
    }

    /// All of it: a backup that is restored will be relied on.
    static func check(_ db: Database, _ path: String) throws {
        let found = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
        guard found == "ok" else { throw StoreFailure.corrupt(path: path, code: ResultCode.SQLITE_CORRUPT.rawValue) }
    }

    private func refuseUnfinished() throws(StoreFailure) {
        var info = stat()
        if stat(source + "-wal", &info) == 0, info.st_size > 0 { throw .unfinished(path: source) }
    }

    private func copy(_ from: Int32, _ to: Int32) -> Bool {
        var bytes = [UInt8](repeating: 0, count: Self.chunk)
        while true {
            let count = read(from, &bytes, Self.chunk)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return count == 0 }
            var rest = bytes[..<count]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { write(to, $0.baseAddress, $0.count) }
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return false }
                rest = rest.dropFirst(written)
            }
        }
    }

    private func failure(_ path: String) -> StoreFailure {
        .cannotOpen(path: path, why: String(cString: strerror(errno)).lowercased())
    }
}
