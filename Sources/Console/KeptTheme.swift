import FoundationEssentials
import Glibc

/// The theme that was kept in the picker: its name in a small file of this user alone, for the desk's next start.
///
/// It counts where neither the command line nor the configuration names a theme.
package struct KeptTheme: Sendable, Hashable {
    /// The file that holds it.
    package let file: String

    /// No theme's name is longer: it is a file's name.
    private static let longest = 255

    /// `ringside/desk-theme` in the XDG state folder; nil without a home.
    package init?(environment: [String: String]) {
        let state = Self.folder("XDG_STATE_HOME", environment)
        guard let folder = state ?? Self.folder("HOME", environment).map({ "\($0)/.local/state" }) else { return nil }
        file = "\(folder)/ringside/desk-theme"
    }

    /// The name; nil where none was kept, and a sentence where the file can't be used.
    package func name() throws(SettingsProblem) -> String? {
        // A pipe of that name would hold us for ever.
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        if descriptor < 0, errno == ENOENT || errno == ENOTDIR { return nil }
        guard descriptor >= 0 else { throw problem("can't be read") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Self.longest + 2)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw problem("can't be read") }
        guard let name = Self.name(in: bytes[..<count]) else { throw problem("expected a theme's name on one line") }
        return name
    }

    /// Keeps a theme, whole or not at all; gives a reason where it can't.
    package func keep(_ name: String) -> String? {
        guard Self.name(in: Array(name.utf8)[...]) == name else { return "its name can't be written down" }
        let folder = URL(filePath: file).deletingLastPathComponent().path
        guard Self.make(folder) else { return "\(folder) can't be made" }
        let draft = "\(file).\(getpid())"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return "\(folder) can't be written to" }
        let isWritten = Self.write(name + "\n", descriptor)
        close(descriptor)
        if isWritten, rename(draft, file) == 0 { return nil }
        unlink(draft)
        return "\(file) can't be written"
    }

    private func problem(_ words: String) -> SettingsProblem {
        SettingsProblem("\(URL(filePath: file).lastPathComponent): \(words); the theme is the usual one")
    }

    /// One line that can be the name of a theme's file.
    private static func name(in bytes: ArraySlice<UInt8>) -> String? {
        let line = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes
        guard let name = String(validating: line, as: UTF8.self), !name.isEmpty, line.count <= longest else {
            return nil
        }
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "/" }
        return isPlain && !name.hasPrefix(".") && name != "auto" ? name : nil
    }

    private static func write(_ text: String, _ descriptor: Int32) -> Bool {
        let bytes = Array(text.utf8)
        return Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
    }

    /// Makes the folder, and those above it where they are missing, for this user alone.
    private static func make(_ path: String) -> Bool {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return true }
        let above = URL(filePath: path).deletingLastPathComponent().path
        guard errno == ENOENT, above != path, make(above) else { return false }
        return mkdir(path, 0o700) == 0 || errno == EEXIST
    }

    /// Relative folders do not count, as XDG says.
    private static func folder(_ name: String, _ environment: [String: String]) -> String? {
        environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
}
