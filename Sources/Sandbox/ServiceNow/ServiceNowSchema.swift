import FoundationEssentials

/// The tables that the stand-in ServiceNow has, with our configured custom fields (tier, count, ERP link).
///
/// People of companies are contacts with an account, all others consumers.
enum ServiceNowSchema {
    typealias Column = ServiceNowTable.Column

    static let tables = Dictionary(
        uniqueKeysWithValues: [contacts, consumers, accounts, cases, interactions].map { ($0.name, $0) }
    )

    /// Records without a date of their own were last touched then.
    private static let untouched = "2026-01-01 00:00:00"

    private static let contacts = ServiceNowTable(
        "customer_contact",
        record: { $0.account.kind == .business ? .person($0) : nil },
        columns: people(numbers: ["phone", "mobile_phone", "home_phone"]) + [
            ofPerson("account") {
                ServiceNowCell(key($0, .account), display: $0.account.name, target: "customer_account")
            },
            ofPerson("account.name") { ServiceNowCell($0.account.name) },
            ofPerson("account.number") { ServiceNowCell("ACCT\($0.account.id)") },
            ofPerson("account.u_erp_number") { ServiceNowCell($0.account.erp?.number) },
        ]
    )

    private static let consumers = ServiceNowTable(
        "csm_consumer",
        record: { $0.account.kind == .personal ? .person($0) : nil },
        columns: people(numbers: ["mobile_phone", "business_phone", "home_phone"]) + [
            ofPerson("u_erp_number") { ServiceNowCell($0.account.erp?.number) }
        ]
    )

    private static let accounts = ServiceNowTable(
        "customer_account",
        record: { $0.account.kind == .business ? .account($0) : nil },
        columns: [
            keyColumn(.account),
            ofPerson("number") { ServiceNowCell("ACCT\($0.account.id)") },
            ofPerson("name") { ServiceNowCell($0.account.name) },
            ofPerson("u_erp_number") { ServiceNowCell($0.account.erp?.number) },
            ofPerson("sys_updated_on") { _ in ServiceNowCell(untouched) },
        ]
    )

    private static let cases = ServiceNowTable(
        "sn_customerservice_case",
        numberPrefix: "CS",
        record: { $0.account.supportCase == nil ? nil : .supportCase($0) },
        columns: [
            keyColumn(.supportCase),
            either("number") {
                ServiceNowCell($0.account.supportCase?.number)
            } entry: {
                ServiceNowCell($0.number)
            },
            person("contact", in: "customer_contact", of: .business),
            person("consumer", in: "csm_consumer", of: .personal),
            account("account"),
            either("active") {
                ServiceNowCell($0.account.supportCase?.isClosed == true ? "false" : "true")
            } entry: {
                ServiceNowCell(["3", "7"].contains($0.fields["state"]) ? "false" : "true")
            },
            either("state") { contact in
                let isClosed = contact.account.supportCase?.isClosed == true
                return ServiceNowCell(isClosed ? "3" : "10", display: isClosed ? "Closed" : "Open")
            } entry: {
                ServiceNowCell($0.fields["state"] ?? "1")
            },
            either("short_description") {
                ServiceNowCell($0.account.supportCase?.subject)
            } entry: {
                ServiceNowCell($0.fields["short_description"])
            },
            written("description"), written("contact_type"), written("priority"), written("correlation_id"),
            created, touched,
        ]
    )

    private static let interactions = ServiceNowTable(
        "interaction",
        numberPrefix: "IMS",
        record: { _ in nil },
        columns: [
            keyColumn(.entry),
            either("number") { _ in
                ServiceNowCell(nil)
            } entry: {
                ServiceNowCell($0.number)
            },
            person("contact", in: "customer_contact", of: .business),
            person("consumer", in: "csm_consumer", of: .personal),
            account("account"),
        ]
            + [
                "correlation_id", "channel", "type", "direction", "state", "short_description", "work_notes",
                "opened_at", "closed_at",
            ].map(written) + [created, touched]
    )

    private static func people(numbers: [String]) -> [Column] {
        let phones = numbers.enumerated().map { index, name in
            Column(name: name, index: { phone, directory in directory.contacts(phone: phone) }) { record in
                guard let contact = record.contact, index < contact.phones.count else { return ServiceNowCell(nil) }
                return ServiceNowCell(contact.phones[index])
            }
        }
        return [keyColumn(.person)] + phones + [
            ofPerson("name") { ServiceNowCell($0.account.name) },
            ofPerson("email") { ServiceNowCell($0.account.email) },
            ofPerson("u_customer_number") { ServiceNowCell($0.account.id) },
            ofPerson("u_loyalty_tier") { ServiceNowCell($0.account.tier) },
            ofPerson("u_interaction_count") { ServiceNowCell(String($0.account.interactions)) },
            ofPerson("u_last_contact") { ServiceNowCell($0.account.lastContactAt.map(CivilTime.serviceNow)) },
            ofPerson("active") { _ in ServiceNowCell("true") }, created, touched,
        ]
    }

    private static func keyColumn(_ table: ServiceNowKey.Table) -> Column {
        Column(
            name: "sys_id",
            index: { key, directory in
                [ServiceNowKey.contact(key, in: table, of: directory)].compactMap(\.self)
            }
        ) { record in
            switch record {
            case .person(let contact): ServiceNowCell(key(contact, .person))
            case .account(let contact): ServiceNowCell(key(contact, .account))
            case .supportCase(let contact): ServiceNowCell(key(contact, .supportCase))
            case .entry(let entry): ServiceNowCell(entry.key)
            }
        }
    }

    private static let created = either("sys_created_on") { contact in
        ServiceNowCell(contact.account.lastContactAt.map(CivilTime.serviceNow) ?? untouched)
    } entry: {
        ServiceNowCell($0.createdAt)
    }

    private static let touched = either("sys_updated_on") { contact in
        ServiceNowCell(contact.account.lastContactAt.map(CivilTime.serviceNow) ?? untouched)
    } entry: {
        ServiceNowCell($0.createdAt)
    }

    private static func ofPerson(_ name: String, _ read: @escaping @Sendable (Contact) -> ServiceNowCell) -> Column {
        Column(name: name) { $0.contact.map(read) ?? ServiceNowCell(nil) }
    }

    private static func either(
        _ name: String,
        _ read: @escaping @Sendable (Contact) -> ServiceNowCell,
        entry: @escaping @Sendable (ServiceNowEntry) -> ServiceNowCell
    ) -> Column {
        Column(name: name) { record in
            if case .entry(let written) = record {
                entry(written)
            } else {
                record.contact.map(read) ?? ServiceNowCell(nil)
            }
        }
    }

    private static func written(_ name: String) -> Column {
        either(name) { _ in
            ServiceNowCell(nil)
        } entry: {
            ServiceNowCell($0.fields[name])
        }
    }

    /// A reference to a person of one kind.
    private static func person(_ name: String, in table: String, of kind: People.Kind) -> Column {
        Column(
            name: name,
            index: { key, directory in
                [ServiceNowKey.contact(key, in: .person, of: directory)].compactMap(\.self)
            }
        ) { record in
            if case .entry(let entry) = record { return ServiceNowCell(entry.fields[name], target: table) }
            guard let contact = record.contact, contact.account.kind == kind else { return ServiceNowCell(nil) }
            return ServiceNowCell(key(contact, .person), display: contact.account.name, target: table)
        }
    }

    private static func account(_ name: String) -> Column {
        Column(name: name) { record in
            if case .entry(let entry) = record { return ServiceNowCell(entry.fields[name], target: "customer_account") }
            guard let contact = record.contact, contact.account.kind == .business else { return ServiceNowCell(nil) }
            return ServiceNowCell(key(contact, .account), display: contact.account.name, target: "customer_account")
        }
    }

    private static func key(_ contact: Contact, _ table: ServiceNowKey.Table) -> String {
        ServiceNowKey.key(of: contact.account.id, in: table)
    }
}

extension ServiceNowRecord {
    /// Whose it is; nil for what a connector wrote.
    var contact: Contact? {
        switch self {
        case .person(let contact), .account(let contact), .supportCase(let contact): contact
        case .entry: nil
        }
    }
}
