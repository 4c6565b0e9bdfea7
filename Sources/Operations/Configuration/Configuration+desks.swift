import Broker
import Identity

extension Configuration {
    func readDesks(_ root: Section) -> [DeskUser] {
        var users: Set<String> = []
        return root.sections("desks") { section in
            let desk = section.desk()
            if let desk, !users.insert(desk.user).inserted {
                section.refuse("user", "\(Section.shown(desk.user)) has a desk already")
            }
            return desk
        }
    }
}

extension Section {
    fileprivate func desk() -> DeskUser? {
        let required = Asking(isRequired: true)
        let (user, name) = (text("user", required), text("name", required))
        let role = choice("role", default: DeskUser.Role.agent)
        let agentID = text("agent_id", Asking(isRequired: role == .agent))
        let scope = scope(of: role)
        let (queues, teams) = (names("queues"), names("teams"))
        if scope == .teams && teams.isEmpty { refuse("teams", "is missing: who sees teams has at least one") }
        guard let user, let name else { return nil }
        return DeskUser(
            user: user,
            agentID: agentID,
            name: name,
            role: role,
            scope: scope,
            queues: queues,
            teams: teams,
            namedAt: place(of: "user")
        )
    }

    /// An agent sees their own calls only, a supervisor those of their teams unless all are given them.
    private func scope(of role: DeskUser.Role) -> Viewer.Scope {
        let usual = role == .agent ? Viewer.Scope.own : .teams
        let scope = value("scope", Viewer.Scope.init(rawValue:)) ?? usual
        guard role == .supervisor || scope == .own else {
            refuse("scope", "expected own for an agent, found `\(scope.rawValue)`", mend: "make them a supervisor")
            return .own
        }
        return scope
    }

    private func names(_ key: String) -> Set<String> {
        Set(values(key) { text in text.isEmpty || text.count > 200 ? nil : text } ?? [])
    }
}
