package import Broker
package import Identity

extension SAPERP {
    /// Partners by phone number, in two hops; a third, by account, tells how one stands.
    ///
    /// A phone number leads to its address only, and an address to its partner. Rows whose own numbers do not read as the
    /// number are dropped.
    package func accounts(with number: CallerNumber) async throws(SourceFailure) -> NumberedAccounts {
        let (addresses, hasMore) = try await addresses(with: number)
        guard !hasMore, !addresses.isEmpty else { return NumberedAccounts(hasMore: hasMore) }
        let rows = try await partners(at: addresses)
        return try ERPNumbers.distinct(rows.map(\.BusinessPartner), of: rows.count)
    }

    func partners(at addresses: [String]) async throws(SourceFailure) -> [SAPAddress] {
        let request = service(
            "A_BusinessPartnerAddress",
            Self.anyOf(addresses, "AddressID"),
            "BusinessPartner,AddressID"
        )
        let rows = try await client.send(request) { answer throws(SourceFailure) in
            try answer.json(ODataAnswer<ODataRows<SAPAddress>>.self).d.results
        }
        guard rows.allSatisfy({ addresses.contains($0.AddressID) }) else { throw .malformed }
        return rows
    }

    /// Throws where there is no list of partners.
    func hasPartners() async throws(SourceFailure) {
        let request = service("A_BusinessPartner", Self.anyOf(["0"], "BusinessPartner"), "BusinessPartner")
        try await client.send(request) { answer throws(SourceFailure) in
            _ = try answer.json(ODataAnswer<ODataRows<JSONValue>>.self)
        }
    }

    func addresses(
        with number: CallerNumber
    ) async throws(SourceFailure) -> (found: [String], hasMore: Bool) {
        let spellings = Self.anyOf(numbers.spellings(of: number), "InternationalPhoneNumber")
        let request = service("A_AddressPhoneNumber", spellings, "AddressID,InternationalPhoneNumber")
        let rows = try await client.send(request) { answer throws(SourceFailure) in
            try answer.json(ODataAnswer<ODataRows<SAPPhone>>.self).d.results
        }
        var addresses: [String] = []
        for row in rows where numbers.isNumber(row.InternationalPhoneNumber, of: number) {
            if !addresses.contains(row.AddressID) { addresses.append(row.AddressID) }
        }
        return (addresses, rows.count > ERPNumbers.most)
    }

    private func service(_ set: String, _ filter: String, _ select: String) -> WireRequest {
        get(
            "\(configuration.businessPartnerPath)/\(set)",
            [("$filter", filter), ("$select", select), ("$top", "\(ERPNumbers.oneMore)")]
        )
    }

    /// OData V2 has no `in`.
    private static func anyOf(_ texts: [String], _ property: String) -> String {
        texts.map { "\(property) eq \(OData.literal($0))" }.joined(separator: " or ")
    }
}
