import FoundationEssentials
import Glibc

extension PrivateFile {
    /// A new file, 0600, on the disk when this returns; one that is there already is never touched.
    static func make(_ path: String, text: String) throws(Refusal) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw refusalToMake(path, errno) }
        let failure = fill(descriptor, Array(text.utf8))
        close(descriptor)
        guard failure == nil else {
            // Half a key would be refused at the next start, and there is nothing in it to keep.
            unlink(path)
            throw refusalToMake(path, failure ?? 0)
        }
        try keepName(of: path)
    }

    /// In the place of a file that is there, which others see whole, as it was or as it is now; 0600, on the disk when this
    /// returns.
    static func replace(_ path: String, text: String) throws(Refusal) {
        let new = "\(path).new"
        // Of one that was cut short: nothing was ever sealed with what is in it.
        unlink(new)
        try make(new, text: text)
        guard rename(new, path) == 0 else {
            let code = errno
            unlink(new)
            throw Refusal(place: path, problem: "can't be replaced: \(reason(code))")
        }
        try keepName(of: path)
    }

    /// 32 bytes of the system's best randomness.
    static func randomBytes() -> [UInt8] {
        var source = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) }
    }

    /// The number of the error, nil when all is on the disk.
    private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32? {
        guard fchmod(descriptor, 0o600) == 0 else { return errno }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return errno }
            rest = rest.dropFirst(count)
        }
        return fsync(descriptor) == 0 ? nil : errno
    }

    /// A file's name is in its folder, which is written on its own.
    private static func keepName(of path: String) throws(Refusal) {
        let folder = open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw refusalToMake(path, errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw refusalToMake(path, errno) }
    }

    private static func refusalToMake(_ path: String, _ code: Int32) -> Refusal {
        guard code == EEXIST else { return Refusal(place: path, problem: "can't be made: \(reason(code))") }
        return Refusal(place: path, problem: "was made by somebody else at this moment", mend: "start again")
    }
}
