package import Broker
import FoundationEssentials
package import Identity

/// Oracle Fusion receivables as an ERP: an account's total, and its open instalments by site, asked for at once.
package struct OracleFusionERP: ERP {
    /// The most that a page can have; 500 would silently be 499.
    private static let mostRows = 499
    /// Transactions of the last ten years; the finder's own default is ninety days.
    private static let days = 3_650

    private let configuration: OracleFusionConfiguration
    private let client: SourceClient
    private let now: @Sendable () -> Date

    /// Opens nothing before it is asked something.
    package init(_ configuration: OracleFusionConfiguration, _ parts: SourceParts) {
        self.configuration = configuration
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
        a role with the privilege to read receivables customer account activities by REST
        """
    }

    /// By the account's number; one with dots is none of Oracle's, and never reaches a finder.
    package func standing(of account: ERPAccountNumber) async throws(SourceFailure) -> AccountStanding? {
        guard Self.isAccountNumber(account.text) else { return nil }
        async let instalments = Concurrently.result { () async throws(SourceFailure) in
            try await self.instalments(account)
        }
        let found = await Concurrently.result { () async throws(SourceFailure) in try await self.total(account) }
        // Neither is abandoned half-way: a connection that is cut can't be used again.
        let open = await instalments
        guard let total = try found.get() else { return nil }
        var refusal: SourceFailure?
        let standing = FusionStanding(
            account: total,
            instalments: try open.part(&refusal),
            currency: configuration.currency,
            today: CalendarDay.of(now())
        )
        return try standing.standing(source: configuration.name).refusing(refusal)
    }

    func total(_ account: ERPAccountNumber) async throws(SourceFailure) -> FusionAccount? {
        let finder = "CustomerAccountActivitiesFinder;AccountNumber=\(account.text)"
        let request = get("receivablesCustomerAccountActivities", [("finder", finder), ("limit", "2")])
        return try await client.send(request) { answer throws(SourceFailure) in
            let rows = try answer.json(FusionPage<FusionAccount>.self).items
            guard rows.allSatisfy({ $0.AccountNumber == account.text }), rows.count <= 1 else { throw .malformed }
            return rows.first
        }
    }

    /// Nil where there are more than one page shows.
    func instalments(_ account: ERPAccountNumber) async throws(SourceFailure) -> [FusionInstalment]? {
        let finder =
            "CustomerAccountSiteActivitiesFinder;AccountNumber=\(account.text),"
            + "TransactionLimitByDays=\(Self.days),TransactionStatus=Open"
        let options = [
            ("finder", finder), ("expand", "transactionPaymentSchedules"), ("limit", "\(Self.mostRows)"),
        ]
        return try await client.send(get("receivablesCustomerAccountSiteActivities", options)) {
            answer throws(SourceFailure) in
            let page = try answer.json(FusionPage<FusionSite>.self)
            guard page.items.allSatisfy({ $0.AccountNumber == account.text }) else { throw .malformed }
            let children = page.items.compactMap(\.transactionPaymentSchedules)
            guard page.hasMore != true, !children.contains(where: \.hasMore) else { return nil }
            return children.flatMap(\.rows)
        }
    }

    private func get(_ resource: String, _ options: [(name: String, value: String)]) -> WireRequest {
        let query = QueryString(options + [("onlyData", "true")]).text
        let credentials = Data("\(configuration.user):\(configuration.password.text)".utf8).base64EncodedString()
        var request = WireRequest.get(
            "\(base(configuration.baseURL))\(configuration.resourcesPath)/\(resource)?\(query)",
            authorization: "Basic \(credentials)"
        )
        // Without the error's own type its body may be plain text.
        request.headers.append(("Accept", "application/vnd.oracle.adf.error+json"))
        request.headers.append(("REST-Framework-Version", "\(configuration.frameworkVersion)"))
        return request
    }

    /// Finders have no way to quote: what could end a variable may not be in it.
    static func isAccountNumber(_ text: String) -> Bool { isIdentifier(text) && !text.contains(".") }
}
