extension ConfigurationKey {
    private static let cloud = [PlatformSystem.Kind.genesysCloud.rawValue]
    private static let salesforce = [CRMSystem.Kind.salesforce.rawValue]
    private static let serviceNow = [CRMSystem.Kind.servicenow.rawValue]

    static let platform: [Self] = [
        .init(
            "platform.kind",
            .choice(PlatformSystem.Kind.allCases.map(\.rawValue)),
            usual: "genesys-guide",
            "Which interface the contact centre has."
        ),
        .init("platform.base_url", .url, "Where it is; for Genesys Cloud only where a gateway stands before it."),
        .init("platform.client_id", .text, "The OAuth client that we are there."),
        .init(
            "platform.client_secret_file",
            .secret,
            "What proves it; with the guide's interface a token that is sent as it is."
        ),
        .init(
            "platform.region",
            .form("the domain of a region such as mypurecloud.ie or usw2.pure.cloud"),
            "The organisation's region."
        ),
        .init(
            "platform.external_source",
            .text,
            usual: "CRM",
            "The name of the external source that holds our IDs.",
            only: cloud
        ),
        .init(
            "platform.requests_per_minute",
            .integer(1...100_000, usual: 300),
            "The platform's rate limit, which is never exceeded."
        ),
    ]

    static let crm: [Self] = [
        .init(
            "crm[].kind",
            .choice(CRMSystem.Kind.allCases.map(\.rawValue)),
            "Which CRM it is. The first of the list is asked by number."
        ),
        .init(
            "crm[].prefix",
            .form("two to twelve capitals, and neither PHONE nor UNKNOWN"),
            usual: "CRM",
            "What its external IDs begin with; each system has its own."
        ),
        .init("crm[].base_url", .url, "Where it is."),
        .init(
            "crm[].api_version",
            .form("a version such as 62.0"),
            usual: "\"62.0\"",
            "Salesforce: the version of its interface.",
            only: salesforce
        ),
        .init(
            "crm[].call_field",
            .form(fieldName),
            usual: "correlation_id",
            "ServiceNow: the field of an interaction that holds the call's key.",
            only: serviceNow
        ),
        .init("crm[].max_concurrent", .integer(1...1_000, usual: 32), "More wait for their turn."),
        .init("crm[].timeouts.connect_ms", .integer(1...60_000, usual: 1_000), "For a connection."),
        .init(
            "crm[].timeouts.read_ms",
            .integer(1...120_000, usual: 3_000),
            "From a request to the last byte of its answer."
        ),
    ]

    static let crmLogin: [Self] = [
        .init(
            "crm[].auth.grant",
            .choice(["client-credentials", "jwt-bearer", "password", "basic"]),
            """
            How a session is asked for. Salesforce: client-credentials (usual) or jwt-bearer; ServiceNow: \
            client-credentials (usual), password or basic; Tryton: basic.
            """
        ),
        .init("crm[].auth.client_id", .text, "The OAuth client that we are there."),
        .init("crm[].auth.client_secret_file", .secret, "What proves it."),
        .init("crm[].auth.username", .text, "Salesforce, jwt-bearer: whom we act as."),
        .init("crm[].auth.key_file", .secret, "Salesforce, jwt-bearer: the RSA key, PEM."),
        .init(
            "crm[].auth.audience",
            .url,
            "Salesforce, jwt-bearer: whom the assertion is for; else its login host."
        ),
        .init("crm[].auth.user", .text, "ServiceNow and Tryton: the user that we are there."),
        .init("crm[].auth.password_file", .secret, "ServiceNow and Tryton: their password."),
    ]

    private static let fieldName = "the name of a field, of letters, digits, _ and ."
    private static let plainName = "a name of letters, digits and _"

    static let crmFields: [Self] =
        people("fields", "a person (ServiceNow: of a contact)")
        + [
            .init(
                "crm[].fields.object",
                .form(plainName),
                usual: "Contact",
                "Salesforce: the object that people are.",
                only: salesforce
            ),
            .init(
                "crm[].fields.cases",
                .form(plainName),
                usual: "Cases",
                "Salesforce: its child relationship with cases; null is not asked for.",
                only: salesforce
            ),
        ]
        + people("consumer_fields", "a ServiceNow consumer")
        + [
            .init(
                "crm[].tables.contacts",
                .form(fieldName),
                usual: "customer_contact",
                "ServiceNow: people of companies.",
                only: serviceNow
            ),
            .init(
                "crm[].tables.consumers",
                .form(fieldName),
                usual: "csm_consumer",
                "ServiceNow: people of their own; null is not asked.",
                only: serviceNow
            ),
            .init(
                "crm[].tables.cases",
                .form(fieldName),
                usual: "sn_customerservice_case",
                "ServiceNow: cases of both; null is not asked.",
                only: serviceNow
            ),
            .init(
                "crm[].tables.interactions",
                .form(fieldName),
                usual: "interaction",
                "ServiceNow: where finished calls are kept.",
                only: serviceNow
            ),
        ]

    private static func people(_ section: String, _ whose: String) -> [Self] {
        let path = "crm[].\(section)"
        return [
            .init("\(path).id", .form(fieldName), "The field of \(whose) that stands behind the prefix."),
            .init("\(path).name", .form(fieldName), "The name of \(whose)."),
            .init("\(path).email", .form(fieldName), "The e-mail of \(whose); null is not asked for."),
            .init("\(path).number", .list(of: "names of fields"), "Every field of \(whose) that may hold a number."),
            .init("\(path).tier", .form(fieldName), "The loyalty tier of \(whose); null is not asked for."),
            .init("\(path).kind", .form(fieldName), "Whether \(whose) is personal or business; null is not asked for."),
            .init("\(path).erp", .form(fieldName), "The ERP account number of \(whose); null is not asked for."),
            .init("\(path).last_contact", .form(fieldName), "When \(whose) was last in touch; null is not asked for."),
            .init(
                "\(path).interactions",
                .form(fieldName),
                "How often \(whose) was in touch; null is not asked for."
            ),
        ]
    }
}
