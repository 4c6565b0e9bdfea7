package import FoundationEssentials

/// The people that the stand-in systems know, in the form of the people file.
package struct People: Sendable, Equatable {
    /// Who can be reached at which numbers, in the file's order.
    package var entries: [Entry]

    package init(entries: [Entry]) { self.entries = entries }

    /// Some numbers and the CRM records that share them.
    package struct Entry: Sendable, Equatable {
        /// E.164.
        package var numbers: [String]
        package var accounts: [Account]
    }

    /// One CRM record, with the case and the ERP account linked from it.
    package struct Account: Sendable, Equatable {
        /// The CRM's own id, without the `CRM:` prefix.
        package var id: String
        package var name: String
        package var kind: Kind
        package var email: String?
        package var tier: String?
        package var supportCase: SupportCase?
        package var lastContactAt: Date?
        package var erp: ERPAccount?
        /// Interactions that the CRM counted before.
        package var interactions: Int
    }

    /// Whether the record is a person's own or a company's.
    package enum Kind: String, Sendable, CaseIterable { case personal, business }

    /// The case that the CRM holds for the record.
    package struct SupportCase: Sendable, Equatable {
        package var number: String
        package var isClosed: Bool
        package var subject: String?
    }

    /// The account in the ERP.
    package struct ERPAccount: Sendable, Equatable {
        package var number: String
        package var status: Status
        package var balanceDue: Amount
        /// The part of `balanceDue` that is past its date.
        package var overdue: Amount
        package var creditHold: Bool
        /// ISO 4217.
        package var currency: String
    }

    /// The ERP account's state in the people file's words.
    package enum Status: String, Sendable, CaseIterable {
        case active = "Active"
        case creditHold = "Credit hold"
        case blocked = "Blocked"
        case closed = "Closed"
    }
}

/// What is wrong with a people file, and where.
package struct PeopleError: Error, Equatable, CustomStringConvertible {
    /// The file, or what stands for it.
    package let file: String
    /// The entry and account in question, counted from 1, such as `entry 3, account 1`; empty for the whole file.
    package let place: String
    /// The field at fault, where it is one.
    package let field: String?
    package let problem: String

    package var description: String {
        let parts = [file, place, field.map { "field \($0)" } ?? ""].filter { !$0.isEmpty }
        return "\(parts.joined(separator: ", ")): \(problem)"
    }
}
