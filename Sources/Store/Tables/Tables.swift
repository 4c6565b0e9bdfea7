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
        let call = try call(subject.call)
        guard let number = subject.number ?? call?.number else { return Known(call: call) }
        let index = vault.index(of: number)
        let others = try callCount(index) - (call?.number == number ? 1 : 0)
        return Known(call: call, override: try override(index), link: try link(index), callsOfNumber: others)
    }

    func apply(_ changes: Changes, about subject: Subject, given known: Known) throws {
        if let call = changes.call {
            try keep(call, over: known.call, leavesAt: changes.leavesAt)
            try keepLegs(of: call, over: known.call)
        }
        if changes.kind == .removed { try takeOffFeed(subject.call) }
        try append(changes.steps, to: subject.call)
        let number = subject.number ?? known.call?.number ?? changes.call?.number
        try keep(changes.override, of: number)
        try keep(changes.link, of: number)
        try finish(changes.finished, of: subject.call)
        try changes.jobs.forEach(keep)
        try append(changes.audit)
    }
}
