package import Broker
import FoundationEssentials
package import Identity

/// SAP S/4HANA as an ERP: business partner, open items and credit account over OData V2.
package struct SAPERP: ERP {
    /// More open items than this are not added up: a sum of some of them would be wrong.
    private static let mostItems = 1_000

    let configuration: SAPConfiguration
    let client: SourceClient
    let numbers: WrittenNumbers
    private let now: @Sendable () -> Date

    /// Opens nothing before it is asked something.
    package init(_ configuration: SAPConfiguration, _ parts: SourceParts) {
        self.configuration = configuration
        self.numbers = WrittenNumbers(library: parts.phones, region: configuration.region)
        now = parts.ambience.now
        client = SourceClient(
            configuration.name,
            .erp,
            to: AllowedOrigins(configuration.baseURL),
            limits: configuration.limits,
            parts
        )
    }

    /// From memory.
    package func health() -> SourceHealth { client.health }

    /// In the vendor's words.
    package var permissions: String {
        """
        the communication arrangements of Business Partner, journal entry items and credit management
        """
    }

    /// The partner, its open items and its credit account at the same time: one round trip in sequence, and one more where
    /// the partner is a customer of another number.
    package func standing(of account: ERPAccountNumber) async throws(SourceFailure) -> AccountStanding? {
        async let likely = Concurrently.result { () async throws(SourceFailure) in try await self.items(account.text) }
        async let credit = Concurrently.result { () async throws(SourceFailure) in try await self.credit(account) }
        let found = await Concurrently.result { () async throws(SourceFailure) in try await self.partner(account) }
        // None is abandoned half-way: a connection that is cut can't be used again.
        let (likelyItems, accounts) = await (likely, credit)
        guard let partner = try found.get() else { return nil }
        let isLikely = partner.Customer.map { OData.isSameKey($0, account.text) } ?? false
        let items =
            isLikely
            ? likelyItems
            : await Concurrently.result { () async throws(SourceFailure) in try await self.items(partner.Customer) }
        var refusal: SourceFailure?
        let standing = SAPStanding(
            partner: partner,
            items: try items.part(&refusal),
            credit: try accounts.part(&refusal),
            refusesCredit: accounts.isFailure,
            today: CalendarDay.of(now())
        )
        return standing.standing(source: configuration.name).refusing(refusal)
    }

    func partner(_ account: ERPAccountNumber) async throws(SourceFailure) -> SAPPartner? {
        let path =
            "\(configuration.businessPartnerPath)/A_BusinessPartner(\(percentEncoded(OData.literal(account.text))))"
        let expand = "to_Customer,to_Customer/to_CustomerCompany"
        return try await client.send(get(path, [("$expand", expand)])) { answer throws(SourceFailure) in
            if answer.isAbsence { return try Self.absence(answer) }
            let partner = try answer.json(ODataAnswer<SAPPartner>.self).d
            guard OData.isSameKey(partner.BusinessPartner, account.text) else { throw .malformed }
            // A customer that was asked for and did not come would pass for one without blocks.
            if let number = partner.Customer, !number.isEmpty, partner.to_Customer?.Customer == nil { throw .malformed }
            return partner
        }
    }

    private static func absence(_ answer: WireAnswer) throws(SourceFailure) -> SAPPartner? {
        guard let error = try? answer.decoded(SAPError.self), error.saysNoService else { return nil }
        throw .rejected(status: answer.status)
    }

    /// Nil where they are not known, or not all of them.
    func items(_ customer: String?) async throws(SourceFailure) -> [SAPStanding.Item]? {
        guard let path = configuration.openItemsPath, let customer, !customer.isEmpty else { return nil }
        let request = get(
            "\(path)/A_OperationalAcctgDocItemCube",
            [
                ("$filter", "Customer eq \(OData.literal(customer)) and ClearingAccountingDocument eq ''"),
                ("$select", "Customer,NetDueDate,AmountInTransactionCurrency,TransactionCurrency,DebitCreditCode"),
                ("$top", "\(Self.mostItems)"),
            ]
        )
        return try await client.send(request) { answer throws(SourceFailure) in
            let rows = try answer.json(ODataAnswer<ODataRows<SAPOpenItem>>.self).d
            guard rows.results.allSatisfy({ OData.isSameKey($0.Customer, customer) }) else { throw .malformed }
            guard rows.next == nil, rows.results.count < Self.mostItems else { return nil }
            var items: [SAPStanding.Item] = []
            for row in rows.results { items.append(try SAPStanding.Item(row)) }
            return items
        }
    }

    /// A partner that credit management does not have is on no hold; nil where it is not asked.
    func credit(_ account: ERPAccountNumber) async throws(SourceFailure) -> [SAPCreditAccount]? {
        guard let path = configuration.creditPath else { return nil }
        let filter = "BusinessPartner eq \(OData.literal(account.text))"
        return try await client.send(get("\(path)/CreditManagementAccount", [("$filter", filter)])) {
            answer throws(SourceFailure) in
            let rows = try answer.json(ODataAnswer<ODataRows<SAPCreditAccount>>.self).d
            guard rows.results.allSatisfy({ OData.isSameKey($0.BusinessPartner, account.text) }) else {
                throw .malformed
            }
            return rows.results
        }
    }

    func get(_ path: String, _ options: [(name: String, value: String)]) -> WireRequest {
        var options = options + [("$format", "json")]
        if let client = configuration.client { options.append(("sap-client", client)) }
        let credentials = Data("\(configuration.user):\(configuration.password.text)".utf8).base64EncodedString()
        return .get(
            "\(base(configuration.baseURL))\(path)?\(QueryString(options).text)",
            authorization: "Basic \(credentials)"
        )
    }
}
