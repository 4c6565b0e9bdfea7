import FoundationEssentials
import Identity

/// A party, with what it owes and how much it may.
struct TrytonParty: Sendable {
    static let fields = ["code", "active", "identifiers.code", "currency.code"]

    let id: Int
    let code: String?
    let identifiers: [String]
    let isActive: Bool
    /// The company's currency, in which all its amounts are.
    let currency: String?
    let receivable: Decimal?
    let credit: Decimal?
    let creditLimit: Decimal?

    /// Nil where an answer is not a party's.
    init?(_ row: JSONValue) {
        guard let id = row.tryton("id")?.trytonID, let isActive = row.tryton("active")?.trytonTruth else { return nil }
        self.id = id
        self.isActive = isActive
        code = row.tryton("code")?.text
        identifiers = row.trytonLinked("identifiers")?.elements?.compactMap { $0.tryton("code")?.text } ?? []
        currency = row.tryton("currency.code")?.text.flatMap { isCurrencyCode($0) ? $0 : nil }
        receivable = row.tryton("receivable")?.trytonDecimal
        credit = row.tryton("credit_amount")?.trytonDecimal
        creditLimit = row.tryton("credit_limit_amount")?.trytonDecimal
    }

    /// The party with the number; where none has it, the only one with such an identifier.
    static func only(_ account: ERPAccountNumber, among rows: [JSONValue]) throws(SourceFailure) -> TrytonParty? {
        var parties: [TrytonParty] = []
        for row in rows {
            guard let party = TrytonParty(row), party.has(account.text) else { throw .malformed }
            parties.append(party)
        }
        if let own = parties.first(where: { $0.code == account.text }) { return own }
        // Whose of two the account is, nobody here can know.
        guard parties.count <= 1 else { throw .rejected(status: 409) }
        return parties.first
    }

    /// Whether it answers to a number that was asked for.
    private func has(_ number: String) -> Bool { code == number || identifiers.contains(number) }
}

/// An open line of a party's receivable account.
struct TrytonLine: Equatable, Sendable {
    let party: Int
    /// Debits above zero, credits below.
    let amount: Decimal
    /// Days since 1970.
    let dueDay: Int?

    /// Nil where an answer is not a line of a party.
    init?(_ row: JSONValue) {
        guard let party = row.tryton("party")?.trytonID, let debit = row.tryton("debit")?.trytonDecimal,
            let credit = row.tryton("credit")?.trytonDecimal
        else { return nil }
        self.party = party
        amount = debit - credit
        dueDay = row.tryton("maturity_date")?.trytonDay
        // A date that can't be read is not one that is missing.
        if dueDay == nil, row.tryton("maturity_date") != nil { return nil }
    }
}

/// How a party stands.
struct TrytonStanding {
    let party: TrytonParty
    /// The party's own; nil where they are not known, or not all of them.
    let lines: [TrytonLine]?
    /// Dunning has come to a level that stops its credit; nil where that is not told.
    let isStopped: Bool?
    /// Days since 1970.
    let today: Int

    func standing(source: SourceName) -> AccountStanding {
        AccountStanding(
            status: status,
            balanceDue: money(party.receivable),
            overdue: money(
                lines.map { lines in
                    lines.filter { $0.dueDay.map { $0 < today } ?? false }.reduce(0) { $0 + $1.amount }
                }
            ),
            creditHold: isOverLimit,
            source: source
        )
    }

    /// The gravest word that is true.
    private var status: AccountStanding.Status? {
        if !party.isActive { return .closed }
        if isStopped == true { return .blocked }
        if isOverLimit { return .creditHold }
        // Active is only what is certainly not stopped.
        return isStopped == nil ? nil : .active
    }

    /// Tryton takes no further order beyond the limit.
    private var isOverLimit: Bool {
        guard let limit = party.creditLimit, let credit = party.credit ?? party.receivable else { return false }
        return credit > limit
    }

    private func money(_ amount: Decimal?) -> Money? {
        guard let amount, let currency = party.currency else { return nil }
        return Money(amount: amount, currency: currency)
    }
}

/// Numbers by which a party can be reached.
enum TrytonPhone {
    static let model = "party.contact_mechanism"
    /// A party's own mechanisms come along: a person is believed by any of their numbers.
    static let fields = ["value", "value_compact", "party", "party.code"]

    /// Tryton keeps what was typed, and beside it without blanks and signs, in E.164 where its server can.
    static func domain(_ spellings: [String]) -> JSONValue {
        [
            .condition("type", "in", ["phone", "mobile"]), .condition("party", "!=", nil),
            .any(
                .condition("value_compact", "in", .texts(spellings)),
                .condition("value", "in", .texts(spellings))
            ),
        ]
    }

    static func texts(_ row: JSONValue) -> [String] {
        ["value_compact", "value"].compactMap { row.tryton($0)?.text }
    }
}
