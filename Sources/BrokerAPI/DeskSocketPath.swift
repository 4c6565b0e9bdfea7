/// Where a user's desks find their broker.
package enum DeskSocketPath {
    /// Most bytes that the kernel takes for a socket's path.
    package static let longest = 107

    /// `$XDG_RUNTIME_DIR/ringside/desk.sock`; without such a variable (it counts only where it is absolute)
    /// `/tmp/ringside-$UID/desk.sock`.
    package static func standard(environment: [String: String], uid: UInt32) -> String {
        guard let runtime = environment["XDG_RUNTIME_DIR"], runtime.hasPrefix("/") else {
            return "/tmp/ringside-\(uid)/desk.sock"
        }
        return "\(runtime.hasSuffix("/") ? String(runtime.dropLast()) : runtime)/ringside/desk.sock"
    }
}
