import BrokerAPI
import Screen

extension RequestFailure {
    /// Why a switch or an undo did not happen, in words that an agent can act on.
    func sentence(target: String, still: String) -> String {
        switch self {
        case .link(let reason): "No answer (\(reason)): trust the name above, it is what the broker last confirmed"
        case .problem(let problem): problem.sentence(target: TextWidth.cutMiddle(target, to: 28), still: still)
        }
    }

    /// Why an account can't be shown in the bar.
    func reviewSentence(target: String) -> String {
        switch self {
        case .link: "ERP not read: no answer"
        case .problem(let problem) where problem.slug == .unknownAccount: "\(systemOf(target)) has no such account"
        case .problem(let problem) where problem.slug == .badExternalID: "this is no external ID of a CRM here"
        case .problem(let problem) where problem.slug == .sourceUnavailable: "CRM can't be asked\(problem.outage)"
        case .problem(let problem): "not read: \(problem.detail)"
        }
    }

    /// Why a search found nothing.
    var searchSentence: String {
        switch self {
        case .link(let reason): "The broker can't be reached: \(reason)"
        case .problem(let problem) where problem.slug == .sourceUnavailable:
            "CRM can't be asked now\(problem.outage). Try again in a moment."
        case .problem(let problem) where problem.slug == .badField || problem.slug == .tooLarge:
            "This can't be searched. \(Model.searchable)"
        case .problem(let problem): problem.detail
        }
    }

    /// The broker or the CRM could not be asked: nothing is known of the account.
    var isOutage: Bool {
        switch self {
        case .link: true
        case .problem(let problem): problem.slug == .sourceUnavailable
        }
    }

    /// In a few words.
    var reason: String {
        switch self {
        case .link(let reason): reason
        case .problem(let problem): problem.detail
        }
    }
}

extension Problem {
    /// Why a source gave no answer, in parentheses; empty where the broker does not say.
    fileprivate var outage: String {
        let said = detail.split(separator: ": ", maxSplits: 1)
        guard slug == .sourceUnavailable, said.count == 2 else { return "" }
        return " (\(said[1].prefix { $0 != "." }))"
    }

    fileprivate func sentence(target: String, still: String) -> String {
        switch slug {
        case .unknownAccount: "\(systemOf(target)) has no account \(target): still \(still)"
        case .badExternalID: "\(target) is no external ID of a CRM here: still \(still)"
        case .sourceUnavailable: "CRM can't be asked now\(outage): still \(still). Try again in a moment."
        case .tooManyRefusals: "Too many refused switches of this call, wait some minutes: still \(still)"
        case .unauthorised, .forbidden: "You may not do this: still \(still). \(detail)"
        case .unknownCall, .notFound: "The broker does not know this call any more: nothing was switched"
        case .journalUnavailable: "The broker can't write its journal: nothing was switched, still \(still)"
        case .nothingToUndo: "There is nothing to undo any more: still \(still)"
        case .conflict, .badRequest, .badField, .tooLarge, .methodNotAllowed, .wrongSide, .nothingToReveal, .noRecord,
            .cannotWrite, .notReady, .internalFailure, nil:
            "Not switched, still \(still): \(detail)"
        }
    }
}

/// What stands before the colon.
private func systemOf(_ externalID: String) -> String {
    externalID.contains(":") ? String(externalID.prefix { $0 != ":" }) : "The CRM"
}
