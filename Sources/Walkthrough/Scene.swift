import Desk
import Screen

/// One scene of the walkthrough: what it says, and what it makes happen on the real systems.
///
/// The words are for somebody who has never seen Ringside.
struct Scene: Sendable {
    /// What the audience sees happen.
    enum Step: Sendable {
        /// All systems answer as usual, and nobody has a memory of anything.
        case calm
        /// The CRM takes so long for an answer.
        case slowCRM(milliseconds: Int)
        /// Nobody answers where the CRM was.
        case deadCRM
        /// The CRM answers again.
        case mendCRM
        /// Somebody whom no call has named yet comes into CRM and ERP: the scene is new however often it is played.
        case newcomer
        /// A number that no system has ever heard of.
        case stranger
        /// Somebody adds the stranger to CRM and ERP.
        case acquaint
        /// A customer calls this agent; answered after a while.
        case call(Caller, answerAfterMilliseconds: Int)
        /// This agent calls a customer by a click.
        case dial(Caller, answerAfterMilliseconds: Int)
        /// A customer calls, and the same call is looked up through a middleware that asks first and answers then.
        case bothWays(Caller, answerAfterMilliseconds: Int)
        /// Colleagues have short calls with these customers, one after the other.
        case colleagues([Caller])
        /// Until the scene's call shows it.
        case until(Milestone)
        /// The agent's switch as a request of the desk.
        case switchNow(externalID: String, reason: String)
        /// An account number typed into the phone menu: the platform's update-context.
        case attempt(externalID: String)
        /// The agent's keys on the screen; only where the audience does not press them.
        case press([Key])
        /// The customer hangs up.
        case hangUp
        /// The agent has finished the work after the call.
        case wrapUp
        /// A command of Ringside's, as it would be typed.
        case run(Command)
        /// What the broker has written into its log, and onto the disk.
        case lookAtFiles
        /// Time that passes for the scene's sake; shorter where nobody looks.
        case pass(milliseconds: Int)
        /// Something beside the desk; nil takes it away.
        case show(@Sendable (Facts) -> Exhibit?)
        /// The screen is as the README shows it.
        case picture(String)
        /// The sentence of the bar from here on.
        case tell(Line)
    }

    /// Who calls.
    enum Caller: Sendable {
        case number(String)
        case newcomer
        case stranger
    }

    /// What the walkthrough waits for.
    enum Milestone: Sendable {
        case remembered
        case crm
        case whole
        case fallback
        case orphan
        case on(externalID: String)
        case confirmed
        case talking
        case wrappingUp
        case over
        case reconciled
    }

    /// What an operator types.
    enum Command: Sendable {
        case reconcile
        case report
        case purge
        /// The person who called, by their number.
        case forget
    }

    /// A sentence of the bar.
    enum Line: Sendable {
        case plain(String)
        /// With what was measured in this run.
        case measured(@Sendable (Facts) -> String)

        func text(_ facts: Facts) -> String {
            switch self {
            case .plain(let text): text
            case .measured(let text): text(facts)
            }
        }
    }

    let title: String
    /// Sets the scene; runs at once.
    let opening: [Step]
    /// What the agent does; runs by itself in autoplay and in lines, else the audience does it.
    let acting: [Step]

    init(title: String, opening: [Step], acting: [Step] = []) {
        self.title = title
        self.opening = opening
        self.acting = acting
    }
}
