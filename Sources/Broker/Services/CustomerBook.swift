import FoundationEssentials
import Identity
import Synchronization

/// What was decided last of each customer on the platform: several calls of one person may write its record, and an older
/// decision must not overwrite a newer one.
package final class CustomerBook: Sendable {
    /// Most customers known; forgetting costs a write that would not have been needed.
    static let capacity = 10_000

    fileprivate struct Page {
        let record: CustomerRecord
        let asOf: Date
        let startedAt: Date
    }
    private let pages = Mutex<[ExternalID: Page]>([:])

    /// An empty book.
    package init() {}

    /// Puts down what a call holds of its customer, unless a newer decision is there.
    func propose(_ record: CustomerRecord, of call: Call) {
        let page = Page(record: record, asOf: call.decidedAt, startedAt: call.life.startedAt)
        pages.withLock { pages in
            if let there = pages[record.externalID], there.isNewer(than: page) { return }
            if pages.count >= Self.capacity { pages.removeAll(keepingCapacity: true) }
            pages[record.externalID] = page
        }
    }

    /// Forgets customers; what has to be written of them is read from their calls again.
    func erase(_ customers: Set<ExternalID>) {
        pages.withLock { pages in
            for customer in customers { pages[customer] = nil }
        }
    }

    /// The latest decision, whichever call it came from.
    func latest(of customer: ExternalID) -> CustomerRecord? { pages.withLock { $0[customer]?.record } }
}

extension CustomerBook.Page {
    fileprivate func isNewer(than other: Self) -> Bool { (asOf, startedAt) > (other.asOf, other.startedAt) }
}

extension Call {
    /// When the youngest fact behind what the platform's record should hold was read.
    fileprivate var decidedAt: Date {
        [identity.asOf, crm.progress.asOf, erp.progress.asOf].compactMap { $0 }.max() ?? identity.asOf
    }
}
