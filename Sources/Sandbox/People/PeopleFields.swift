import FoundationEssentials

/// The fields of one mapping in a people file, with the place for the errors.
struct PeopleFields {
    static let ofAccount: Set<String> = [
        "id", "name", "kind", "email", "tier", "case", "caseStatus", "caseSubject", "lastContactAt", "erp", "status",
        "balanceDue", "overdue", "creditHold", "currency", "interactions",
    ]

    let file: String
    let place: String
    let json: JSON

    func error(_ field: String?, _ problem: String) -> PeopleError {
        PeopleError(file: file, place: place, field: field, problem: problem)
    }

    func allow(_ known: Set<String>) throws(PeopleError) {
        guard let members = json.members else { throw error(nil, "a mapping of fields was expected") }
        for member in members where !known.contains(member.name) {
            throw error(member.name, "unknown; known are \(known.sorted().joined(separator: ", "))")
        }
    }

    func text(_ field: String) -> String? { json[field]?.scalarText }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ field: String
    ) throws(PeopleError) -> Choice? where Choice.RawValue == String {
        guard let text = text(field) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw error(field, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    func date(_ field: String) throws(PeopleError) -> Date? {
        guard let text = text(field) else { return nil }
        guard let date = CivilTime.parse(text) else { throw error(field, "a time such as 2026-11-20T10:15:00Z") }
        return date
    }

    func amount(_ field: String) throws(PeopleError) -> Amount? {
        guard let text = text(field) else { return nil }
        guard let amount = Amount(text) else { throw error(field, "an amount such as \"42.10\"") }
        return amount
    }

    func flag(_ field: String) throws(PeopleError) -> Bool? {
        guard let text = text(field) else { return nil }
        guard let flag = Bool(text) else { throw error(field, "true or false") }
        return flag
    }

    func count(_ field: String) throws(PeopleError) -> Int? {
        guard let text = text(field) else { return nil }
        guard let count = Int(text), (0...1_000_000).contains(count) else {
            throw error(field, "a whole number from 0")
        }
        return count
    }
}
