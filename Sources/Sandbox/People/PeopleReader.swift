/// Reads the people file's form, strictly: a typing error in a test's data must not become a test that passes.
struct PeopleReader {
    let file: String

    func people(_ root: JSON) throws(PeopleError) -> People {
        let top = PeopleFields(file: file, place: "", json: root)
        try top.allow(["people"])
        guard let list = root["people"]?.elements else { throw top.error("people", "a list of entries is missing") }
        var entries: [People.Entry] = []
        var taken: Set<String> = []
        for (index, json) in list.enumerated() {
            entries.append(try entry(json, place: "entry \(index + 1)", taken: &taken))
        }
        return People(entries: entries)
    }

    /// One entry; ids in `taken` are refused, and the new ones are added to it.
    func entry(_ json: JSON, place: String, taken: inout Set<String>) throws(PeopleError) -> People.Entry {
        let fields = PeopleFields(file: file, place: place, json: json)
        try fields.allow(["numbers", "accounts"])
        let numbers = try numbers(fields)
        let accounts = try accounts(fields, firstNumber: numbers[0], taken: &taken)
        return People.Entry(numbers: numbers, accounts: accounts)
    }

    private func numbers(_ fields: PeopleFields) throws(PeopleError) -> [String] {
        let numbers = (fields.json["numbers"]?.elements ?? []).compactMap(\.scalarText)
        guard (1...4).contains(numbers.count), numbers.count == fields.json["numbers"]?.elements?.count else {
            throw fields.error("numbers", "one to four numbers are needed")
        }
        for number in numbers where !number.isE164 {
            throw fields.error("numbers", "a number is + and 5 to 15 digits")
        }
        return numbers
    }

    private func accounts(
        _ fields: PeopleFields,
        firstNumber: String,
        taken: inout Set<String>
    ) throws(PeopleError) -> [People.Account] {
        if let text = fields.json["accounts"]?.scalarText {
            guard let count = Int(text), (0...99).contains(count) else {
                throw fields.error("accounts", "a list of accounts, or a number from 0 to 99")
            }
            return MadeUpPeople.accounts(count, number: firstNumber, taken: &taken)
        }
        guard let list = fields.json["accounts"]?.elements else {
            throw fields.error("accounts", "a list of accounts, or a number from 0 to 99")
        }
        var accounts: [People.Account] = []
        for (index, json) in list.enumerated() {
            let place = "\(fields.place), account \(index + 1)"
            let account = try account(PeopleFields(file: file, place: place, json: json))
            guard taken.insert(account.id).inserted else {
                throw PeopleError(file: file, place: place, field: "id", problem: "another account has this id")
            }
            accounts.append(account)
        }
        return accounts
    }

    private func account(_ fields: PeopleFields) throws(PeopleError) -> People.Account {
        try fields.allow(PeopleFields.ofAccount)
        guard let id = fields.text("id"), id.utf8.count <= 64, id.utf8.allSatisfy(\.isIdentifierByte) else {
            throw fields.error("id", "1 to 64 letters, digits, dots, dashes or underscores")
        }
        guard let name = fields.text("name"), !name.isEmpty else { throw fields.error("name", "a name is needed") }
        return People.Account(
            id: id,
            name: name,
            kind: try fields.choice("kind") ?? .personal,
            email: fields.text("email"),
            tier: fields.text("tier"),
            supportCase: try supportCase(fields),
            lastContactAt: try fields.date("lastContactAt"),
            erp: try erp(fields),
            interactions: try fields.count("interactions") ?? 0
        )
    }

    private func supportCase(_ fields: PeopleFields) throws(PeopleError) -> People.SupportCase? {
        let status = fields.text("caseStatus") ?? "open"
        guard ["open", "closed"].contains(status) else { throw fields.error("caseStatus", "open or closed") }
        guard let number = fields.text("case") else {
            for field in ["caseStatus", "caseSubject"] where fields.text(field) != nil {
                throw fields.error(field, "there is no case that it could belong to")
            }
            return nil
        }
        return People.SupportCase(number: number, isClosed: status == "closed", subject: fields.text("caseSubject"))
    }

    private func erp(_ fields: PeopleFields) throws(PeopleError) -> People.ERPAccount? {
        guard let number = fields.text("erp") else {
            for field in ["status", "balanceDue", "overdue", "creditHold", "currency"] where fields.text(field) != nil {
                throw fields.error(field, "there is no erp account that it could belong to")
            }
            return nil
        }
        guard (1...10).contains(number.utf8.count), number.utf8.allSatisfy(\.isIdentifierByte) else {
            throw fields.error("erp", "1 to 10 letters or digits")
        }
        let status: People.Status = try fields.choice("status") ?? .active
        let currency = fields.text("currency") ?? "USD"
        guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw fields.error("currency", "three capital letters, such as EUR")
        }
        let balance = try fields.amount("balanceDue") ?? .zero
        let overdue = try fields.amount("overdue") ?? Amount(units: 0, scale: balance.scale)
        let scale = max(balance.scale, overdue.scale)
        return People.ERPAccount(
            number: number,
            status: status,
            balanceDue: balance.rescaled(to: scale),
            overdue: overdue.rescaled(to: scale),
            creditHold: try fields.flag("creditHold") ?? (status == .creditHold),
            currency: currency
        )
    }
}

extension String {
    fileprivate var isE164: Bool {
        hasPrefix("+") && (6...16).contains(utf8.count) && utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension UInt8 {
    /// A letter, a digit, or one of `.`, `_`, `-`.
    var isIdentifierByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
