/// One CRM record with its numbers as they were typed, and its place in the directory.
struct Contact: Sendable {
    /// Counted from 0 in order of arrival; the ERP's address numbers derive from it.
    let place: Int
    let account: People.Account
    /// E.164, in the file's order.
    let numbers: [String]
    /// `numbers` as typed: Phone, MobilePhone, HomePhone, OtherPhone.
    let phones: [String]

    init(place: Int, account: People.Account, numbers: [String]) {
        self.place = place
        self.account = account
        self.numbers = numbers
        phones = numbers.map { PhoneSpelling.chosen(for: $0, recordID: account.id).write($0) }
    }
}

/// The people as the CRM and the ERP find them: by id, by ERP number, and by the last seven digits of any phone.
struct Directory: Sendable {
    private(set) var contacts: [Contact] = []
    private var placeByID: [String: Int32] = [:]
    private var placeByERP: [String: Int32] = [:]
    private var placesByDigits: [UInt32: [Int32]] = [:]

    init(_ people: People) {
        for entry in people.entries { add(entry) }
    }

    mutating func add(_ entry: People.Entry) {
        for account in entry.accounts where placeByID[account.id] == nil {
            let contact = Contact(place: contacts.count, account: account, numbers: entry.numbers)
            let place = Int32(contact.place)
            contacts.append(contact)
            placeByID[account.id] = place
            if let erp = account.erp, placeByERP[erp.number] == nil { placeByERP[erp.number] = place }
            for key in Set(entry.numbers.compactMap(Self.key)) { placesByDigits[key, default: []].append(place) }
        }
    }

    var ids: Set<String> { Set(placeByID.keys) }

    func contact(id: String) -> Contact? { placeByID[id].map { contacts[Int($0)] } }

    /// The record that the ERP account of that number belongs to; the first, where several link to it.
    func contact(erp: String) -> Contact? { placeByERP[erp].map { contacts[Int($0)] } }

    /// Those who may have that number: the last seven digits agree.
    ///
    /// Too few digits find nobody.
    func contacts(phone: String) -> [Contact] {
        guard let key = Self.key(phone) else { return [] }
        return placesByDigits[key, default: []].map { contacts[Int($0)] }
    }

    /// Another record than the one asked for, for the fault that mixes them up.
    func contact(insteadOf contact: Contact) -> Contact { contacts[(contact.place + 1) % contacts.count] }

    /// Every ERP account once.
    var withERP: [Contact] {
        contacts.filter { contact in
            contact.account.erp.map { placeByERP[$0.number] == Int32(contact.place) } ?? false
        }
    }

    private static func key(_ phone: String) -> UInt32? {
        let digits = phone.utf8.filter { (0x30...0x39).contains($0) }
        guard digits.count >= 5 else { return nil }
        return digits.suffix(7).reduce(0) { $0 * 10 + UInt32($1 - 0x30) }
    }
}
