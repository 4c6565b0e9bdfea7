import FoundationEssentials

/// Where the desk's Unix socket is.
package struct DeskSocket: Hashable, Sendable {
    /// Most bytes that the kernel takes for a socket's path.
    static let longestPath = 107
    /// From the root.
    package let path: String
    private let isGiven: Bool

    /// The given path, else `$XDG_RUNTIME_DIR/ringside/desk.sock`, else `/tmp/ringside-$UID/desk.sock`; refused where it is
    /// too long for the kernel.
    package init(_ given: String? = nil, environment: [String: String], uid: UInt32) throws(Refusal) {
        let usual = UserFolders.runtime(environment).map { "\($0)/ringside" } ?? "/tmp/ringside-\(uid)"
        path = given.map(OwnFolder.absolute) ?? "\(usual)/desk.sock"
        isGiven = given != nil
        guard path.utf8.count <= Self.longestPath else {
            let problem = "a socket's path has at most \(Self.longestPath) bytes, this one has \(path.utf8.count)"
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
