package import BrokerAPI

/// A search for an account that the call's number does not lead to.
package struct Search: Sendable, Hashable {
    /// What has the keyboard.
    package enum Focus: Sendable { case query, results }
    /// How far the search has come.
    package enum Progress: Sendable, Hashable {
        case notAsked
        case asked(String)
        case answered(String, [CandidateView])
        case failed(String, reason: String)
    }

    /// The call that the account is looked for.
    package var callID: String
    /// What is typed.
    package var query = ""
    /// What has the keyboard.
    package var focus = Focus.query
    /// How far the search has come.
    package var progress = Progress.notAsked
    /// The external ID that `Enter` reviews.
    package var selected: String?
}

/// An account that a search offers.
struct Offer: Hashable {
    /// The account; its name is empty where it was only typed.
    var account: CandidateView
    /// Nobody found it: the agent typed it, and the broker will say whether it is one.
    var isTyped: Bool
}

extension Offer {
    init(typed externalID: String) {
        account = CandidateView(
            digit: nil,
            externalId: externalID,
            name: "",
            kind: nil,
            tier: nil,
            caseId: nil,
            erp: nil
        )
        isTyped = true
    }
}

extension Search {
    /// What can be picked, and last the external ID that was typed, if no result has it.
    var offers: [Offer] {
        let (query, found) =
            switch progress {
            case .answered(let query, let accounts): (query, accounts)
            case .failed(let query, _): (query, [])
            case .notAsked, .asked: ("", [CandidateView]())
            }
        let offers = found.map { Offer(account: $0, isTyped: false) }
        guard looksLikeExternalID(query), !found.contains(where: { $0.externalId == query }) else { return offers }
        return offers + [Offer(typed: query)]
    }

    /// The query, if it was sent and not answered.
    var isAsking: Bool { if case .asked = progress { true } else { false } }
}

/// Letters, a colon, something: enough to offer it as typed; whether it is one, the broker decides.
private func looksLikeExternalID(_ query: String) -> Bool {
    let system = query.prefix { $0 != ":" }
    let letters = system.utf8.allSatisfy { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
    return (2...12).contains(system.utf8.count) && letters && query.utf8.count > system.utf8.count + 1
}
