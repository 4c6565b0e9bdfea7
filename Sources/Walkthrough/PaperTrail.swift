import FoundationEssentials
import Glibc

/// What the broker has written, searched as a thief would search it.
struct PaperTrail: Sendable {
    /// A text that nobody should find, and how often it was found.
    struct Find: Sendable, Hashable {
        let text: String
        let times: Int
    }

    /// The last line about a lookup.
    private(set) var logLine = ""
    private(set) var logLines = 0
    private(set) var bytes = 0
    /// Runs of four printable characters and more.
    private(set) var strings = 0
    /// The end of what was written last, as it lies on the disk.
    private(set) var end: [UInt8] = []
    private(set) var finds: [Find] = []

    init() {}

    /// Searches log and files for texts.
    init(log: [String], files: [Data], for texts: [String]) {
        logLine = log.last { $0.contains("/lookup") } ?? log.last ?? ""
        logLines = log.count
        bytes = files.reduce(0) { $0 + $1.count }
        strings = files.reduce(0) { $0 + Self.strings(in: $1) }
        end = Self.end(of: files.last { !$0.isEmpty } ?? Data())
        let everything = files + [Data(log.joined(separator: "\n").utf8)]
        finds = texts.filter { !$0.isEmpty }.map { text in
            Find(text: text, times: everything.reduce(0) { $0 + Self.times(text, in: $1) })
        }
    }

    /// How often a text stands in some bytes.
    static func times(_ text: String, in data: Data) -> Int {
        let wanted = Array(text.utf8)
        guard !wanted.isEmpty else { return 0 }
        return data.withUnsafeBytes { bytes in
            var (count, at) = (0, 0)
            while at + wanted.count <= bytes.count, let base = bytes.baseAddress,
                let first = memchr(base + at, Int32(wanted[0]), bytes.count - at - wanted.count + 1)
            {
                count += memcmp(first, wanted, wanted.count) == 0 ? 1 : 0
                at = UnsafeRawPointer(first) - base + 1
            }
            return count
        }
    }

    /// As `strings` counts them.
    static func strings(in data: Data) -> Int {
        data.withUnsafeBytes { bytes in
            var (count, length) = (0, 0)
            for byte in bytes {
                length = (0x20...0x7E).contains(byte) ? length + 1 : 0
                if length == 4 { count += 1 }
            }
            return count
        }
    }

    private static func end(of data: Data) -> [UInt8] {
        let tail = Array(data.suffix(8192))
        guard let last = tail.lastIndex(where: { $0 != 0 }) else { return [] }
        return Array(tail[...last].suffix(12))
    }
}
