/// Where the journal and the keys are: a folder of this user alone.
package struct StateDirectory: Hashable, Sendable {
    /// From the root, without a slash at the end.
    package let path: String

    /// Makes or checks the folder: the given one, else `$XDG_STATE_HOME/ringside`, else `~/.local/state/ringside`.
    package static func prepare(
        _ given: String? = nil,
        environment: [String: String]
    ) throws(Refusal) -> StateDirectory {
        let directory = try place(given, environment: environment)
        try OwnFolder.prepare(directory.path)
        return directory
    }

    /// Where it is or will be; nothing is made.
    static func place(_ given: String?, environment: [String: String]) throws(Refusal) -> StateDirectory {
        guard let path = given.map(OwnFolder.absolute) ?? UserFolders.state(environment).map({ "\($0)/ringside" })
        else {
            let problem = "there is neither XDG_STATE_HOME nor HOME, so no place for the journal"
            throw Refusal(place: "state directory", problem: problem, mend: "name a folder with --state")
        }
        return StateDirectory(path: path)
    }

    /// The path of a file in it.
    package func file(_ name: String) -> String { "\(path)/\(name)" }
}

/// The base folders of the XDG specification; relative ones do not count, as it says.
enum UserFolders {
    static func state(_ environment: [String: String]) -> String? {
        folder("XDG_STATE_HOME", environment) ?? folder("HOME", environment).map { "\($0)/.local/state" }
    }

    static func configuration(_ environment: [String: String]) -> String? {
        folder("XDG_CONFIG_HOME", environment) ?? folder("HOME", environment).map { "\($0)/.config" }
    }

    private static func folder(_ name: String, _ environment: [String: String]) -> String? {
        environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
}
