import Broker

extension ConfigurationKey {
    static let desks: [Self] = [
        .init("desks[].user", .text, "The name of a user of this machine; `getent passwd` lists them."),
        .init("desks[].agent_id", .text, "The platform's ID of them; an agent always has one."),
        .init("desks[].name", .text, "As colleagues know them."),
        .init(
            "desks[].role",
            .choice(DeskUser.Role.allCases.map(\.rawValue)),
            usual: "agent",
            "An agent has calls, a supervisor watches over them."
        ),
        .init(
            "desks[].scope",
            .form("own, teams or all"),
            "Whose calls they see: an agent their own; a supervisor those of their teams, or all."
        ),
        .init("desks[].queues", .list(of: "names"), "The queues whose waiting calls they see."),
        .init("desks[].teams", .list(of: "names"), "Their teams."),
        .init("queues[].id", .text, "The platform's ID of a queue."),
        .init("queues[].name", .text, "What desks call it."),
    ]

    static let deskLooks: [Self] = [
        .init("desk.theme", .text, "A theme's name, or auto for one that suits the terminal."),
        .init("desk.themes.dark", .text, usual: "ringside-dark", "The theme on a dark terminal."),
        .init("desk.themes.light", .text, usual: "ringside-light", "The theme on a light terminal."),
        .init("desk.mouse", .flag(usual: true), "Off leaves the mouse to the terminal."),
        .init("desk.synchronized_output", .flag(usual: true), "Off for terminals that show the signs of it."),
        .init("desk.motion", .choice(["none", "basic"]), usual: "none", "Whether what changes may move."),
        .init("desk.keys", .bindings, usual: "{}", "Other keys for commands, such as `{switch_search: S}`."),
    ]
}
