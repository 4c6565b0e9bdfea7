import Glibc

/// The groups of this machine.
package enum UserGroup {
    /// The number of a group, nil where the machine knows none of that name.
    package static func id(of name: String) -> UInt32? {
        var record = group()
        var found: UnsafeMutablePointer<group>?
        // A group's record holds the names of all its members.
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 20) { room in
            guard let start = room.baseAddress, getgrnam_r(name, &record, start, room.count, &found) == 0, found != nil
            else { return nil }
            return record.gr_gid
        }
    }
}
