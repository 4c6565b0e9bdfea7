import FoundationEssentials
import Glibc

/// Folders that are this user's alone.
enum OwnFolder {
    /// Makes the folder, and those above it where they are missing, 0700; refuses one that is not ours alone.
    ///
    /// A group may be let in, to look and not to write.
    static func prepare(_ path: String, sharedWith group: UInt32? = nil) throws(Refusal) {
        try make(path)
        try check(path, sharedWith: group)
    }

    /// Refuses a folder that is not ours alone, but for a group that may be let in.
    static func check(_ path: String, sharedWith group: UInt32? = nil) throws(Refusal) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Refusal(place: path, problem: "can't be used as a folder: \(reason(errno))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw Refusal(place: path, problem: "can't be used as a folder: \(reason(errno))")
        }
        if let refusal = Rights(status).refusalOfFolder(path, us: geteuid(), sharedWith: group) { throw refusal }
    }

    /// From the root, whatever folder we were started in.
    static func absolute(_ path: String) -> String {
        let url = URL(filePath: path, directoryHint: .notDirectory).standardizedFileURL
        return url.path
    }

    private static func make(_ path: String) throws(Refusal) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        let above = URL(filePath: path).deletingLastPathComponent().path
        guard errno == ENOENT, above != path else {
            throw Refusal(place: path, problem: "the folder can't be made: \(reason(errno))")
        }
        try make(above)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw Refusal(place: path, problem: "the folder can't be made: \(reason(errno))")
        }
    }
}
