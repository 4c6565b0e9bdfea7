import Crypto
import Store
import Synchronization

/// A key file in memory.
final class RingedKeys: Sendable {
    private let keys: Mutex<[SymmetricKey]>
    private let isBroken: Bool

    init(_ keys: [SymmetricKey] = [Folder.keys.master], isBroken: Bool = false) {
        self.keys = Mutex(keys)
        self.isBroken = isBroken
    }

    struct Broken: Error, CustomStringConvertible { let description = "the folder is read-only" }

    /// As the next start reads them.
    var all: [SymmetricKey] { keys.withLock { $0 } }

    /// Such a start.
    var store: StoreKeys {
        let keys = all
        return StoreKeys(master: keys[0], former: Array(keys.dropFirst())) { kept in
            if self.isBroken { throw Broken() }
            self.keys.withLock { $0 = kept }
        }
    }
}
