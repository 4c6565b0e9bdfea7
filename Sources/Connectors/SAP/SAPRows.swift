import FoundationEssentials

/// An OData V2 answer.
struct ODataAnswer<Content: Decodable & Sendable>: Decodable, Sendable {
    let d: Content
}

/// A set of rows; `next` is where there are more.
struct ODataRows<Row: Decodable & Sendable>: Decodable, Sendable {
    let results: [Row]
    let next: String?

    private enum CodingKeys: String, CodingKey {
        case results
        case next = "__next"
    }
}

/// `A_BusinessPartner` with its customer expanded.
struct SAPPartner: Decodable, Sendable {
    let BusinessPartner: String
    let Customer: String?
    let BusinessPartnerIsBlocked: Bool?
    let IsMarkedForArchiving: Bool?
    let to_Customer: SAPCustomer?
}

/// `A_Customer` with its company codes expanded; a block is a reason's code, empty where there is none.
struct SAPCustomer: Decodable, Sendable {
    struct Company: Decodable, Sendable {
        let DeletionIndicator: Bool?
        var PaymentBlockingReason: String?
    }

    let Customer: String?
    let BillingIsBlockedForCustomer: String?
    let OrderIsBlockedForCustomer: String?
    let DeliveryIsBlocked: String?
    let PostingIsBlocked: Bool?
    let DeletionIndicator: Bool?
    let to_CustomerCompany: ODataRows<Company>?
}

/// An open item of the cube; amounts are texts, dates `/Date(ms)/`.
struct SAPOpenItem: Decodable, Sendable {
    let Customer: String
    let NetDueDate: String?
    let AmountInTransactionCurrency: String
    let TransactionCurrency: String
    let DebitCreditCode: String?
}

/// A phone number of an address.
struct SAPPhone: Decodable, Sendable {
    let AddressID: String
    let InternationalPhoneNumber: String
}

/// An address and whose it is.
struct SAPAddress: Decodable, Sendable {
    let AddressID: String
    let BusinessPartner: String
}

/// A credit account, one per credit segment.
struct SAPCreditAccount: Decodable, Sendable {
    let BusinessPartner: String
    let CreditAccountIsBlocked: Bool
    let CreditSegmentCurrency: String?
}

/// The error envelope; its message may be personal and is left alone.
struct SAPError: Decodable {
    struct Detail: Decodable {
        let code: String
    }

    let error: Detail

    /// The service itself is not there: a wrong path, not a missing record.
    var saysNoService: Bool { error.code.hasPrefix("/IWFND/MED") }
}

/// Texts as OData V2 has them.
enum OData {
    /// Such as `'O''Brien'`.
    static func literal(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

    /// Days since 1970 of `/Date(1527206400000)/`, UTC.
    static func day(_ text: String) -> Int? {
        guard text.hasPrefix("/Date("), text.hasSuffix(")/") else { return nil }
        let inner = text.dropFirst(6).dropLast(2)
        let sign = inner.hasPrefix("-") ? inner.prefix(1) : inner.prefix(0)
        let digits = inner.dropFirst(sign.count).prefix { $0.isNumber }
        guard let milliseconds = Int(sign + digits) else { return nil }
        return Int((Double(milliseconds) / 86_400_000).rounded(.down))
    }

    /// Keys are padded with zeros in some fields and not in others.
    static func isSameKey(_ left: String, _ right: String) -> Bool {
        left.drop { $0 == "0" } == right.drop { $0 == "0" }
    }
}
