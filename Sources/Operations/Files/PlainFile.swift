import Glibc

/// Small text files, read whole.
enum PlainFile {
    static let largest = 262_144

    /// The text of a file; a refusal where it is no plain file, too large, not UTF-8, or not to be trusted.
    static func read(_ path: String, distrust: (stat) -> Refusal? = { _ in nil }) throws(Refusal) -> String {
        // Without O_NONBLOCK a pipe of that name would hold us for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw Refusal(place: path, problem: "can't be read: \(reason(errno))") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Refusal(place: path, problem: "is not a plain file")
        }
        if let refusal = distrust(status) { throw refusal }
        guard let text = String(validating: try content(of: descriptor, path), as: UTF8.self) else {
            throw Refusal(place: path, problem: "is not text in UTF-8")
        }
        return text
    }

    /// Whatever is not plainly absent counts as there, so that it is looked at and refused rather than replaced.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 || ![ENOENT, ENOTDIR].contains(errno)
    }

    private static func content(of descriptor: Int32, _ path: String) throws(Refusal) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while bytes.count <= largest {
            let count = Glibc.read(descriptor, &chunk, 4_096)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Refusal(place: path, problem: "can't be read: \(reason(errno))") }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
        throw Refusal(place: path, problem: "is larger than \(largest) bytes")
    }
}
