import Broker
import FoundationEssentials
import GRDB
import Identity

/// The journal's tables, within one transaction.
struct Tables {
    let db: Database
    let vault: Vault
    /// Which day's key seals what is written.
    let now: Date

    /// The row of a call, whose ID is the argument in its place.
    static let row = "(SELECT row FROM call WHERE call_id = ?)"

    func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
        try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }

    func rows(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
        try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }

    func known(about subject: Subject) throws -> Known {
        guard let number = subject.number else { return try knownByCall(subject.call) }
        let index = vault.index(of: number)
        let arguments: StatementArguments = [subject.call.text, index, index, index, index]
        guard let row = try row(Self.everything, arguments) else { return Known(call: nil) }
        let call = try (row[0] as Data?).map { try vault.open(Call.self, from: $0, of: .call(subject.call)) }
        return Known(
            call: call,
            override: try (row[2] as Data?).map { try vault.open(Override.self, from: $0, of: .override(id: row[3])) },
            link: try (row[4] as Data?).map {
                try vault.open(RecentLink.self, from: $0, of: .link(numberIndex: index))
            },
            callsOfNumber: row[1] - (call?.number == number ? 1 : 0)
        )
    }

    /// A lookup's four questions in one: each statement has its price.
    private static let everything = """
        SELECT (SELECT envelope FROM call WHERE call_id = ?),
            (SELECT count(*) FROM (SELECT 1 FROM call WHERE number_index = ? LIMIT \(countedCalls + 1))),
            (SELECT envelope FROM override WHERE number_index = ?),
            (SELECT id FROM override WHERE number_index = ?),
            (SELECT envelope FROM recent_link WHERE number_index = ?)
        """

    private func knownByCall(_ id: CallID) throws -> Known {
        guard let call = try call(id) else { return Known(call: nil) }
        guard let number = call.number else { return Known(call: call) }
        let index = vault.index(of: number)
        return Known(
            call: call,
            override: try override(index),
            link: try link(index),
            callsOfNumber: try callCount(index) - 1
        )
    }

    func apply(_ changes: Changes, about subject: Subject, given known: Known) throws {
        if let call = changes.call {
            try keep(call, over: known.call, leavesAt: changes.leavesAt)
            try keepLegs(of: call, over: known.call)
        }
        if changes.kind == .removed { try takeOffFeed(subject.call) }
        try append(changes.steps, to: subject.call, isNew: known.call == nil)
        let number = subject.number ?? known.call?.number ?? changes.call?.number
        try keep(changes.override, of: number)
        try keep(changes.link, of: number)
        try finish(changes.finished, of: subject.call)
        try changes.jobs.forEach(keep)
        try append(changes.audit)
    }
}
