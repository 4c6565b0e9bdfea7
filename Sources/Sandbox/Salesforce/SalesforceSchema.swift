import FoundationEssentials

/// The objects that the stand-in CRM has, with our configured custom fields (tier, kind, count, ERP link).
enum SalesforceSchema {
    private typealias Column = SalesforceTable<Contact>.Column

    /// Records without a date of their own were last touched then.
    private static let untouched = Date(timeIntervalSince1970: 1_767_225_600)

    static let contacts = SalesforceTable<Contact>(
        "Contact",
        id: { $0.account.id },
        columns: ownColumns + accountColumns
    )

    private static let ownColumns: [Column] = [
        Column(name: "Id") { .string($0.account.id) },
        Column(name: "Name") { .string($0.account.name) },
        Column(name: "FirstName") { .text(halves($0.account.name).first) },
        Column(name: "LastName") { .string(halves($0.account.name).last) },
        Column(name: "Email") { .text($0.account.email) },
        Column(name: "Phone") { phone($0, 0) },
        Column(name: "MobilePhone") { phone($0, 1) },
        Column(name: "HomePhone") { phone($0, 2) },
        Column(name: "OtherPhone") { phone($0, 3) },
        Column(name: "AccountId") { $0.hasParent ? .string(parentID($0)) : .null },
        Column(name: "Loyalty_Tier__c") { .text($0.account.tier) },
        Column(name: "Contact_Kind__c") { .string($0.account.kind.rawValue) },
        Column(name: "Interaction_Count__c") { .integer($0.account.interactions) },
        Column(name: "LastActivityDate") { $0.account.lastContactAt.map { .string(CivilTime.day($0)) } ?? .null },
        Column(name: "LastModifiedDate") { .string(CivilTime.salesforce($0.account.lastContactAt ?? untouched)) },
        Column(name: "CreatedDate") { _ in .string(CivilTime.salesforce(untouched)) },
    ]

    private static let accountColumns: [Column] = [
        Column(name: "Account.Id") { $0.hasParent ? .string(parentID($0)) : .null },
        Column(name: "Account.Name") { $0.hasParent ? .string($0.account.name) : .null },
        Column(name: "Account.ERP_Number__c") { .text($0.account.erp?.number) },
    ]

    /// The contact's one case, newest state; the sub-select and `FROM Case` read the same columns.
    static let cases = SalesforceTable<Contact>(
        "Case",
        id: { "5008\($0.account.id)" },
        columns: [
            Column(name: "Id") { .string("5008\($0.account.id)") },
            Column(name: "CaseNumber") { .text($0.account.supportCase?.number) },
            Column(name: "Status") { .string($0.account.supportCase?.isClosed == true ? "Closed" : "Open") },
            Column(name: "Subject") { .text($0.account.supportCase?.subject) },
            Column(name: "IsClosed") { .bool($0.account.supportCase?.isClosed ?? false) },
            Column(name: "ContactId") { .string($0.account.id) },
            Column(name: "CreatedDate") { .string(CivilTime.salesforce($0.account.lastContactAt ?? untouched)) },
        ]
    )

    static let tasks = SalesforceTable<SalesforceTask>(
        "Task",
        id: \.id,
        columns: [SalesforceTable.Column(name: "Id") { .string($0.id) }]
            + SalesforceTask.writable.keys.sorted().map { name in
                SalesforceTable.Column(name: name) { $0.fields[name] ?? .null }
            }
    )

    private static func phone(_ contact: Contact, _ index: Int) -> JSON {
        index < contact.phones.count ? .string(contact.phones[index]) : .null
    }

    private static func parentID(_ contact: Contact) -> String { "001\(contact.account.id)" }

    private static func halves(_ name: String) -> (first: String?, last: String) {
        guard let space = name.firstIndex(of: " ") else { return (nil, name) }
        return (String(name[..<space]), String(name[name.index(after: space)...]))
    }
}

extension Contact {
    /// A private person without an ERP account has no account record above the contact.
    var hasParent: Bool { account.erp != nil || account.kind == .business }
}
