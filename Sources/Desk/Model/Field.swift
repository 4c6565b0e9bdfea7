import FoundationEssentials
import BrokerAPI

/// A place of the screen that a change is marked at.
package enum Field: Sendable, CaseIterable {
    case name, identifiers, provenance, sync
    case supportCase, subject, tier, earlier
    case account, balance, overdue, credit
    case accounts
}

extension Field {
    /// Whether the place shows something else for one call than for the other.
    func differs(_ old: CallView, _ new: CallView) -> Bool {
        switch self {
        case .name: old.identity.name != new.identity.name
        case .identifiers:
            old.identity.externalId != new.identity.externalId || old.identity.email != new.identity.email
        case .provenance: old.identity.resolvedBy != new.identity.resolvedBy || old.identity.phase != new.identity.phase
        case .sync: old.sync.state != new.sync.state
        case .supportCase: old.crm.caseId != new.crm.caseId || old.crm.caseStatus != new.crm.caseStatus
        case .subject: old.crm.caseSubject != new.crm.caseSubject
        case .tier: old.crm.loyaltyTier != new.crm.loyaltyTier
        case .earlier: old.previousInteractionCount != new.previousInteractionCount
        case .account: old.erp.accountStatus != new.erp.accountStatus
        case .balance: old.erp.balanceDue != new.erp.balanceDue
        case .overdue: old.erp.overdue != new.erp.overdue
        case .credit: old.erp.creditHold != new.erp.creditHold
        case .accounts: old.candidates != new.candidates
        }
    }
}

extension Model {
    /// Marks last this long.
    private static let markSeconds = 2.0

    mutating func mark(_ old: CallView, _ new: CallView) {
        for field in Field.allCases where field.differs(old, new) {
            marks[field] = now.addingTimeInterval(Self.markSeconds)
        }
    }

    /// Takes away what is over.
    mutating func expire() {
        marks = marks.filter { $0.value > now }
        if let toast, toast.until <= now { self.toast = nil }
        if let revealed, revealed.until <= now { self.revealed = nil }
        verdicts = verdicts.filter { $0.value.until.map { $0 > now } ?? true }
    }
}
