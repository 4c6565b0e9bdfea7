import FoundationEssentials

/// The resources that the stand-in has, with what each finder of theirs can be given.
enum FusionResource: String {
    case accounts = "receivablesCustomerAccountActivities"
    case sites = "receivablesCustomerAccountSiteActivities"

    var finder: String {
        switch self {
        case .accounts: "CustomerAccountActivitiesFinder"
        case .sites: "CustomerAccountSiteActivitiesFinder"
        }
    }

    static let variables: Set<String> = [
        "AccountNumber", "CustomerName", "TaxRegistrationNumber", "TaxpayerIdentificationNumber",
        "TransactionLimitByDays", "TransactionStatus",
    ]
}

/// The query options of one request.
struct FusionOptions {
    let finder: String?
    let q: String?
    let expand: [String]
    let limit: Int
    let offset: Int
    let onlyData: Bool
    let totalResults: Bool

    init(_ query: [String: String]) {
        finder = query["finder"]
        q = query["q"]
        expand = query["expand"]?.split(separator: ",").map(String.init) ?? []
        // 499 at most, whatever was asked for.
        limit = min(query["limit"].flatMap(Int.init).map { max(0, $0) } ?? 25, 499)
        offset = query["offset"].flatMap(Int.init).map { max(0, $0) } ?? 0
        onlyData = query["onlyData"] == "true"
        totalResults = query["totalResults"] == "true"
    }
}

/// One read of a resource, on the directory as it was when the request came.
struct FusionReading {
    let directory: Directory
    let now: Date
    let base: String
    let version: Int
    let wrongAccount: Bool
    let options: FusionOptions

    func page(of resource: FusionResource) throws(FusionFailure) -> JSON {
        let conditions = try finderConditions(resource).merging(try queryConditions()) { $1 }
        let found = accounts(conditions)
        let rows = found.dropFirst(options.offset).prefix(options.limit)
        let items = rows.map { account, contact in
            resource == .accounts ? shown(account, contact) : site(account, contact, conditions)
        }
        var members = [
            JSON.Member("items", .array(items)), JSON.Member("count", .integer(items.count)),
            JSON.Member("hasMore", .bool(found.count > options.offset + items.count)),
            JSON.Member("limit", .integer(options.limit)), JSON.Member("offset", .integer(options.offset)),
            JSON.Member("links", links("\(base)/\(resource.rawValue)", name: resource.rawValue, kind: "collection")),
        ]
        if options.totalResults { members.append(JSON.Member("totalResults", .integer(found.count))) }
        return .object(members)
    }

    /// `Name;Variable=value,Variable=value`.
    private func finderConditions(_ resource: FusionResource) throws(FusionFailure) -> [String: String] {
        guard let finder = options.finder else { return [:] }
        let parts = finder.split(separator: ";", omittingEmptySubsequences: false)
        guard parts[0] == resource.finder else { throw .badRequest("URL request parameter finder is not valid") }
        var conditions: [String: String] = [:]
        for pair in parts.dropFirst().joined(separator: ",").split(separator: ",") {
            let halves = pair.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, FusionResource.variables.contains(String(halves[0])) else {
                throw .badRequest("The finder variable \(halves.first ?? "") is not valid", code: "27021")
            }
            conditions[String(halves[0])] = String(halves[1])
        }
        return conditions
    }

    /// Version 1 is query by example, `A=x;B=y`; from 2 on it is `A = 'x' and B = 'y'`, and the other is refused.
    private func queryConditions() throws(FusionFailure) -> [String: String] {
        guard let q = options.q else { return [:] }
        var conditions: [String: String] = [:]
        let pairs =
            version == 1 ? q.split(separator: ";").map(String.init) : q.split(separator: " and ").map(String.init)
        for pair in pairs {
            let halves = pair.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
            guard halves.count == 2, FusionResource.variables.contains(halves[0]) else {
                throw .badRequest("URL request parameter q is not valid", code: "27520")
            }
            let isQuoted = halves[1].count >= 2 && halves[1].hasPrefix("'") && halves[1].hasSuffix("'")
            guard version == 1 || isQuoted else { throw .badRequest("URL request parameter q is not valid") }
            conditions[halves[0]] = isQuoted ? String(halves[1].dropFirst().dropLast()) : halves[1]
        }
        return conditions
    }

    private typealias Found = (account: People.ERPAccount, contact: Contact)

    private func accounts(_ conditions: [String: String]) -> [Found] {
        let contacts = conditions["AccountNumber"].map { [directory.contact(erp: $0)].compactMap { $0 } }
        let found = (contacts ?? directory.withERP).filter { contact in
            conditions["CustomerName"].map { $0 == contact.account.name } ?? true
        }
        return found.compactMap { contact in
            let shown = wrongAccount ? other(than: contact) : contact
            return shown.account.erp.map { ($0, shown) }
        }
    }

    private func other(than contact: Contact) -> Contact {
        let accounts = directory.withERP
        let index = accounts.firstIndex { $0.place == contact.place } ?? 0
        return accounts[(index + 1) % accounts.count]
    }

    private func shown(_ account: People.ERPAccount, _ contact: Contact) -> JSON {
        let key = 100_100_148_000_000 + contact.place
        var members =
            who(account, contact) + [
                JSON.Member("TotalOpenReceivablesForAccount", .number(account.balanceDue.description)),
                JSON.Member("TotalTransactionsDueForAccount", .number(account.balanceDue.description)),
                JSON.Member("CreationDate", "2020-07-17T12:57:05.744+00:00"),
            ]
        if !options.onlyData {
            let name = FusionResource.accounts.rawValue
            members.append(JSON.Member("links", links("\(base)/\(name)/\(key)", name: name, kind: "item")))
        }
        return .object(members)
    }

    private func who(_ account: People.ERPAccount, _ contact: Contact) -> [JSON.Member] {
        [
            JSON.Member("AccountId", .integer(100_100_148_000_000 + contact.place)),
            JSON.Member("AccountNumber", .string(account.number)),
            JSON.Member("CustomerId", .integer(100_000_000_000_000 + contact.place)),
            JSON.Member("CustomerName", .string(contact.account.name)),
        ]
    }

    private func links(_ href: String, name: String, kind: String) -> JSON {
        [["rel": "self", "href": .string(href), "name": .string(name), "kind": .string(kind)]]
    }
}

// MARK: - Sites and their instalments

extension FusionReading {
    private func site(
        _ account: People.ERPAccount,
        _ contact: Contact,
        _ conditions: [String: String]
    ) -> JSON {
        var members = [
            JSON.Member("BillToSiteUseId", .integer(300_000_000_000_000 + contact.place)),
            JSON.Member("BillToSiteNumber", .string("SITE_\(account.number)")),
        ]
        members += who(account, contact)
        members += [
            JSON.Member("TotalOpenReceivablesForSite", .number(account.balanceDue.description)),
            JSON.Member("TotalTransactionsDueForSite", .number(account.balanceDue.description)),
        ]
        if options.expand.contains("transactionPaymentSchedules") || options.expand == ["all"] {
            members.append(
                JSON.Member("transactionPaymentSchedules", children(instalments(account, contact, conditions)))
            )
        }
        return .object(members)
    }

    /// A list up to version 2, a collection of its own from 3 on.
    private func children(_ rows: [JSON]) -> JSON {
        guard version >= 3 else { return .array(rows) }
        return [
            "items": .array(rows), "count": .integer(rows.count), "hasMore": false, "limit": .integer(options.limit),
            "offset": 0,
        ]
    }

    /// All are open; transactions older than the finder's days, 90 without any, are left out.
    private func instalments(
        _ account: People.ERPAccount,
        _ contact: Contact,
        _ conditions: [String: String]
    ) -> [JSON] {
        guard conditions["TransactionStatus"] != "Closed" else { return [] }
        let days = conditions["TransactionLimitByDays"].flatMap { Int($0) } ?? 90
        return OpenItem.all(of: account).enumerated().filter { 30 - $1.dueInDays <= days }.map { index, item in
            let number = contact.place * 10 + index
            return [
                "InstallmentId": .integer(1_347_000 + number), "InstallmentNumber": 1, "InstallmentStatus": "Open",
                "TransactionId": .integer(1_583_000 + number), "TransactionNumber": .string("T_\(number)"),
                "TransactionClass": "Invoice",
                "TransactionDate": .string(CivilTime.day(CivilTime.day(item.dueInDays - 30, after: now))),
                "PaymentScheduleDueDate": .string(CivilTime.day(CivilTime.day(item.dueInDays, after: now))),
                "PaymentDaysLate": .integer(max(0, -item.dueInDays)),
                "TotalOriginalAmount": .number(item.amount.description),
                "TotalBalanceAmount": .number(item.amount.description), "EnteredCurrency": .string(account.currency),
            ]
        }
    }
}
