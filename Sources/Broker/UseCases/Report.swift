package import FoundationEssentials
import Identity

/// What operators ask the journal: never the platform's analytics, which lag.
package enum Report {
    /// Why there is no report.
    package enum Failure: Error, Hashable, Sendable {
        /// No call in the journal has this tier; those that calls have.
        case unknownTier(known: [String])
        case journal(JournalFailure)
    }

    /// Handle times by something.
    package struct HandleTimeTable: Hashable, Sendable {
        /// Tiers, queues and agents by name, the unknown one last; accounts with the most handle time first.
        package let rows: [ReportedTimes]
        /// There are more accounts than one table holds.
        package let hasMore: Bool
    }

    /// Most accounts in one table: each has to be unsealed.
    static let mostGroups = 1_000
    /// Calls that are read at once.
    static let page = 500

    /// Calls that began since a moment, page by page; the first is asked for with nil.
    ///
    /// A tier that no call ever had is a mistake, one that no call had since then is not.
    package static func interactions(
        since: Date,
        tier: String?,
        after place: Int64? = nil,
        in records: any ReportReading
    ) async throws(Failure) -> ReportedCalls {
        let found: ReportedCalls
        var known: [String] = []
        do throws(JournalFailure) {
            found = try await records.reportedCalls(since: since, tier: tier, after: place, limit: page)
            let isNothing = tier != nil && place == nil && found.calls.isEmpty
            if isNothing { known = try await records.tiers() }
        } catch {
            throw .journal(error)
        }
        guard let tier, place == nil, found.calls.isEmpty, !known.contains(tier) else { return found }
        throw .unknownTier(known: known)
    }

    /// The handled legs of calls that began since a moment.
    package static func handleTimes(
        since: Date,
        by grouping: ReportGrouping,
        in records: any ReportReading
    ) async throws(JournalFailure) -> HandleTimeTable {
        let found = try await records.handleTimes(since: since, by: grouping, limit: mostGroups + 1)
        let rows = Array(found.prefix(mostGroups))
        return HandleTimeTable(
            rows: grouping == .account ? rows : rows.sorted { $0.group.name < $1.group.name },
            hasMore: found.count > mostGroups
        )
    }
}

extension ReportedTimes.Group {
    fileprivate var name: (isUnknown: Int, text: String) {
        switch self {
        case .named(let name): (name == nil ? 1 : 0, name ?? "")
        case .account(let id): (0, id.text)
        }
    }
}
