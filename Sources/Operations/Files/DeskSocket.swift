import BrokerAPI
import FoundationEssentials

/// Where the desk's Unix socket is.
package struct DeskSocket: Hashable, Sendable {
    /// From the root.
    package let path: String

    /// The given path, else `$XDG_RUNTIME_DIR/ringside/desk.sock`, else `/tmp/ringside-$UID/desk.sock`; refused where it is
    /// too long for the kernel.
    package init(_ given: String? = nil, environment: [String: String], uid: UInt32) throws(Refusal) {
        path = given.map(OwnFolder.absolute) ?? DeskSocketPath.standard(environment: environment, uid: uid)
        guard path.utf8.count <= DeskSocketPath.longest else {
            let problem = "a socket's path has at most \(DeskSocketPath.longest) bytes, this one has \(path.utf8.count)"
            throw Refusal(place: path, problem: problem, mend: "name a shorter one with --socket")
        }
    }

    /// For the broker: makes the folder, 0700, where it is missing; refused where others than we and the given group may
    /// enter it, before anything else is made.
    package func prepareFolder(for group: UInt32? = nil) throws(Refusal) {
        try OwnFolder.prepare(URL(filePath: path).deletingLastPathComponent().path, sharedWith: group)
    }
}
