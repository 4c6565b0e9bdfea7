import Foundation

/// A folder for a test's backups; gone when the test is.
final class Shelf: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("ringside-\(UUID())").path

    init() {
        // Whoever writes to it sees where it is missing.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }

    func emptyFile(_ name: String, mode: Int = 0o600) throws -> String { try file(name, "", mode: mode) }

    func file(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }
}
