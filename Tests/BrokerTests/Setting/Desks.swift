import Broker
import Identity

/// Everybody with a desk.
enum Desks {
    static let ortiz = Viewer(
        uid: 1001,
        agentID: "u2",
        name: "R. Ortiz",
        role: .agent,
        scope: .own,
        queues: ["billing"],
        teams: ["north"]
    )
    static let lee = Viewer(uid: 1002, agentID: "u3", name: "K. Lee", role: .agent, scope: .own, teams: ["south"])
    static let north = Viewer(
        uid: 1003,
        agentID: "u9",
        name: "N. Adler",
        role: .supervisor,
        scope: .teams,
        queues: ["billing"],
        teams: ["north"]
    )
    static let everywhere = Viewer(uid: 1004, agentID: nil, name: "root", role: .supervisor, scope: .all)

    static let staff = Staff([ortiz, lee, north, everywhere], queues: ["billing": "Billing"])

    static let agent = ortiz.actor
    static let flow = Actor(id: "flow", name: nil, role: .flow)
}
