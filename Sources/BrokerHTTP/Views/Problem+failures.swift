import Broker
import BrokerAPI
import HTTPTypes
import Identity

extension Problem {
    /// A refused lookup.
    init(_ failure: LookUp.Failure) {
        switch failure {
        case .overloaded:
            self.init(
                .journalUnavailable,
                status: 503,
                detail: "The journal can't be written, and no more calls can be kept in memory."
            )
        }
    }

    /// A refused switch: the call is on `externalId` as before.
    init(_ failure: SwitchContext.Failure) {
        switch failure {
        case .unknownCall: self = .unknownCall
        case .badExternalID(let current):
            self.init(
                .badExternalID,
                status: 400,
                detail: "newExternalId must be an external ID of a CRM that this broker knows, such as CRM:500245678.",
                field: "newExternalId",
                externalId: current.text
            )
        case .unknownAccount(_, let current): self = .unknownAccount(field: "newExternalId", current: current)
        case .sourceUnavailable(let failure, let current):
            self = .sourceUnavailable(failure, current: current)
        case .conflict(let current):
            self.init(
                .conflict,
                status: 409,
                detail: "The call is on another account by now, or another switch of it is under way.",
                externalId: current.text
            )
        case .tooLate(let current):
            self.init(
                .conflict,
                status: 409,
                detail: "The call has ended, and the time to switch it is over.",
                externalId: current.text
            )
        case .tooManyRefusals(let current):
            self.init(
                .tooManyRefusals,
                status: 429,
                detail: "Five switches of this call were refused within 10 minutes; wait until that has passed.",
                externalId: current.text
            )
        case .journal(let failure): self = Problem(failure)
        }
    }

    /// A refused undo.
    init(_ failure: UndoSwitch.Failure) {
        switch failure {
        case .unknownCall: self = .unknownCall
        case .nothingToUndo(let current):
            self.init(
                .nothingToUndo,
                status: 409,
                detail: "There is no switch to take back, or its time is over.",
                externalId: current.text
            )
        case .journal(let failure): self = Problem(failure)
        }
    }

    /// A search or a review without an answer.
    init(_ failure: FindAccounts.Failure) {
        switch failure {
        case .unknownCall: self = .unknownCall
        case .unknownAccount: self = .unknownAccount(field: "externalId", current: nil)
        case .source(let failure): self = .sourceUnavailable(failure, current: nil)
        case .journal(let failure): self = Problem(failure)
        }
    }

    /// Conversation data that is not taken.
    init(_ failure: EditInteraction.Failure) {
        switch failure {
        case .unknownCall: self = .unknownCall
        case .refused(let refusal):
            let slug: Slug = if case .wrongSide = refusal { .wrongSide } else { .badField }
            self.init(slug, status: 400, detail: refusal.sentence, field: refusal.key)
        case .journal(let failure): self = Problem(failure)
        }
    }

    /// A value that stays masked.
    init(_ failure: RevealValue.Failure) {
        switch failure {
        case .unknownCall: self = .unknownCall
        case .nothingToReveal(let field):
            let what = field == .number ? "number" : "e-mail address"
            self.init(.nothingToReveal, status: 409, detail: "The call has no \(what) to reveal.", field: "field")
        case .journal(let failure): self = Problem(failure)
        }
    }

    /// A customer record that can't be shown.
    init(_ failure: ReadCustomer.Failure) {
        switch failure {
        case .unknownCall: self = .unknownCall
        case .noRecord:
            self.init(.noRecord, status: 404, detail: "The platform has no customer record of this call.")
        case .source(let failure): self = .sourceUnavailable(failure, current: nil, who: "platform")
        case .journal(let failure): self = Problem(failure)
        }
    }

    /// A journal that gives no answer.
    init(_ failure: JournalFailure) {
        let detail =
            switch failure {
            case .cannotWrite: "The journal can't be written; nothing was changed. Try again."
            case .corrupt: "The journal can't be read."
            case .closed: "The broker is shutting down; nothing was changed."
            }
        self.init(.journalUnavailable, status: 503, detail: detail)
    }

    static let unknownCall = Problem(.unknownCall, status: 404, detail: "This call is not known.", field: "callId")

    private static func unknownAccount(field: String, current: ExternalID?) -> Problem {
        Problem(
            .unknownAccount,
            status: 422,
            detail: "The CRM has no such account.",
            field: field,
            externalId: current?.text
        )
    }

    private static func sourceUnavailable(
        _ failure: SourceFailure,
        current: ExternalID?,
        who: String = "CRM"
    ) -> Problem {
        Problem(
            .sourceUnavailable,
            status: 503,
            detail: "The \(who) could not be asked: \(failure.sentence). Try again soon.",
            externalId: current?.text
        )
    }
}
