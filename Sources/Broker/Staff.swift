package import Identity

/// Somebody at a desk, and what they may see and do.
package struct Viewer: Hashable, Sendable {
    /// Whose calls they see.
    package enum Scope: String, Sendable {
        case own
        case teams
        case all
    }

    /// The peer of the socket.
    package let uid: UInt32
    /// The platform's user ID.
    package let agentID: String?
    /// As colleagues know them.
    package let name: String
    /// Agent or supervisor.
    package let role: Actor.Role
    /// Whose calls they see.
    package let scope: Scope
    /// The queues whose waiting calls they see.
    package let queues: Set<String>
    /// Their teams.
    package let teams: Set<String>

    /// A viewer as configured.
    package init(
        uid: UInt32,
        agentID: String?,
        name: String,
        role: Actor.Role,
        scope: Scope,
        queues: Set<String> = [],
        teams: Set<String> = []
    ) {
        self.uid = uid
        self.agentID = agentID
        self.name = name
        self.role = role
        self.scope = scope
        self.queues = queues
        self.teams = teams
    }

    /// An operator without a desk.
    package static func keeper(uid: UInt32) -> Viewer {
        Viewer(uid: uid, agentID: nil, name: "operator", role: .supervisor, scope: .all)
    }

    /// As an actor in the journal.
    package var actor: Actor { Actor(id: agentID ?? name, name: name, role: role) }
}

/// Everybody with a desk, and the queues by name.
package struct Staff: Sendable {
    private let members: [UInt32: Viewer]
    private let names: [String: String]
    private let teamsOfAgent: [String: Set<String>]
    private let queues: [String: String]
    /// Whose process the broker is; nil where nobody looks after it.
    private let owner: UInt32?

    /// The configured desks, queue names by ID, and the user whose process the broker is.
    package init(_ members: [Viewer], queues: [String: String] = [:], owner: UInt32? = nil) {
        self.members = Dictionary(members.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
        let agents = members.compactMap { member in member.agentID.map { ($0, member) } }
        names = Dictionary(agents.map { ($0, $1.name) }, uniquingKeysWith: { first, _ in first })
        teamsOfAgent = Dictionary(agents.map { ($0, $1.teams) }, uniquingKeysWith: { $0.union($1) })
        self.queues = queues
        self.owner = owner
    }

    /// The broker's own user may look after it, desk or none; so may root, who could become that user.
    package func mayAdminister(uid: UInt32) -> Bool { owner.map { uid == $0 || uid == 0 } ?? false }
    /// Whoever looks after the broker, as somebody who sees and may all that operators see and may; nil for others.
    package func keeper(uid: UInt32) -> Viewer? { mayAdminister(uid: uid) ? .keeper(uid: uid) : nil }
    /// Whoever looks after the broker, for the audit; with or without a desk.
    package func administrator(uid: UInt32) -> Actor {
        viewer(uid: uid)?.actor ?? Viewer.keeper(uid: uid).actor
    }
    /// Nil for a peer with no mapping.
    package func viewer(uid: UInt32) -> Viewer? { members[uid] }
    /// As colleagues know an agent of the platform.
    package func name(ofAgent userID: String) -> String? { names[userID] }
    /// A queue's name, where it has one.
    package func name(ofQueue queueID: String) -> String? { queues[queueID] }

    /// An agent sees their own calls and their queues' waiting and ringing ones; a supervisor those of their teams, or
    /// all.
    ///
    /// A call that no event has tied to an agent or queue is seen by scope `all` only.
    package func may(_ viewer: Viewer, see call: Call) -> Bool {
        let (agent, queue) = (call.life.userID, call.life.queueID)
        return switch viewer.scope {
        case .all: true
        case .teams:
            agent.flatMap { teamsOfAgent[$0] }.map { !$0.isDisjoint(with: viewer.teams) } ?? isQueued(call, viewer)
        case .own: agent.map { $0 == viewer.agentID } ?? false || (queue != nil && isQueued(call, viewer))
        }
    }

    private func isQueued(_ call: Call, _ viewer: Viewer) -> Bool {
        guard call.life.state == .waiting || call.life.state == .ringing else { return false }
        return call.life.queueID.map(viewer.queues.contains) ?? false
    }
}
