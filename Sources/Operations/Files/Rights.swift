import Glibc

/// Who owns a file or a folder, and who may use it.
struct Rights: Equatable {
    var owner: UInt32
    var group: UInt32
    /// The permission bits alone.
    var mode: UInt32

    init(owner: UInt32, group: UInt32 = 0, mode: UInt32) {
        self.owner = owner
        self.group = group
        self.mode = mode & 0o7777
    }

    init(_ status: stat) { self.init(owner: status.st_uid, group: status.st_gid, mode: status.st_mode) }

    /// Nil where a folder is ours alone, or a certain group's to enter, too.
    func refusalOfFolder(_ path: String, us: UInt32, sharedWith group: UInt32? = nil) -> Refusal? {
        let typed = inShell(path)
        guard owner == us else {
            let mend = "type `chown \(us) \(typed)` as root, or name another folder"
            return Refusal(place: path, problem: "the folder belongs to user \(owner), not to user \(us)", mend: mend)
        }
        let granted: UInt32 = group == self.group ? 0o050 : 0
        guard mode & 0o077 & ~granted == 0 else {
            return Refusal(place: path, problem: "the folder is open to other users", mend: "type `chmod 700 \(typed)`")
        }
        return nil
    }

    /// Nil where a file can be trusted with a secret.
    ///
    /// A credential of systemd may carry an access list, which shows as rights of the group; its folder is closed to
    /// others.
    func refusalOfFile(_ path: String, us: UInt32, isCredential: Bool) -> Refusal? {
        let typed = inShell(path)
        guard owner == us || owner == 0 else {
            let mend = "type `chown \(us) \(typed)` as root"
            return Refusal(place: path, problem: "the file belongs to user \(owner), not to user \(us)", mend: mend)
        }
        guard mode & (isCredential ? 0o007 : 0o077) == 0 else {
            return Refusal(place: path, problem: "other users may read it", mend: "type `chmod 600 \(typed)`")
        }
        return nil
    }
}

/// A path as it is typed in a shell.
func inShell(_ path: String) -> String {
    let plain = path.utf8.allSatisfy { byte in
        byte > 0x7F || Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
            || "/._-+:,@%".utf8.contains(byte)
    }
    return plain && !path.isEmpty
        ? path : "'\(path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
}

/// What an error number of the system means, in few words.
func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file or folder"
    case EACCES, EPERM: "this user may not use it"
    case ENOTDIR: "a part of the path is not a folder"
    case EISDIR: "it is a folder"
    case EROFS: "the file system is read-only"
    case ENOSPC, EDQUOT: "the disk is full"
    case ENAMETOOLONG: "the path is too long"
    case ELOOP: "the path leads through too many links"
    default: "the system says error \(code)"
    }
}
