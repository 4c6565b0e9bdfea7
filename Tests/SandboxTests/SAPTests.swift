import Foundation
import Testing

@testable import Sandbox

@Suite("The stand-in ERP")
struct SAPTests {
    private static let partner = "API_BUSINESS_PARTNER/A_BusinessPartner"
    private static let items = "API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube"
    private static let credit = "API_CRDTMBUSINESSPARTNER/CreditManagementAccount"

    @Test func `a partner is read by key, links deferred or followed`() async throws {
        try await withSandbox { sandbox in
            let plain = try await sandbox.sap("\(Self.partner)('10100001')").json["d"]
            #expect(plain?["BusinessPartnerFullName"] == "John Doe" && plain?["BusinessPartnerIsBlocked"] == false)
            #expect(plain?["__metadata"]?["type"] == "API_BUSINESS_PARTNER.A_BusinessPartnerType")
            #expect(plain?["to_Customer"]?["__deferred"] != nil && plain?["Supplier"] == "")
            let expanded = try await sandbox.sap(
                "\(Self.partner)(%2710100001%27)?$expand=to_Customer,to_Customer/to_CustomerCompany"
                    + "&$select=BusinessPartner,to_Customer/OrderIsBlockedForCustomer,to_Customer/to_CustomerCompany"
            ).json["d"]
            #expect(expanded?["BusinessPartnerFullName"] == nil)
            #expect(expanded?["to_Customer"]?["OrderIsBlockedForCustomer"] == "")
            let companies = expanded?["to_Customer"]?["to_CustomerCompany"]?["results"]?.elements
            #expect(companies?.first?["CompanyCode"] == "1010")
        }
    }

    @Test func `open items add up to the people file's sums, to the cent`() async throws {
        let people = try People.embedded()
        let accounts = (people.entries + People.population(60, seed: 3).entries).flatMap(\.accounts).compactMap(\.erp)
        try await withSandbox(people: People(entries: people.entries + People.population(60, seed: 3).entries)) {
            sandbox in
            for account in accounts {
                let reply = try await sandbox.sap(
                    "\(Self.items)?$select=NetDueDate,AmountInTransactionCurrency,TransactionCurrency",
                    filter: "Customer eq '\(account.number)' and ClearingAccountingDocument eq ''"
                )
                let rows = try #require(reply.json["d"]?["results"]?.elements)
                #expect(rows.allSatisfy { $0["TransactionCurrency"] == .string(account.currency) })
                #expect(Self.sum(rows, scale: account.balanceDue.scale) == account.balanceDue)
                let late = rows.filter { Self.dueMilliseconds($0) < Date().timeIntervalSince1970 * 1000 }
                #expect(Self.sum(late, scale: account.overdue.scale) == account.overdue)
            }
        }
    }

    @Test func `more overdue than due is a credit memo`() async throws {
        let yaml = """
            people:
              - numbers: ["+15550110000"]
                accounts: [{id: a, name: A, erp: "7", balanceDue: "5.00", overdue: "8.5"}]
            """
        try await withSandbox(people: try People.parse(yaml: yaml, file: "p")) { sandbox in
            let rows =
                try await sandbox.sap(Self.items, filter: "Customer eq '7'").json["d"]?["results"]?.elements ?? []
            #expect(Self.sum(rows, scale: 2) == Amount("5.00"))
            #expect(rows.contains { $0["DebitCreditCode"] == "H" })
        }
    }

    @Test func `each status of the people file shows where SAP keeps it`() async throws {
        let yaml = """
            people:
              - numbers: ["+15550110000"]
                accounts:
                  - {id: a, name: A, erp: "1", status: Active}
                  - {id: b, name: B, erp: "2", status: Credit hold}
                  - {id: c, name: C, erp: "3", status: Blocked}
                  - {id: d, name: D, erp: "4", status: Closed}
            """
        try await withSandbox(people: try People.parse(yaml: yaml, file: "p")) { sandbox in
            var seen: [[JSON?]] = []
            for number in 1...4 {
                let partner = try await sandbox.sap("\(Self.partner)('\(number)')?$expand=to_Customer").json["d"]
                let credit = try await sandbox.sap(Self.credit, filter: "BusinessPartner eq '\(number)'").json["d"]
                seen.append([
                    partner?["BusinessPartnerIsBlocked"], partner?["to_Customer"]?["OrderIsBlockedForCustomer"],
                    partner?["IsMarkedForArchiving"], credit?["results"]?.elements?.first?["CreditAccountIsBlocked"],
                ])
            }
            #expect(seen[0] == [false, "", false, false])
            #expect(seen[1] == [false, "", false, true])
            #expect(seen[2] == [true, "01", false, false])
            #expect(seen[3] == [false, "", true, false])
        }
    }

    @Test func `a phone leads to the partner in three hops`() async throws {
        try await withSandbox { sandbox in
            let phones =
                try await sandbox.sap(
                    "API_BUSINESS_PARTNER/A_AddressPhoneNumber?$select=AddressID&$top=10",
                    filter: "InternationalPhoneNumber eq '+15550199999'"
                ).json["d"]?["results"]?.elements ?? []
            #expect(phones.count == 2)
            let address = try #require(phones.first?["AddressID"]?.string)
            let partners = try await sandbox.sap(
                "API_BUSINESS_PARTNER/A_BusinessPartnerAddress?$inlinecount=allpages",
                filter: "AddressID eq '\(address)'"
            ).json["d"]
            #expect(partners?["results"]?.elements?.first?["BusinessPartner"] == "10100001")
            #expect(partners?["__count"] == "1")
        }
    }

    @Test(
        arguments: [
            ("BusinessPartner eq '1' or '1' eq '1'", nil), ("BusinessPartner eq '1'' or ''1'' eq ''1'", 0),
            (
                "(BusinessPartner eq '10100001' or Customer eq '10100002') and BusinessPartnerIsBlocked eq false",
                2
            ),
            ("not (BusinessPartner eq '10100001') and BusinessPartnerFullName eq 'Jane Smith'", 1),
            ("BusinessPartner eq", nil), ("Nope eq '1'", nil), ("BusinessPartner eq 'x", nil), ("", nil),
            ("BusinessPartner eq '10100001') or (1 eq 1", nil), ("startswith(BusinessPartner,'1')", nil),
        ] as [(String, Int?)]
    )
    func `a filter is parsed, not matched`(_ filter: String, _ count: Int?) async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.sap(Self.partner, filter: filter)
            #expect(reply.status == (count == nil ? 400 : 200))
            #expect(reply.json["d"]?["results"]?.elements?.count == count)
        }
    }

    @Test func `errors come in SAP's envelope, in XML where JSON was not asked for`() async throws {
        try await withSandbox { sandbox in
            let missing = try await sandbox.sap("\(Self.partner)('99999999')")
            #expect(missing.status == 404)
            #expect(missing.json["error"]?["message"]?["lang"] == "en")
            let noSet = try await sandbox.sap("API_BUSINESS_PARTNER/A_Nope")
            #expect(noSet.status == 404 && noSet.json["error"]?["code"] == "/IWBEP/CM_MGW_RT/020")
            let noService = try await sandbox.sap("API_NOPE/A_BusinessPartner('10100001')")
            #expect(noService.status == 404 && noService.json["error"]?["code"] == "/IWFND/MED/170")
            let stranger = try await sandbox.sap(Self.partner, user: Data("a:b".utf8).base64EncodedString())
            #expect(stranger.status == 401 && stranger.headers["www-authenticate"]?.hasPrefix("Basic realm=") == true)
            let xml = try await sandbox.sap("\(Self.partner)('99999999')", json: false)
            #expect(
                xml.status == 406 && xml.headers["content-type"] == "application/xml" && xml.text.contains("<code>")
            )
            #expect(try await sandbox.sap("\(Self.partner)('10100001')?$select=Nope").status == 400)
        }
    }

    @Test func `each service describes itself`() async throws {
        try await withSandbox { sandbox in
            let partners = try await sandbox.sap("API_BUSINESS_PARTNER/$metadata", json: false)
            #expect(partners.status == 200 && partners.headers["content-type"] == "application/xml")
            for part in [
                "Namespace=\"API_BUSINESS_PARTNER\"", "<EntityType Name=\"A_CustomerType\">",
                "<PropertyRef Name=\"OrdinalNumber\"/>", "<EntitySet Name=\"A_AddressPhoneNumber\"",
                "<Property Name=\"PostingIsBlocked\" Type=\"Edm.Boolean\"/>", "NavigationProperty Name=\"to_Customer\"",
            ] {
                #expect(partners.text.contains(part))
            }
            let items = try await sandbox.sap("API_OPLACCTGDOCITEMCUBE_SRV/$metadata", json: false).text
            #expect(items.contains("Name=\"NetDueDate\" Type=\"Edm.DateTime\""))
            #expect(items.contains("Name=\"AmountInTransactionCurrency\" Type=\"Edm.Decimal\""))
            #expect(try await sandbox.sap("API_NOPE/$metadata", json: false).status == 406)
        }
    }

    private static func sum(_ rows: [JSON], scale: Int) -> Amount {
        let units = rows.compactMap { $0["AmountInTransactionCurrency"]?.string.flatMap(Amount.init)?.units }.reduce(
            0,
            +
        )
        return Amount(units: units, scale: scale)
    }

    /// Read from `/Date(1795392000000)/`.
    private static func dueMilliseconds(_ row: JSON) -> Double {
        Double(row["NetDueDate"]?.string?.filter { $0.isNumber || $0 == "-" } ?? "") ?? .infinity
    }
}
