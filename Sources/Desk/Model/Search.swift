package import BrokerAPI
import Identity

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
    /// The external ID that can be reviewed unseen: only where the search itself failed.
    var typed: String?
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
    /// What can be picked: what was found, or what was typed where the CRM could not be asked for it.
    var offers: [Offer] {
        switch progress {
        case .answered(_, let accounts): accounts.map { Offer(account: $0, isTyped: false) }
        case .failed: typed.map { [Offer(typed: $0)] } ?? []
        case .notAsked, .asked: []
        }
    }

    /// The query, if it was sent and not answered.
    var isAsking: Bool { if case .asked = progress { true } else { false } }
}

/// The external ID that a query stands for: itself, with its system in capitals, or a bare one behind the prefix.
func externalID(of query: String, prefix: String) -> String? {
    if ExternalID(query) != nil { return query }
    let system = query.prefix { $0 != ":" }
    let whole = system.count < query.count ? system.uppercased() + query.dropFirst(system.count) : "\(prefix):\(query)"
    let hasDigit = query.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return hasDigit && ExternalID(whole) != nil ? whole : nil
}

/// Letters, a colon, something: it was meant as an external ID, whether it is one or not.
func looksLikeExternalID(_ query: String) -> Bool {
    let system = query.prefix { $0 != ":" }
    let letters = system.utf8.allSatisfy { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
    return (2...12).contains(system.utf8.count) && letters && query.utf8.count > system.utf8.count + 1
}
