import FoundationEssentials

/// The people as the models of a Tryton database have them: trees in which a field that links to a record holds it.
struct TrytonRecords {
    let directory: Directory
    let now: Date

    /// The rows of a model that can be among those wanted; nil where there is no such model.
    func rows(of model: String, for domain: TrytonDomain) -> [JSON]? {
        switch model {
        case "party.party": people(domain, "").map(party)
        case "party.contact_mechanism": people(domain, "party.").flatMap(mechanisms)
        case "account.move.line": people(domain, "party.").flatMap(lines)
        case "account.dunning": people(domain, "line.party.").flatMap(dunnings)
        default: nil
        }
    }

    /// By number, identifier or phone where the domain insists on one; else everybody.
    private func people(_ domain: TrytonDomain, _ path: String) -> [Contact] {
        if let asked = domain.required(["\(path)code", "\(path)identifiers.code"]) {
            return distinct(
                asked.flatMap { [directory.contact(id: $0), directory.contact(erp: $0)].compactMap { $0 } }
            )
        }
        if let phones = domain.required(["value", "value_compact"]) {
            return distinct(phones.flatMap { directory.contacts(phone: $0) })
        }
        return directory.contacts
    }

    private func distinct(_ contacts: [Contact]) -> [Contact] {
        var seen: Set<Int> = []
        return contacts.filter { seen.insert($0.place).inserted }
    }

    /// The company's books are in one currency in Tryton; here each party has its own, as the people file does.
    func party(_ contact: Contact) -> JSON {
        let (account, erp) = (contact.account, contact.account.erp)
        let currency = erp?.currency ?? "USD"
        return [
            "id": .integer(contact.place + 1), "code": .string(account.id),
            "name": .string(account.name), "active": .integer(erp?.status == .closed ? 0 : 1),
            "email": .text(account.email),
            "identifiers": .array(erp.map { [["id": .integer(contact.place + 1), "code": .string($0.number)]] } ?? []),
            "contact_mechanisms": .array(plainMechanisms(contact)),
            "currency": ["id": 1, "code": .string(currency)],
            "receivable": TrytonValue.decimal(erp?.balanceDue ?? .zero),
            "credit_amount": TrytonValue.decimal(erp?.balanceDue ?? .zero),
            "credit_limit_amount": erp.map(limit) ?? .null,
            "dunning_procedure": erp?.status == .blocked ? ["id": 1] : .null,
            "write_date": .null,
        ]
    }

    /// A hold is a limit just below what is owed.
    private func limit(_ erp: People.ERPAccount) -> JSON {
        guard erp.creditHold else { return .null }
        return TrytonValue.decimal(Amount(units: erp.balanceDue.units - 1, scale: erp.balanceDue.scale))
    }

    private func plainMechanisms(_ contact: Contact) -> [JSON] {
        let phones = zip(contact.phones, contact.numbers).enumerated().map { index, phone -> JSON in
            [
                "id": .integer(contact.place * 10 + index), "type": "phone", "value": .string(phone.0),
                "value_compact": .string(phone.1),
            ]
        }
        guard let email = contact.account.email else { return phones }
        let id = contact.place * 10 + 9
        return phones + [
            ["id": .integer(id), "type": "email", "value": .string(email), "value_compact": .string(email)]
        ]
    }

    private func mechanisms(_ contact: Contact) -> [JSON] {
        let party = party(contact)
        return plainMechanisms(contact).compactMap { mechanism in
            mechanism.members.map { .object($0 + [JSON.Member("party", party)]) }
        }
    }

    private func lines(_ contact: Contact) -> [JSON] {
        guard let erp = contact.account.erp else { return [] }
        let party = party(contact)
        return OpenItem.all(of: erp).enumerated().map { index, item in
            let amount = item.amount
            let zero = Amount(units: 0, scale: amount.scale)
            return [
                "id": .integer(contact.place * 10 + index + 1), "party": party, "reconciliation": .null,
                "account": ["id": 1, "type": ["id": 1, "receivable": true]],
                "debit": TrytonValue.decimal(amount.units > 0 ? amount : zero),
                "credit": TrytonValue.decimal(
                    amount.units < 0 ? Amount(units: -amount.units, scale: amount.scale) : zero
                ),
                "maturity_date": TrytonValue.day(CivilTime.day(item.dueInDays, after: now)),
            ]
        }
    }

    /// A blocked account is one whose dunning has come to a level that stops its credit.
    private func dunnings(_ contact: Contact) -> [JSON] {
        guard contact.account.erp?.status == .blocked else { return [] }
        let party = party(contact)
        return [
            [
                "id": .integer(contact.place + 1), "party": party, "line": ["id": 1, "party": party],
                "level": ["id": 1, "credit_limit": true], "blocked": false,
            ]
        ]
    }
}

/// Values that JSON has no form for.
enum TrytonValue {
    static func decimal(_ amount: Amount) -> JSON {
        ["__class__": "Decimal", "decimal": .string(amount.description)]
    }

    static func day(_ date: Date) -> JSON {
        let parts = CivilTime.day(date).split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return .null }
        return [
            "__class__": "date", "year": .integer(parts[0]), "month": .integer(parts[1]), "day": .integer(parts[2]),
        ]
    }

    /// What a row shows of the fields that were asked for: the key, plain values, keys of what links lead to, and under a name
    /// with a dot what of it was asked for.
    static func shown(_ row: JSON, _ fields: [String]) throws(TrytonFailure) -> JSON {
        var members = [JSON.Member("id", row["id"] ?? .null)]
        let plain = fields.filter { !$0.contains(".") && $0 != "id" }
        for name in plain {
            guard let value = row[name] else { throw .wrong("'\(name)'") }
            members.append(JSON.Member(name, key(value)))
        }
        let dotted = Dictionary(grouping: fields.filter { $0.contains(".") }) { String($0.prefix { $0 != "." }) }
        for (name, paths) in dotted.sorted(by: { $0.key < $1.key }) {
            guard let value = row[name] else { throw .wrong("'\(name)'") }
            let rest = paths.map { String($0.dropFirst(name.count + 1)) }
            members.append(JSON.Member("\(name).", try below(value, rest)))
        }
        return .object(members)
    }

    private static func below(_ value: JSON, _ fields: [String]) throws(TrytonFailure) -> JSON {
        guard let many = value.elements else { return value.isNull ? .null : try shown(value, fields) }
        var rows: [JSON] = []
        for element in many { rows.append(try shown(element, fields)) }
        return .array(rows)
    }

    private static func key(_ value: JSON) -> JSON {
        if let many = value.elements { return .array(many.map(key)) }
        return value["__class__"] == nil ? value["id"] ?? value : value
    }
}
