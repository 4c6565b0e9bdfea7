package import BrokerAPI
package import BrokerClient
package import Console
import Desk
package import FoundationEssentials
import Identity
package import Sandbox
import Screen
import Synchronization

/// The real parts that scenes are played on: the sandbox's systems, the broker's two listeners, the agent's desk.
package final class Stage: Sendable {
    /// Why a scene stops.
    package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The audience went on.
        case ended
        /// Something did not come in time.
        case waited(for: String)
        /// A part said no.
        case refused(String)

        /// In words.
        package var description: String {
            switch self {
            case .ended: "the story went on"
            case .waited(let what): "it waited 20 s for \(what)"
            case .refused(let why): why
            }
        }
    }

    /// Who plays the agent.
    package struct Agent: Sendable {
        let userID: String
        let queueID: String

        /// The platform's IDs of the agent at this desk, and of their queue.
        package init(userID: String, queueID: String) {
            self.userID = userID
            self.queueID = queueID
        }
    }

    /// What a platform gives its middleware, and where the naive one loses.
    static let platformPatience: Duration = .milliseconds(500)
    /// No step of a scene takes longer on systems that answer as they are told.
    static let patience: Duration = .seconds(20)
    /// For what the audience does, when it likes.
    static let audiencePatience: Duration = .seconds(86_400)

    /// The call of the scene, and how far the story has brought it to its end.
    struct CurrentCall: Sendable {
        let id: String
        var hasEnded = false
        var isWrappedUp = false
    }

    let sandbox: SandboxClient
    let platform: PlatformClient
    let desk: SocketClient
    let mailbox: Mailbox
    let agent: Agent
    let premises: Premises
    /// Pictures are taken where the scenes name them.
    let isPictured: Bool
    let newName: @Sendable () -> String
    let watch = CallWatch()
    let current = Mutex<CurrentCall?>(nil)
    let numbersGiven = Mutex((newcomers: 0, strangers: 0))
    private let now: @Sendable () -> Date

    /// A stage; the feed's events must be given to `hear`.
    package init(
        sandbox: SandboxClient,
        platform: PlatformClient,
        desk: SocketClient,
        mailbox: Mailbox,
        agent: Agent,
        premises: Premises,
        isPictured: Bool,
        now: @escaping @Sendable () -> Date,
        newName: @escaping @Sendable () -> String
    ) {
        self.sandbox = sandbox
        self.platform = platform
        self.desk = desk
        self.mailbox = mailbox
        self.agent = agent
        self.premises = premises
        self.isPictured = isPictured
        self.now = now
        self.newName = newName
    }

    /// What the desk's feed says: scenes wait for it.
    package func hear(_ event: FeedEvent) { watch.take(event) }

    /// The time of this step.
    var moment: Date { now() }

    /// Waits; `ended` where the story goes on meanwhile.
    func rest(_ duration: Duration) async throws(Failure) {
        do { try await Task.sleep(for: duration) } catch { throw .ended }
    }

    func take(_ step: Scene.Step, _ patience: Duration, _ facts: inout Scene.Facts) async throws(Failure) {
        guard !Task.isCancelled else { throw .ended }
        switch step {
        case .calm: try await calm()
        case .slowCRM(let milliseconds): try await setCRM(.slow, milliseconds)
        case .deadCRM: try await setCRM(.refuse)
        case .mendCRM: try await setCRM(.ok)
        case .newcomer: try await addNewcomer()
        case .stranger: numbersGiven.withLock { $0.strangers += 1 }
        case .acquaint: try await acquaint()
        case .call(let caller, let answerAfter): try await place(caller, answerAfter, &facts)
        case .dial(let caller, let answerAfter): try await place(caller, isOutbound: true, answerAfter, &facts)
        case .bothWays(let caller, let answerAfter): try await placeBothWays(caller, answerAfter, &facts)
        case .colleagues(let callers): try await placeForColleagues(callers)
        case .until(let milestone): try await until(milestone, patience, &facts)
        case .switchNow(let externalID, let reason): try await switchNow(to: externalID, reason)
        case .attempt(let externalID): try await attempt(externalID, &facts)
        case .press(let keys): try await press(keys)
        case .hangUp: try await hangUp()
        case .wrapUp: try await wrapUp()
        case .run(let command): try await run(command, &facts)
        case .lookAtFiles: lookAtFiles(&facts)
        case .picture(let name): try await takePicture(name)
        case .pass, .show, .tell: return
        }
    }

    /// As a sentence what a part of the house has refused.
    func answered<Answer: Sendable>(
        _ request: @Sendable () async throws -> Answer
    ) async throws(Failure) -> Answer {
        do { return try await request() } catch {
            throw Task.isCancelled ? .ended : .refused((error as? ClientFailure)?.sentence ?? "\(error)")
        }
    }
}
