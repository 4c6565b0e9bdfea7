import FoundationEssentials

/// A customer record of the stand-in platform; its id is made from its number in the ring.
struct PlatformCustomer: Sendable, Equatable {
    /// Nil for the record that the platform makes when a lookup failed.
    var externalID: String?
    var name: String?
    var email: String?
    /// The `data` object as JSON text.
    var data: String
}

/// A conversation of the stand-in platform.
struct PlatformConversation: Sendable {
    let id: String
    var from: String?
    var to: String?
    var isOutbound = false
    /// The customer's number in its ring.
    var customer: Int?
    /// Attributes as JSON members; nil while there are none, which is nearly always.
    var attributes: [JSON.Member]?
    let startedAt: Date
    var endedAt: Date?
}

/// Customers and conversations in memory, bounded and lean: the oldest go, and no text is kept twice.
struct PlatformRecords: Sendable {
    private(set) var customers: Ring<PlatformCustomer>
    private(set) var conversations: Ring<PlatformConversation>
    private var customerByExternalID: [String: Int] = [:]
    private var conversationByID: [String: Int] = [:]
    /// Most records hold one of few `data` texts.
    private var sharedTexts: Set<String> = []
    private let identifiers: CustomerIdentifiers

    init(limit: Int, seed: UInt64) {
        customers = Ring(capacity: limit)
        conversations = Ring(capacity: limit)
        identifiers = CustomerIdentifiers(seed: seed)
    }

    func customerNumber(id: String) -> Int? {
        identifiers.number(of: id).flatMap { customers[$0] == nil ? nil : $0 }
    }

    func customerNumber(externalID: String) -> Int? { customerByExternalID[externalID] }

    func customerID(_ number: Int) -> String { identifiers.id(of: number) }

    func conversation(id: String) -> PlatformConversation? { conversationByID[id].flatMap { conversations[$0] } }

    /// Nil where another record has the external ID.
    mutating func create(_ customer: PlatformCustomer) -> Int? {
        if let externalID = customer.externalID, customerByExternalID[externalID] != nil { return nil }
        var customer = customer
        customer.data = shared(customer.data)
        let (number, dropped) = customers.append(customer)
        if let externalID = dropped?.externalID { customerByExternalID[externalID] = nil }
        if let externalID = customer.externalID { customerByExternalID[externalID] = number }
        return number
    }

    /// Replaces the whole record.
    ///
    /// False where another record has the external ID.
    mutating func replace(_ number: Int, with customer: PlatformCustomer) -> Bool {
        if let externalID = customer.externalID, let owner = customerByExternalID[externalID], owner != number {
            return false
        }
        if let old = customers[number]?.externalID { customerByExternalID[old] = nil }
        if let externalID = customer.externalID { customerByExternalID[externalID] = number }
        var customer = customer
        customer.data = shared(customer.data)
        customers.update(number) { $0 = customer }
        return true
    }

    /// Changes the conversation; an unknown one begins now.
    mutating func change(_ id: String, at now: Date, _ change: (inout PlatformConversation) -> Void) {
        if let number = conversationByID[id] {
            conversations.update(number, change)
            return
        }
        var conversation = PlatformConversation(id: id, startedAt: now)
        change(&conversation)
        let (number, dropped) = conversations.append(conversation)
        if let dropped { conversationByID[dropped.id] = nil }
        conversationByID[id] = number
    }

    private mutating func shared(_ text: String) -> String {
        let (_, kept) = sharedTexts.count < 4096 ? sharedTexts.insert(text) : (false, text)
        return kept
    }
}

/// Ids in a UUID's form that hold the record's number, so that none has to be stored.
struct CustomerIdentifiers: Sendable {
    let seed: UInt64

    func id(of number: Int) -> String {
        var random = SplitMix64(seed: seed ^ UInt64(number))
        let draw = String(random.next() & 0xFFFF_FFFF, radix: 16)
        let count = String(number, radix: 16)
        return "\(zeros(8 - draw.count))\(draw)-0000-4000-8000-\(zeros(12 - count.count))\(count)"
    }

    func number(of id: String) -> Int? {
        guard let number = Int(id.suffix(12), radix: 16), number >= 0, self.id(of: number) == id else { return nil }
        return number
    }

    private func zeros(_ count: Int) -> String { String(repeating: "0", count: max(0, count)) }
}
