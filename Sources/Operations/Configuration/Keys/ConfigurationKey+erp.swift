extension ConfigurationKey {
    private static let sap = [ERPSystem.Kind.sap.rawValue]
    private static let fusion = [ERPSystem.Kind.oracleFusion.rawValue]
    private static let netSuite = [ERPSystem.Kind.netsuite.rawValue]
    private static let servicePath = "a path that begins with /, of letters, digits, /, _, ., ~, ; and -"
    private static let columnName = "the name of a column, of letters, digits and _"

    static let erp: [Self] = [
        .init(
            "erp[].kind",
            .choice(ERPSystem.Kind.allCases.map(\.rawValue)),
            "Which ERP it is. This version asks one."
        ),
        .init(
            "erp[].prefix",
            .form("two to twelve capitals, and neither PHONE nor UNKNOWN"),
            usual: "ERP",
            "What its account numbers begin with as external IDs."
        ),
        .init("erp[].base_url", .url, "Where it is."),
        .init(
            "erp[].business_partner_path",
            .form(servicePath),
            usual: "/sap/opu/odata/sap/API_BUSINESS_PARTNER",
            "SAP: the business-partner service.",
            only: sap
        ),
        .init(
            "erp[].open_items_path",
            .form(servicePath),
            usual: "/sap/opu/odata/sap/API_OPLACCTGDOCITEMCUBE_SRV",
            "SAP: the open-item cube; null leaves balances unknown.",
            only: sap
        ),
        .init(
            "erp[].credit_path",
            .form(servicePath),
            usual: "/sap/opu/odata/sap/API_CRDTMBUSINESSPARTNER",
            "SAP: credit management; null leaves credit holds unknown.",
            only: sap
        ),
        .init("erp[].client", .form("three digits in quotes"), "SAP: the client; else the system's own.", only: sap),
        .init(
            "erp[].framework_version",
            .integer(1...4, usual: 4),
            "Oracle Fusion: the version of its REST framework.",
            only: fusion
        ),
        .init(
            "erp[].currency",
            .form("three capitals such as USD"),
            "Oracle Fusion: the ledger's currency; else that of an account's open items.",
            only: fusion
        ),
        .init(
            "erp[].fields.account",
            .form(columnName),
            usual: "entityid",
            "NetSuite: the column of the account number.",
            only: netSuite
        ),
        .init(
            "erp[].fields.number",
            .list(of: "names of columns"),
            usual: "[phone]",
            "NetSuite: the columns of phone numbers.",
            only: netSuite
        ),
        .init("erp[].max_concurrent", .integer(1...1_000, usual: 32), "More wait for their turn."),
        .init("erp[].timeouts.connect_ms", .integer(1...60_000, usual: 1_000), "For a connection."),
        .init(
            "erp[].timeouts.read_ms",
            .integer(1...120_000, usual: 10_000),
            "From a request to the last byte of its answer."
        ),
        .init(
            "erp[].auth.grant",
            .choice(["basic", "token-based"]),
            "How we prove who we are: basic, or token-based for NetSuite."
        ),
        .init("erp[].auth.user", .text, "SAP, Oracle Fusion, Tryton: the user that we are there."),
        .init("erp[].auth.password_file", .secret, "SAP, Oracle Fusion, Tryton: their password."),
        .init("erp[].auth.account", .form("an account's ID such as 1234567_SB1"), "NetSuite: the account."),
        .init("erp[].auth.consumer_key", .text, "NetSuite: the integration's key."),
        .init("erp[].auth.consumer_secret_file", .secret, "NetSuite: the integration's secret."),
        .init("erp[].auth.token_id", .text, "NetSuite: the token's ID."),
        .init("erp[].auth.token_secret_file", .secret, "NetSuite: the token's secret."),
    ]
}
