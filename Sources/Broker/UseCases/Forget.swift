import Feed
package import FoundationEssentials
package import Identity

/// Erases a person: calls, identifications, memories, and what a running broker knows by heart.
///
/// A call that names the person beside others goes whole: what is left of it would still tell of them.
package enum Forget {
    /// Why nobody, or not everything, was erased.
    package enum Failure: Error, Hashable, Sendable {
        /// Nothing was erased: somebody talks to them, waits or still works on a call of theirs.
        ///
        /// The last of them has left the feed by then, unless something happens to it.
        case live(calls: Int, until: Date)
        /// So much is gone, and whole; the next run erases the rest.
        case journal(JournalFailure, erased: ErasedCounts)
    }

    /// What was erased, for whoever has to prove it.
    package struct Certificate: Hashable, Sendable {
        /// Its own name; nothing else has it.
        package let id: String
        /// When it was done.
        package let at: Date
        /// Masked.
        package let person: String
        /// Rows.
        package internal(set) var erased = ErasedCounts()
        /// Calls that the journal did not have yet.
        package internal(set) var inMemory = 0
        /// Nothing of them is left in the write-ahead log.
        package internal(set) var isLogEmpty = false
        /// Copies of the journal, from before, that hold what they held.
        package internal(set) var backups: [Backup] = []
    }

    /// What was found in the journal, for whoever else knows it.
    package struct Found: Sendable {
        /// Whom it is of.
        package let person: Person
        /// Calls.
        package internal(set) var calls: [CallID] = []
        /// Those that a desk may still show.
        package internal(set) var onFeed: [CallID] = []
        /// Whom they are on.
        package internal(set) var customers: Set<ExternalID> = []
        /// What is remembered.
        package internal(set) var memories = HeldMemories()
    }

    /// Rows that are looked through, and calls that are erased, at once.
    static let (page, slice) = (500, 20)

    /// Erases a person; audited, with a pseudonym of whoever asked for it.
    ///
    /// `inMemory` forgets what is known by heart, and says how many calls only it knew.
    package static func run(
        _ person: Person,
        by actor: Actor,
        in journal: any PersonTraces & Retention,
        _ backups: any BackupKeeping,
        _ ambience: Ambience,
        inMemory: (Found) -> Int = { _ in 0 }
    ) async throws(Failure) -> Certificate {
        let now = ambience.now()
        let found = try await find(person, in: journal, at: now)
        var certificate = Certificate(id: ambience.name(), at: now, person: person.masked)
        let entry = AuditEntry(at: now, actor: actor, kind: .erasure, field: person.field)
        do throws(JournalFailure) {
            // Before anything goes: an erasure that is cut short is in the audit, too.
            certificate.erased += try await journal.erase([], HeldMemories(), audit: [entry])
            var rest = found.calls[...]
            while !rest.isEmpty {
                certificate.erased += try await journal.erase(Array(rest.prefix(slice)), HeldMemories(), audit: [])
                rest = rest.dropFirst(slice)
                // Cancelled means that the next slice fails, and says so.
                try? await ambience.sleep(Purge.pause)
            }
            // Last: while calls were there, one of them could be matched again.
            certificate.erased += try await journal.erase([], try await journal.memories(of: person), audit: [])
            certificate.backups = try await backups.backups()
        } catch {
            throw .journal(error, erased: certificate.erased)
        }
        certificate.inMemory = inMemory(found)
        certificate.isLogEmpty = await Purge.emptyLog(of: journal, ambience)
        return certificate
    }

    private static func find(
        _ person: Person,
        in journal: any PersonTraces,
        at now: Date
    ) async throws(Failure) -> Found {
        var (found, live, until) = (Found(person: person), 0, Date.distantPast)
        var (place, isFirst) = (RowPlace?.none, true)
        while isFirst || place != nil {
            isFirst = false
            let held: HeldCalls
            do throws(JournalFailure) {
                held = try await journal.calls(of: person, after: place, limit: page)
            } catch {
                throw .journal(error, erased: ErasedCounts())
            }
            for one in held.calls {
                found.take(one)
                guard one.isLive(at: now), let leavesAt = one.leavesAt else { continue }
                (live, until) = (live + 1, max(until, leavesAt))
            }
            place = held.next
        }
        guard live == 0 else { throw .live(calls: live, until: until) }
        return found
    }
}

extension Forget.Found {
    fileprivate mutating func take(_ held: HeldCall) {
        calls.append(held.call.id)
        if held.leavesAt != nil { onFeed.append(held.call.id) }
        customers.insert(held.call.identity.externalID)
        customers.insert(held.call.proxy)
    }
}
