import BrokerAPI
import FoundationEssentials

/// Where the desk's Unix socket is.
package struct DeskSocket: Hashable, Sendable {
    /// From the root.
    package let path: String
    private let isGiven: Bool

    /// The given path, else `$XDG_RUNTIME_DIR/ringside/desk.sock`, else `/tmp/ringside-$UID/desk.sock`; refused where it is
    /// too long for the kernel.
    package init(_ given: String? = nil, environment: [String: String], uid: UInt32) throws(Refusal) {
        path = given.map(OwnFolder.absolute) ?? DeskSocketPath.standard(environment: environment, uid: uid)
        isGiven = given != nil
        guard path.utf8.count <= DeskSocketPath.longest else {
            let problem = "a socket's path has at most \(DeskSocketPath.longest) bytes, this one has \(path.utf8.count)"
            throw Refusal(place: path, problem: problem, mend: "name a shorter one with --socket")
        }
    }

    /// For the broker: makes the folder, 0700, where it is missing.
    ///
    /// The usual folder is refused where it is not ours alone; a folder that was named by hand stays as it is.
    package func prepareFolder() throws(Refusal) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        if isGiven && PlainFile.exists(folder) { return }
        try OwnFolder.prepare(folder)
    }
}
