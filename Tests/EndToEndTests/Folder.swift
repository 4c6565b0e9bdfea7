import Foundation

/// A folder for one test, that goes with it.
///
/// In `/tmp`, whatever `TMPDIR` says: the path of a socket is short.
struct Folder: Sendable {
    let path: String

    static func with<Value>(_ body: (Folder) async throws -> Value) async throws -> Value {
        let folder = Folder(path: "/tmp/ringside-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            atPath: folder.path,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        defer { folder.remove() }
        return try await body(folder)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// An empty file to write to; only its owner may read it.
    func create(_ name: String) throws -> FileHandle {
        try write("", to: name)
        return try FileHandle(forUpdating: URL(filePath: file(name)))
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: file(name)))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file(name))
    }

    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

    func text(of name: String) throws -> String { String(decoding: try bytes(of: name), as: UTF8.self) }

    func bytes(of name: String) throws -> Data { try Data(contentsOf: URL(filePath: file(name))) }

    /// The bytes of all files below a folder in this one, one after the other.
    func allBytes(below name: String) throws -> Data {
        let names = try FileManager.default.subpathsOfDirectory(atPath: file(name)).map { "\(name)/\($0)" }
        let files = try names.filter {
            try FileManager.default.attributesOfItem(atPath: file($0))[.type] as? FileAttributeType == .typeRegular
        }
        return try files.reduce(into: Data()) { $0 += try bytes(of: $1) }
    }

    private func remove() {
        // What a test leaves in /tmp is no reason to fail it.
        try? FileManager.default.removeItem(atPath: path)
    }
}
