import Broker
import Store

/// The journals that keep the contract.
enum Kind: String, CaseIterable, Sendable {
    case sqlite, memory

    typealias Everything = Journal & Agenda & OverrideMemory & AuditTrail & StatisticsReading & ReportReading
        & OrphanReading & Retention & PersonTraces

    /// Gives a new journal, which tells `witness` of its commits, to a test.
    func with(
        _ witness: Witness = Witness(),
        _ test: (any Everything) async throws -> Void
    ) async throws {
        switch self {
        case .memory: try await test(MemoryJournal(committed: witness.observe))
        case .sqlite:
            let folder = Folder()
            let store = try folder.open(committed: witness.observe)
            try await test(store)
            await store.close()
        }
    }
}
