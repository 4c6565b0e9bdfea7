package import Broker
import Identity

/// Somebody with a desk, as the configuration names them.
package struct DeskUser: Hashable, Sendable {
    /// What somebody at a desk may be.
    package enum Role: String, Sendable, CaseIterable {
        case agent
        case supervisor
    }

    /// The name of the user on this machine.
    package var user: String
    /// The platform's user ID; an agent always has one.
    package var agentID: String?
    /// As colleagues know them.
    package var name: String
    /// Agent or supervisor.
    package var role: Role
    /// Whose calls they see; an agent's is `own`.
    package var scope: Viewer.Scope
    /// The queues whose waiting calls they see.
    package var queues: Set<String> = []
    /// Their teams.
    package var teams: Set<String> = []
    /// Where the configuration names them, for refusals.
    package var namedAt: String
}

extension Configuration {
    /// True where nobody has a desk but the broker's own user, as in the sandbox and at a first start: worth a line in the
    /// log.
    package var mapsNobody: Bool { desks.isEmpty }

    /// Everybody with a desk by the number of their user; where nobody is configured, the broker's own user as a
    /// supervisor who sees all.
    ///
    /// `uid` tells a user's number, nil where the machine has no such user.
    package func staff(own: UserAccount, uid: (String) -> UInt32?) throws(ConfigurationFailure) -> Staff {
        guard !mapsNobody else {
            let all = Viewer(uid: own.uid, agentID: nil, name: own.name, role: .supervisor, scope: .all)
            return Staff([all], queues: queues, owner: own.uid)
        }
        var members: [Viewer] = []
        var refusals: [Refusal] = []
        for desk in desks {
            do throws(Refusal) {
                members.append(try viewer(desk, beside: members, uid: uid))
            } catch {
                refusals.append(error)
            }
        }
        guard refusals.isEmpty else { throw ConfigurationFailure(refusals: refusals) }
        return Staff(members, queues: queues, owner: own.uid)
    }

    private func viewer(
        _ desk: DeskUser,
        beside members: [Viewer],
        uid: (String) -> UInt32?
    ) throws(Refusal) -> Viewer {
        let named = Section.shown(desk.user)
        guard let uid = uid(desk.user) else {
            let mend = "name one that `getent passwd` lists"
            throw Refusal(place: desk.namedAt, problem: "this machine has no user \(named)", mend: mend)
        }
        guard uid != Self.nobody else {
            throw Refusal(place: desk.namedAt, problem: "\(named) stands for users who are not known here")
        }
        if members.contains(where: { $0.uid == uid }) {
            throw Refusal(place: desk.namedAt, problem: "\(named) is another name of a user who has a desk already")
        }
        return Viewer(
            uid: uid,
            agentID: desk.agentID,
            name: desk.name,
            role: desk.role == .agent ? .agent : .supervisor,
            scope: desk.scope,
            queues: desk.queues,
            teams: desk.teams
        )
    }

    /// Never a peer: the kernel gives it to users of other name spaces.
    private static let nobody: UInt32 = 65_534
}
