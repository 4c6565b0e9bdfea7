import FoundationEssentials
import Identity
import Logging

extension LookUp {
    /// A lookup that waits for the journal and for nobody else: the same decision as `run`, without a task.
    package struct JournalAlone: Sendable {
        private let request: Request
        private let facts: Facts
        private let parts: BrokerParts

        /// Nil where the CRM may answer within its grace, and so is worth waiting for: that is for `run`.
        package init?(_ request: Request, with parts: BrokerParts) {
            let startedAt = parts.ambience.uptime()
            let found = request.number.flatMap(parts.enquiries.recent)
            let crm = parts.crms[0].health()
            guard request.number == nil || found != nil || !LookUp.isQuick(crm, parts.policy) else { return nil }
            self.request = request
            self.parts = parts
            facts = Facts(
                found: found,
                crm: crm,
                at: parts.ambience.now(),
                took: parts.ambience.uptime() - startedAt
            )
        }

        /// Journals the call; `then` is told once, on the journal's own thread, and must be quick.
        package func journal(then: @escaping @Sendable (Result<Outcome, JournalFailure>) -> Void) {
            parts.journal.decide(
                about: Subject(call: request.call, number: request.number),
                { [request, facts, policy = parts.policy] in LookUp.decide(request, facts, policy, $0) },
                then: { [logger = parts.logger] result in
                    if case .failure(let failure) = result {
                        logger.warning("The journal did not take a lookup", metadata: ["failure": "\(failure)"])
                    }
                    then(result.map { Outcome(call: $0, isDegraded: false) })
                }
            )
        }

        /// The answer where the journal has used up the time: the number alone must do.
        package func withoutJournal() throws(Failure) -> Outcome {
            try LookUp.spool(request, facts, with: parts)
            return Outcome(call: LookUp.decide(request, facts, parts.policy, Known(call: nil)).1, isDegraded: true)
        }
    }
}
