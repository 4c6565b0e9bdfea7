import Broker
import Identity
import Synchronization

/// An ERP in memory.
final class FakeERP: ERP {
    let source: FakeSource
    private let standings = Mutex<[ERPAccountNumber: AccountStanding]>([:])

    private let numbers = Mutex<[CallerNumber: NumberedAccounts]>([:])

    init(_ source: FakeSource) { self.source = source }

    /// Without a status, it tells amounts only.
    func put(_ status: AccountStanding.Status?, of account: ERPAccountNumber) {
        let standing = AccountStanding(
            status: status,
            balanceDue: nil,
            overdue: nil,
            creditHold: status.map { $0 == .creditHold },
            source: source.name
        )
        standings.withLock { $0[account] = standing }
    }

    func put(_ accounts: [ERPAccountNumber], hasMore: Bool = false, under number: CallerNumber) {
        numbers.withLock { $0[number] = NumberedAccounts(accounts, hasMore: hasMore) }
    }

    func health() -> SourceHealth { source.health() }
    var permissions: String { "to read" }

    func standing(of account: ERPAccountNumber) async throws(SourceFailure) -> AccountStanding? {
        try await source.answer()
        return standings.withLock { $0[account] }
    }

    func accounts(with number: CallerNumber) async throws(SourceFailure) -> NumberedAccounts {
        try await source.answer()
        return numbers.withLock { $0[number] ?? NumberedAccounts() }
    }
}
