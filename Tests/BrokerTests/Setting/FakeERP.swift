import Broker
import Identity
import Synchronization

/// An ERP in memory.
final class FakeERP: ERP {
    let source: FakeSource
    private let standings = Mutex<[ERPAccountNumber: AccountStanding]>([:])

    private let numbers = Mutex<[CallerNumber: [ERPAccountNumber]]>([:])

    init(_ source: FakeSource) { self.source = source }

    func put(_ status: AccountStanding.Status, of account: ERPAccountNumber) {
        let standing = AccountStanding(
            status: status,
            balanceDue: nil,
            overdue: nil,
            creditHold: status == .creditHold,
            source: source.name
        )
        standings.withLock { $0[account] = standing }
    }

    func put(_ accounts: [ERPAccountNumber], under number: CallerNumber) {
        numbers.withLock { $0[number] = accounts }
    }

    func health() -> SourceHealth { source.health() }
    var permissions: String { "to read" }

    func standing(of account: ERPAccountNumber) async throws(SourceFailure) -> AccountStanding? {
        try await source.answer()
        return standings.withLock { $0[account] }
    }

    func accounts(with number: CallerNumber) async throws(SourceFailure) -> [ERPAccountNumber] {
        try await source.answer()
        return numbers.withLock { $0[number] ?? [] }
    }
}
