import Glibc

/// A user of this machine.
package struct UserAccount: Hashable, Sendable {
    /// As the peer of a socket has it.
    package let uid: UInt32
    /// As it is written in the configuration.
    package let name: String

    /// A user.
    package init(uid: UInt32, name: String) {
        self.uid = uid
        self.name = name
    }

    /// Whom this process runs as; a number without a name (in a container) is its own name.
    package static func own() -> UserAccount {
        let uid = geteuid()
        let name = withRecord {
            getpwuid_r(uid, $0, $1, $2, $3)
        } read: {
            String(cString: $0.pw_name)
        }
        return UserAccount(uid: uid, name: name ?? "\(uid)")
    }

    /// The number of a user, nil where the machine knows none of that name.
    package static func uid(of name: String) -> UInt32? {
        withRecord {
            getpwnam_r(name, $0, $1, $2, $3)
        } read: {
            $0.pw_uid
        }
    }

    private typealias Record = UnsafeMutablePointer<passwd>

    private static func withRecord<T>(
        _ find: (Record, UnsafeMutablePointer<CChar>, Int, UnsafeMutablePointer<Record?>) -> Int32,
        read: (passwd) -> T
    ) -> T? {
        var record = passwd()
        var found: Record?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 65_536) { room in
            guard let start = room.baseAddress, find(&record, start, room.count, &found) == 0, found != nil else {
                return nil
            }
            return read(record)
        }
    }
}
