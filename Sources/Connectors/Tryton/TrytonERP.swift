package import Broker
import FoundationEssentials
package import Identity

/// Tryton as an ERP: a party by its number or an identifier, what it owes, and whether it still gets credit.
///
/// The party, its open lines and a stop by dunning are asked for at once: one round trip in sequence.
package struct TrytonERP: ERP {
    /// More open lines than this are not added up: a sum of some of them would be wrong.
    private static let mostLines = 1_000
    /// More parties with one identifier than this are not told apart any further.
    private static let mostParties = 5
    static let ofLine = ["party", "debit", "credit", "maturity_date"]

    private let configuration: TrytonConfiguration
    let database: TrytonDatabase
    private let numbers: WrittenNumbers
    private let now: @Sendable () -> Date

    /// Opens nothing before it is asked something.
    package init(_ configuration: TrytonConfiguration, _ parts: SourceParts) {
        self.configuration = configuration
        self.numbers = WrittenNumbers(library: parts.phones, region: configuration.region)
        now = parts.ambience.now
        database = TrytonDatabase(configuration, .erp, parts)
    }

    /// From memory.
    package func health() -> SourceHealth { database.client.health }

    /// In the vendor's words.
    package var permissions: String { "read on parties and their accounting, invoices and currencies" }

    /// By the party's number; where no party has it, by an identifier that only one has.
    package func standing(of account: ERPAccountNumber) async throws(SourceFailure) -> AccountStanding? {
        async let lines = Concurrently.result { () async throws(SourceFailure) in try await self.lines(of: account) }
        async let stops = Concurrently.result { () async throws(SourceFailure) in try await self.stops(of: account) }
        let found = await Concurrently.result { () async throws(SourceFailure) in try await self.party(account) }
        // None is abandoned half-way: a connection that is cut can't be used again.
        let (open, stopped) = await (lines, stops)
        guard let party = try found.get() else { return nil }
        var refusal: SourceFailure?
        let standing = TrytonStanding(
            party: party,
            lines: try open.part(&refusal).map { lines in lines.filter { $0.party == party.id } },
            isStopped: try stopped.map(Optional.some).part(&refusal).map { $0.contains(party.id) },
            today: CalendarDay.of(now())
        )
        return standing.standing(source: configuration.name).refusing(refusal)
    }

    /// Parties' numbers; rows whose own numbers do not read as the number are dropped.
    package func accounts(with number: CallerNumber) async throws(SourceFailure) -> NumberedAccounts {
        let found = try await database.rows(
            of: TrytonPhone.model,
            where: TrytonPhone.domain(numbers.spellings(of: number)),
            limit: ERPNumbers.oneMore
        ) { _ in TrytonPhone.fields }
        return try ERPNumbers.distinct(
            found.filter { TrytonPhone.texts($0).contains { numbers.isNumber($0, of: number) } }.map {
                $0.tryton("party.code")?.text
            },
            of: found.count
        )
    }

    private func party(_ account: ERPAccountNumber) async throws(SourceFailure) -> TrytonParty? {
        let rows = try await database.rows(
            of: "party.party",
            where: Self.domain(account, through: ""),
            limit: Self.mostParties
        ) { session in TrytonParty.fields + session.fields.sorted() }
        return try TrytonParty.only(account, among: rows)
    }

    /// Nil where there are more than are added up.
    private func lines(of account: ERPAccountNumber) async throws(SourceFailure) -> [TrytonLine]? {
        let domain: JSONValue = [
            Self.domain(account, through: "party."), .condition("account.type.receivable", "=", true),
            .condition("reconciliation", "=", nil),
        ]
        let rows = try await database.rows(of: "account.move.line", where: domain, limit: Self.mostLines) { _ in
            Self.ofLine
        }
        guard rows.count < Self.mostLines else { return nil }
        var lines: [TrytonLine] = []
        for row in rows {
            guard let line = TrytonLine(row) else { throw .malformed }
            lines.append(line)
        }
        return lines
    }

    /// Parties whose dunning has come to a level that stops their credit.
    private func stops(of account: ERPAccountNumber) async throws(SourceFailure) -> Set<Int> {
        let domain: JSONValue = [
            Self.domain(account, through: "line.party."), .condition("level.credit_limit", "=", true),
            .condition("blocked", "!=", true),
        ]
        let rows = try await database.rows(of: "account.dunning", where: domain, limit: Self.mostLines) { session in
            session.fields.isSuperset(of: TrytonDatabase.stopping) ? ["party"] : nil
        }
        return Set(rows.compactMap { $0.tryton("party")?.trytonID })
    }

    private static func domain(_ account: ERPAccountNumber, through path: String) -> JSONValue {
        .any(
            .condition("\(path)code", "=", .string(account.text)),
            .condition("\(path)identifiers.code", "=", .string(account.text))
        )
    }
}
