import BrokerAPI
import FoundationEssentials
import Glibc

/// Looks at the files and the folder that a broker would use; makes none, changes none.
package struct FileChecks: Sendable {
    private let configuration: Configuration
    private let environment: [String: String]
    private let state: String?
    private let tokenFile: String?
    private let socket: String?

    /// What the command line names goes before the configuration.
    package init(
        _ configuration: Configuration,
        environment: [String: String],
        state: String? = nil,
        tokenFile: String? = nil,
        socket: String? = nil
    ) {
        self.configuration = configuration
        self.environment = environment
        self.state = state ?? configuration.stateDirectory
        self.tokenFile = tokenFile ?? configuration.tokenFile
        self.socket = socket ?? configuration.deskSocket
    }

    /// All of them; `databaseExists` says whether a state directory holds a journal.
    package func findings(databaseExists: (String) -> Bool) -> [Finding] {
        [stateFinding] + keyFindings(databaseExists) + [tokenFinding, socketFinding] + tlsFindings
    }

    /// The state directory, made or not.
    package func stateDirectory() throws(Refusal) -> StateDirectory {
        try StateDirectory.place(state, environment: environment)
    }

    private var stateFinding: Finding {
        .of("state directory") { () throws(Refusal) in
            let path = try stateDirectory().path
            guard PlainFile.exists(path) else {
                return Finding("state directory", .ok, "\(path): will be made at the first start")
            }
            try OwnFolder.check(path)
            return Finding("state directory", .ok, path)
        }
    }

    private func keyFindings(_ databaseExists: (String) -> Bool) -> [Finding] {
        guard let state = try? stateDirectory() else { return [] }
        return KeyFiles(state: state, configured: configuration.keys, environment: environment)
            .findings(databaseExists: databaseExists(state.path))
    }

    private var tokenFinding: Finding {
        .of("tokens") { () throws(Refusal) in
            guard let tokenFile else {
                let problem = "no token file is named, so nobody could ask the broker anything"
                let mend = "name one with platform_listener.token_file, or as --token-file"
                throw Refusal(place: "configuration", problem: problem, mend: mend)
            }
            let count = try TokenFile.read(tokenFile, environment: environment).tokens.count
            return Finding("tokens", .ok, "\(tokenFile): \(count) valid")
        }
    }

    private var socketFinding: Finding {
        .of("socket") { () throws(Refusal) in
            let path = try DeskSocket(socket, environment: environment, uid: getuid()).path
            _ = try configuration.deskGroup?.id()
            switch UnixSocket.look(path) {
            case .answers: return Finding("socket", .ok, "\(path): a broker is running")
            case .nothing: return Finding("socket", .ok, "\(path): no broker is running")
            case .deaf:
                return Finding(
                    "socket",
                    .note,
                    "\(path): left over by a broker that is gone",
                    mend: "nothing need be done: the next start replaces it"
                )
            case .closed:
                throw Refusal(
                    place: path,
                    problem: "this user may not use it",
                    mend: closedMend
                )
            }
        }
    }

    private var closedMend: String {
        guard let group = configuration.deskGroup else {
            return "name a group of theirs as desk_listener.group, and the user under desks:"
        }
        return "add the user to group \(Section.shown(group.name)), and name them under desks:"
    }

    private var tlsFindings: [Finding] {
        guard let tls = configuration.tls else { return [] }
        return [
            .of("tls") { () throws(Refusal) in
                _ = try tls.read(environment: environment)
                return Finding("tls", .ok, tls.certificateFile)
            }
        ]
    }
}
