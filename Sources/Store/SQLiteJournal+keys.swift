package import Broker
import Crypto
package import FoundationEssentials
import GRDB

extension SQLiteJournal: KeyKeeping {
    /// Rows that one slice looks at: on a reader, and as far as none has to be sealed anew.
    private static let looked = 4_000

    /// Keeps the keys first: a row under a key that is nowhere kept would be lost.
    @concurrent package func beginRotation(at now: Date) async throws(KeyFailure) {
        let key = newKey
        try keepKeys([key] + vault.keys)
        vault.promote(key)
        do throws(JournalFailure) {
            try await write { [path = pool.path] tables in
                (try KeyRegister(db: tables.db, path: path, now: now).adopt(tables.vault), nil)
            }
        } catch {
            throw .journal(error)
        }
    }

    /// Whether a former key is not known to have no rows.
    package func hasRowsToReseal() async throws(JournalFailure) -> Bool { try await read { try $0.hasRowsToReseal() } }

    /// Finds them on a reader, and seals them on the writer.
    package func reseal(after place: ResealPlace, limit: Int) async throws(JournalFailure) -> Resealed {
        let stale = try await read { try $0.staleRows(after: place, limit: limit, looking: Self.looked) }
        guard !stale.isEmpty else { return Resealed(rows: 0, next: stale.next) }
        let count = try await write(weight: stale.count) { tables in (try tables.reseal(stale), nil) }
        return Resealed(rows: count, next: stale.next)
    }

    /// Counts on a reader.
    package func retireKeys(at now: Date) async throws(JournalFailure) {
        let unused = try await keyUse().filter { !$0.isCurrent && $0.rows == 0 }.compactMap { Data(hexDigits: $0.id) }
        try await write { tables in (try tables.retire(unused, at: now), nil) }
    }

    /// First in their file: one that is only in the register is forgotten by the next start.
    @concurrent package func dropKeys(_ ids: Set<String>) async throws(KeyFailure) {
        let ids = Set(ids.compactMap { Data(hexDigits: $0) })
        try keepKeys(vault.keys.enumerated().filter { $0 == 0 || !ids.contains($1.id) }.map(\.element))
        vault.drop(ids)
        do throws(JournalFailure) {
            try await write { tables in (try tables.forgetKeys(ids), nil) }
        } catch {
            throw .journal(error)
        }
    }

    /// All keys, the current one first.
    package func keyUse() async throws(JournalFailure) -> [KeyUse] { try await read { try $0.keyUse() } }

    /// Its ID is no other's.
    private var newKey: MasterKey {
        var key = MasterKey(SymmetricKey(size: .bits256))
        while vault.keys.contains(where: { $0.id == key.id }) { key = MasterKey(SymmetricKey(size: .bits256)) }
        return key
    }

    private func keepKeys(_ keys: [MasterKey]) throws(KeyFailure) {
        guard let keep else { throw .notKept("there is no place to keep a new key") }
        do { try keep(keys.map(\.key)) } catch { throw .notKept("\(error)") }
    }
}
