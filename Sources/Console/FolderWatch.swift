import Glibc

/// Tells which files of some folders were written, without looking again and again.
package final class FolderWatch: Sendable {
    /// Readable when a file was written.
    package let descriptor: Int32

    /// Watches the folders that there are; nil where there is none, or the system watches no more.
    package init?(_ folders: [String]) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        // An editor writes a file, or another one that it then gives the name.
        let events = UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO)
        let watched = folders.filter { inotify_add_watch(descriptor, $0, events) >= 0 }
        if watched.isEmpty { return nil }
    }

    deinit { close(descriptor) }

    /// The names of the files that were written since the last time.
    package func changed() -> Set<String> {
        var names: Set<String> = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return names }
            names.formUnion(Self.names(in: buffer[..<count]))
        }
    }

    /// Each event has four numbers of 32 bits, the last of them the length of the name that follows, zeros included.
    private static func names(in bytes: ArraySlice<UInt8>) -> [String] {
        var names: [String] = []
        var rest = bytes
        while rest.count >= 16 {
            let start = rest.startIndex
            let length = (0..<4).reduce(0) { $0 | Int(rest[start + 12 + $1]) << (8 * $1) }
            let name = rest.dropFirst(16).prefix(length)
            names.append(String(decoding: name.prefix { $0 != 0 }, as: UTF8.self))
            rest = rest.dropFirst(16 + length)
        }
        return names
    }
}
