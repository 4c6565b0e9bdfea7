import Broker
import Glibc
import Identity
import Sandbox
import Walkthrough

/// Who is in the walkthrough.
enum DemoCast {
    private static let queue = "billing"
    private static let name = "R. Ortiz"
    private static let userID = "user-12345"

    /// The agent of the guide's click-to-dial payload, at this desk.
    static let agent = Stage.Agent(userID: userID, queueID: queue)

    /// The colleagues who take the other calls; nobody on this machine is them.
    static let colleagues = ["M. Chen", "A. Novak", "T. Keller", "P. Singh", "L. Moreau"]

    /// A supervisor takes calls, too, and has the board.
    static var staff: Staff {
        let own = Viewer(uid: getuid(), agentID: userID, name: name, role: .supervisor, scope: .all, queues: [queue])
        let others = colleagues.enumerated().map { index, name in
            Viewer(
                uid: .max - 100 - UInt32(index),
                agentID: "user-\(20_001 + index)",
                name: name,
                role: .agent,
                scope: .own,
                queues: [queue]
            )
        }
        return Staff([own] + others, queues: [queue: "Billing", "support": "Support"], owner: getuid())
    }

    /// The guide's people, and some who call beside the story.
    static func people() throws -> Sandbox.People {
        Sandbox.People(entries: try Sandbox.People.embedded().entries + Sandbox.People.population(240, seed: 7).entries)
    }
}
