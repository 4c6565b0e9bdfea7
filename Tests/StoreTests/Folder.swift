import Broker
import Crypto
import Foundation
import Logging
import Store

/// A directory for one test's journal; gone when the test is.
final class Folder: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("ringside-\(UUID())").path

    static let keys = StoreKeys(master: SymmetricKey(data: Data(repeating: 7, count: 32)))

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open(
        keys: StoreKeys = Folder.keys,
        committed: @escaping @Sendable ([Committed]) -> Void = { _ in }
    ) throws(StoreFailure) -> SQLiteJournal {
        try Folder.open(path, keys: keys, committed: committed)
    }

    static func open(
        _ path: String,
        keys: StoreKeys = Folder.keys,
        committed: @escaping @Sendable ([Committed]) -> Void = { _ in }
    ) throws(StoreFailure) -> SQLiteJournal {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try SQLiteJournal.open(directory: path, keys: keys, now: { noon }, logger: logger, committed: committed)
    }

    var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).map { "\(path)/\($0)" } }
    }

    func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
