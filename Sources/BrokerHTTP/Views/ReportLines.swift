package import Broker
package import BrokerAPI
import FoundationEssentials
import Identity

/// A report as lines, page by page: also what the command line makes of a journal that no broker has open.
package struct ReportLines: Sendable {
    /// Some lines, and where the next ones are.
    package struct Page: Sendable {
        /// The result is the last line of the last page.
        package let lines: [ReportLine]
        fileprivate let next: Int64?
        fileprivate let rows: Int
    }

    private let report: ReportAsked
    private let records: any ReportReading
    private let staff: Staff

    /// A report on a journal; `staff` knows agents and queues by name.
    package init(_ report: ReportAsked, in records: any ReportReading, staff: Staff) {
        self.report = report
        self.records = records
        self.staff = staff
    }

    /// The first page, or why there is none.
    package func first() async throws(Problem) -> Page {
        switch report {
        case .interactions: return try await interactions(after: nil, rows: 0)
        case .handleTime(let since, let grouping):
            do throws(JournalFailure) {
                let table = try await Report.handleTimes(since: since, by: grouping, in: records)
                let rows = table.rows.map { ReportLine.handleTime(row($0, grouping)) }
                return page(rows, next: nil, rows: rows.count, hasMore: table.hasMore)
            } catch {
                throw Problem(error)
            }
        }
    }

    /// The page behind another; nil where that one was the last.
    package func next(after page: Page) async throws(Problem) -> Page? {
        guard let place = page.next else { return nil }
        return try await interactions(after: place, rows: page.rows)
    }

    private func interactions(after place: Int64?, rows: Int) async throws(Problem) -> Page {
        guard case .interactions(let since, let tier) = report else { return page([], next: nil, rows: rows) }
        do throws(Report.Failure) {
            let found = try await Report.interactions(since: since, tier: tier, after: place, in: records)
            let lines = found.calls.map { ReportLine.interaction(InteractionRow($0)) }
            return page(lines, next: found.next, rows: rows + lines.count)
        } catch {
            throw Problem(error)
        }
    }

    private func page(_ lines: [ReportLine], next: Int64?, rows: Int, hasMore: Bool = false) -> Page {
        let result = ReportLine.result(ReportResult(rows: rows, hasMore: hasMore))
        return Page(lines: next == nil ? lines + [result] : lines, next: next, rows: rows)
    }

    private func row(_ reported: ReportedTimes, _ grouping: ReportGrouping) -> HandleTimeRow {
        let times = reported.times
        let (key, name) = words(reported.group, grouping)
        return HandleTimeRow(
            key: key,
            name: name,
            handled: times.handled,
            handleMs: milliseconds(times.handle),
            averageHandleMs: times.averageHandle.map(milliseconds),
            averageHoldMs: times.averageHold.map(milliseconds)
        )
    }

    private func words(_ group: ReportedTimes.Group, _ grouping: ReportGrouping) -> (key: String?, name: String?) {
        switch (group, grouping) {
        case (.account(let id), _): (id.masked, nil)
        case (.named(let id), .queue): (id, id.flatMap { staff.name(ofQueue: $0) })
        case (.named(let id), .agent): (id, id.flatMap { staff.name(ofAgent: $0) })
        case (.named(let id), .tier), (.named(let id), .account): (id, nil)
        }
    }
}

extension InteractionRow {
    fileprivate init(_ call: ReportedCall) {
        self.init(
            interactionId: call.call.text,
            externalId: call.externalID.masked,
            caseId: call.caseID,
            tier: call.tier,
            durationMs: call.duration.map(milliseconds)
        )
    }
}

extension Problem {
    /// A report that can't be made.
    init(_ failure: Report.Failure) {
        switch failure {
        case .unknownTier(let known):
            let names =
                known.isEmpty ? "no call in the journal has a tier" : "there are \(known.joined(separator: ", "))"
            self.init(.notFound, status: 404, detail: "No call in the journal has this tier: \(names).", field: "tier")
        case .journal(let failure): self.init(failure)
        }
    }
}
