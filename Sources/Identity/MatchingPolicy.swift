import FoundationEssentials

/// A rule of the matching policy, in the order of the guide's worth.
package enum MatchRule: String, Sendable, Codable, CaseIterable {
    case onlyOne = "only-one"
    case verifiedEmail = "verified-email"
    case openCase = "open-case"
    case latestContact = "latest-contact"
    case kindOrder = "kind-order"
    case lowestID = "lowest-id"
}

/// How sure an identification is.
package enum Confidence: String, Sendable, Codable {
    /// Exactly one person has the number.
    case certain
    /// A rule that says something about the person decided.
    case likely
    /// Only a convention (`kind-order`, `lowest-id`) decided.
    case ambiguous
}

/// Which of several people on one number a call is put on: a pure value, the same people in any order give the same answer.
package struct MatchingPolicy: Hashable, Sendable {
    /// What the policy decided.
    package struct Match: Hashable, Sendable {
        /// All people, the chosen one first: the order of their digits.
        package let ranked: [Account]
        /// The rule that put the first before the second.
        package let rule: MatchRule
        /// How much that rule says.
        package let confidence: Confidence
        /// The one that is taken.
        package var chosen: Account { ranked[0] }
        /// Who would have been next.
        package var runnerUp: Account? { ranked.count > 1 ? ranked[1] : nil }
    }

    /// The rules in the order in which they are asked.
    package let rules: [MatchRule]
    /// Which kind comes first where `kind-order` decides.
    package let kindOrder: [AccountKind]

    /// The defaults are the configuration's.
    package init(rules: [MatchRule] = MatchRule.allCases, kindOrder: [AccountKind] = [.personal, .business]) {
        self.rules = rules
        self.kindOrder = kindOrder
    }

    /// Nil where there is nobody to choose from.
    ///
    /// Where `hasMore` people have the number than were read, the only one of those read is not certain.
    package func match(_ people: [Account], hasMore: Bool = false, verifiedEmail: EmailAddress? = nil) -> Match? {
        let distinct = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }).values
        let ranked = distinct.sorted { prefers($0, to: $1, verifiedEmail: verifiedEmail)?.first ?? false }
        guard let chosen = ranked.first else { return nil }
        guard ranked.count > 1 else {
            return Match(ranked: ranked, rule: .onlyOne, confidence: hasMore ? .ambiguous : .certain)
        }
        let rule = prefers(chosen, to: ranked[1], verifiedEmail: verifiedEmail)?.rule ?? .lowestID
        return Match(ranked: ranked, rule: rule, confidence: rule.isConvention ? .ambiguous : .likely)
    }

    private func prefers(
        _ left: Account,
        to right: Account,
        verifiedEmail: EmailAddress?
    ) -> (first: Bool, rule: MatchRule)? {
        for rule in rules + [.lowestID] {
            let (one, other) = (worth(left, rule, verifiedEmail), worth(right, rule, verifiedEmail))
            if one != other { return (one > other, rule) }
            if rule == .lowestID { return (isLower(left.id, right.id), rule) }
        }
        return nil
    }

    /// More is better; equal leaves the decision to the next rule.
    private func worth(_ account: Account, _ rule: MatchRule, _ verifiedEmail: EmailAddress?) -> Double {
        switch rule {
        case .onlyOne, .lowestID: 0
        case .verifiedEmail: verifiedEmail != nil && account.email == verifiedEmail ? 1 : 0
        case .openCase: account.supportCase?.isOpen == true ? 1 : 0
        case .latestContact: account.lastContactAt?.timeIntervalSinceReferenceDate ?? -.infinity
        case .kindOrder: account.kind.flatMap(kindOrder.firstIndex).map { -Double($0) } ?? -.infinity
        }
    }
}

extension MatchRule {
    /// True for rules that order people without saying anything about who is calling.
    var isConvention: Bool { self == .kindOrder || self == .lowestID }
}

/// Numbers compare as numbers (999 before 1000) and come before other IDs; no two IDs are equally low.
private func isLower(_ left: ExternalID, _ right: ExternalID) -> Bool {
    switch (significantDigits(left), significantDigits(right)) {
    case (let one?, let other?) where one != other: (one.count, one) < (other.count, other)
    case (_?, nil): true
    case (nil, _?): false
    case (_?, _?), (nil, nil): (left.value, left.text) < (right.value, right.text)
    }
}

/// Nil where the ID's value is not a number.
private func significantDigits(_ id: ExternalID) -> String? {
    let value = id.value
    guard value.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return nil }
    return String(value.drop { $0 == "0" })
}
