import FoundationEssentials

/// One entity set of the stand-in ERP: where it lives, its keys, and its rows for one account.
struct SAPEntitySet: Sendable {
    let service: String
    let name: String
    let keys: [String]
    /// Navigation properties and the set that each leads to; to-many ones are shown as `results`.
    let navigation: [(name: String, set: String, isMany: Bool)]
    /// The rows that belong to one account at a moment (due dates move with it).
    let rows: @Sendable (Contact, People.ERPAccount, Date) -> [[JSON.Member]]

    /// The EDMX type's name: `A_CustomerType`, `CreditManagementAccountType`.
    var type: String { "\(service.hasSuffix("_SRV") ? String(service.dropLast(4)) : service).\(name)Type" }
}

extension SAPEntitySet {
    static let partnerService = "API_BUSINESS_PARTNER"
    static let itemService = "API_OPLACCTGDOCITEMCUBE_SRV"
    static let creditService = "API_CRDTMBUSINESSPARTNER"

    static let all: [SAPEntitySet] = [
        partners, customers, companies, addresses, phones, SAPOpenItems.set, creditAccounts,
    ]

    /// A blocked account cannot order; a closed one is marked for archiving.
    private static let partners = SAPEntitySet(
        service: partnerService,
        name: "A_BusinessPartner",
        keys: ["BusinessPartner"],
        navigation: [
            ("to_BusinessPartnerAddress", "A_BusinessPartnerAddress", true), ("to_Customer", "A_Customer", false),
        ]
    ) { contact, erp, _ in
        let isCompany = contact.account.kind == .business
        return [
            [
                JSON.Member("BusinessPartner", .string(erp.number)),
                JSON.Member("Customer", .string(erp.number)),
                JSON.Member("Supplier", ""),
                JSON.Member("BusinessPartnerCategory", isCompany ? "2" : "1"),
                JSON.Member("BusinessPartnerFullName", .string(contact.account.name)),
                JSON.Member("BusinessPartnerName", .string(contact.account.name)),
                JSON.Member("OrganizationBPName1", isCompany ? .string(contact.account.name) : ""),
                JSON.Member("BusinessPartnerIsBlocked", .bool(erp.status == .blocked)),
                JSON.Member("IsMarkedForArchiving", .bool(erp.status == .closed)),
            ]
        ]
    }

    private static let customers = SAPEntitySet(
        service: partnerService,
        name: "A_Customer",
        keys: ["Customer"],
        navigation: [("to_CustomerCompany", "A_CustomerCompany", true)]
    ) { contact, erp, _ in
        let block: JSON = erp.status == .blocked ? "01" : ""
        return [
            [
                JSON.Member("Customer", .string(erp.number)),
                JSON.Member("CustomerName", .string(contact.account.name)),
                JSON.Member("BillingIsBlockedForCustomer", ""),
                JSON.Member("DeliveryIsBlocked", block),
                JSON.Member("OrderIsBlockedForCustomer", block),
                JSON.Member("PostingIsBlocked", false),
                JSON.Member("DeletionIndicator", .bool(erp.status == .closed)),
            ]
        ]
    }

    private static let companies = SAPEntitySet(
        service: partnerService,
        name: "A_CustomerCompany",
        keys: ["Customer", "CompanyCode"],
        navigation: []
    ) { _, erp, _ in
        [
            [
                JSON.Member("Customer", .string(erp.number)),
                JSON.Member("CompanyCode", "1010"),
                JSON.Member("PaymentBlockingReason", ""),
                JSON.Member("PaymentTerms", "0001"),
                JSON.Member("DeletionIndicator", .bool(erp.status == .closed)),
            ]
        ]
    }

    private static let addresses = SAPEntitySet(
        service: partnerService,
        name: "A_BusinessPartnerAddress",
        keys: ["BusinessPartner", "AddressID"],
        navigation: []
    ) { contact, erp, _ in
        [
            [
                JSON.Member("BusinessPartner", .string(erp.number)),
                JSON.Member("AddressID", .string(addressID(contact))),
                JSON.Member("FullName", .string(contact.account.name)),
            ]
        ]
    }

    private static let phones = SAPEntitySet(
        service: partnerService,
        name: "A_AddressPhoneNumber",
        keys: ["AddressID", "Person", "OrdinalNumber"],
        navigation: []
    ) { contact, _, _ in
        contact.numbers.enumerated().map { index, number in
            [
                JSON.Member("AddressID", .string(addressID(contact))),
                JSON.Member("Person", ""),
                JSON.Member("OrdinalNumber", .string(String(index + 1))),
                JSON.Member("InternationalPhoneNumber", .string(number)),
                JSON.Member("PhoneNumber", .string(String(number.dropFirst()))),
                JSON.Member("PhoneNumberType", index == 0 ? "1" : "3"),
                JSON.Member("IsDefaultPhoneNumber", .bool(index == 0)),
            ]
        }
    }

    /// The credit hold of the people file: one row per account, `CreditAccountIsBlocked` says it.
    private static let creditAccounts = SAPEntitySet(
        service: creditService,
        name: "CreditManagementAccount",
        keys: ["BusinessPartner", "CreditSegment"],
        navigation: []
    ) { _, erp, _ in
        [
            [
                JSON.Member("BusinessPartner", .string(erp.number)),
                JSON.Member("CreditSegment", "1000"),
                JSON.Member("BusinessPartnerIsCritical", false),
                JSON.Member("CreditAccountIsBlocked", .bool(erp.creditHold)),
                JSON.Member("CreditAccountBlockReason", erp.creditHold ? "01" : ""),
                JSON.Member("CreditLimitIsZero", false),
                JSON.Member("CreditSegmentCurrency", .string(erp.currency)),
            ]
        ]
    }

    private static let firstAddress = 90_001

    private static func addressID(_ contact: Contact) -> String {
        let digits = String(firstAddress + contact.place)
        return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    }

    /// The place in the directory that an address number was made from.
    static func place(ofAddress id: String) -> Int? { Int(id).map { $0 - firstAddress } }
}
