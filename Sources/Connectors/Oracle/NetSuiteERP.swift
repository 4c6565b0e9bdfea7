package import Broker
import FoundationEssentials
package import Identity

/// NetSuite as an ERP: SuiteQL over REST, each request signed with a token.
package struct NetSuiteERP: ERP {
    /// More customers with one account number than this are not told apart any further.
    private static let mostCustomers = 2

    let configuration: NetSuiteConfiguration
    /// As answers name them: SuiteQL takes columns in any case, and gives them back in lower case.
    private let numberFields: [String]
    private let client: SourceClient
    private let numbers: WrittenNumbers
    private let ambience: Ambience

    /// Opens nothing before it is asked something.
    package init(_ configuration: NetSuiteConfiguration, _ parts: SourceParts) {
        self.configuration = configuration
        var seen: Set<String> = []
        numberFields = configuration.numberFields.map { $0.lowercased() }.filter { seen.insert($0).inserted }
        self.numbers = WrittenNumbers(library: parts.phones, region: configuration.region)
        ambience = parts.ambience
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
        REST Web Services, SuiteQL (SuiteAnalytics Workbook), View on Customers and Transactions
        """
    }

    /// By the column that holds the account number; one that two customers have is nobody's.
    package func standing(of account: ERPAccountNumber) async throws(SourceFailure) -> AccountStanding? {
        let query = SuiteQL.customer(account.text, by: configuration.accountField)
        let rows = try await rows(of: query, limit: Self.mostCustomers)
        return try NetSuiteCustomer.only(account, among: rows)?.standing(source: configuration.name)
    }

    /// Customers' account numbers; rows whose own numbers do not read as the number are dropped.
    package func accounts(with number: CallerNumber) async throws(SourceFailure) -> NumberedAccounts {
        let fields = numberFields
        let spellings = numbers.spellings(of: number)
        guard let query = SuiteQL.accounts(spelt: spellings, in: fields, key: configuration.accountField) else {
            return NumberedAccounts()
        }
        let rows = try await rows(of: query, limit: ERPNumbers.oneMore)
        let found = rows.filter { row in
            fields.contains { row[path: $0]?.text.map { numbers.isNumber($0, of: number) } ?? false }
        }
        return try ERPNumbers.distinct(found.map { $0[path: "accountkey"]?.text }, of: rows.count)
    }

    func rows(of query: String, limit: Int) async throws(SourceFailure) -> [JSONValue] {
        let url = "\(base(configuration.baseURL))/services/rest/query/v1/suiteql"
        let options = [(name: "limit", value: "\(limit)")]
        let signature = OAuthSignature(
            token: configuration.token,
            realm: configuration.account,
            timestamp: Int(ambience.now().timeIntervalSince1970),
            nonce: ambience.name()
        )
        var request = try WireRequest.json("POST", "\(url)?\(QueryString(options).text)", ["q": query])
            .authorised(signature.authorization(method: "POST", url: url, query: options))
        request.headers.append(("Prefer", "transient"))
        return try await client.send(request) { answer throws(SourceFailure) in
            try answer.json(SuiteQLPage.self).items
        }
    }
}
