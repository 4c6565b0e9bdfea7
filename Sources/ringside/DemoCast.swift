import Broker
import Glibc
import Identity
import Sandbox
import Walkthrough

/// Who is in the walkthrough.
enum DemoCast {
    private static let (population, seed) = (240, UInt64(7))
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
                agentID: userID(ofColleague: index),
                name: name,
                role: .agent,
                scope: .own,
                queues: [queue]
            )
        }
        return Staff([own] + others, queues: [queue: "Billing", "support": "Support"], owner: getuid())
    }

    /// The calls beside the story, for as long as anybody looks; the first comes when the first scene is told.
    static var others: SimulationOptions {
        let numbers = People.population(population, seed: seed).entries.flatMap(\.numbers)
        var options = SimulationOptions(rate: 0.12, seconds: 86_400, numbers: numbers, run: "demo")
        options.agents = colleagues.indices.map { userID(ofColleague: $0) }
        (options.queues, options.seed, options.delay) = ([queue, "support"], seed, 12)
        return options
    }

    private static func userID(ofColleague index: Int) -> String { "user-\(20_001 + index)" }

    /// The guide's people, and some who call beside the story.
    static func people() throws -> Sandbox.People {
        Sandbox.People(
            entries: try Sandbox.People.embedded().entries + Sandbox.People.population(population, seed: seed).entries
        )
    }
}
