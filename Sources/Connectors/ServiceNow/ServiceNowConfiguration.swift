package import Identity

/// Where a ServiceNow instance is and how its tables and fields are named.
package struct ServiceNowConfiguration: Sendable {
    /// The source's name in health, logs and identifications.
    package var name = SourceName("servicenow")
    /// What its external IDs begin with.
    package var prefix = "SN"
    /// Such as `https://acme.service-now.com`.
    package var baseURL: String
    /// How we prove who we are.
    package var grant: ServiceNowGrant
    /// People of companies.
    package var contacts = ServiceNowPeople.contacts
    /// People of their own; nil where the instance has none.
    package var consumers: ServiceNowPeople? = .consumers
    /// Cases of both; nil is not asked for.
    package var cases: String? = "sn_customerservice_case"
    /// Where finished calls are kept.
    package var interactions = "interaction"
    /// The field of an interaction that holds the call's key.
    package var callKey = "correlation_id"
    /// In which region national numbers in its records are read.
    package var region = "US"
    /// Time, size, and how many at once.
    package var limits = SourceLimits.crm

    /// An instance with the usual tables.
    package init(baseURL: String, grant: ServiceNowGrant) {
        self.baseURL = baseURL
        self.grant = grant
    }
}

/// How we prove to a ServiceNow instance who we are.
package enum ServiceNowGrant: Sendable {
    /// A user's name and password with each request.
    case basic(user: String, password: Secret)
    /// OAuth, as the application's own user.
    case clientCredentials(clientID: String, secret: Secret)
    /// OAuth, as a user, whose password goes to the token endpoint alone.
    case password(clientID: String, secret: Secret, user: String, password: Secret)
}

/// A table of people: a path such as `account.number` leads through a reference, nil is not asked for.
package struct ServiceNowPeople: Sendable, Hashable {
    /// The table.
    package var table: String
    /// The field of cases and interactions that points at it.
    package var reference: String
    /// What its people are where no field says it.
    package var usualKind: AccountKind
    /// What stands behind the prefix in external IDs.
    package var id = "sys_id"
    /// The person's name.
    package var name = "name"
    /// The person's e-mail.
    package var email: String? = "email"
    /// Every field that may hold a number.
    package var number: [String]
    /// The loyalty tier.
    package var tier: String? = "u_loyalty_tier"
    /// `personal` or `business`.
    package var kind: String?
    /// The account number in the ERP.
    package var erp: String?
    /// A date or a time, in UTC.
    package var lastContact: String? = "u_last_contact"
    /// How often the person was in touch.
    package var interactions: String? = "u_interaction_count"

    /// The people of companies, as customer service management has them.
    package static let contacts = ServiceNowPeople(
        table: "customer_contact",
        reference: "contact",
        usualKind: .business,
        number: ["phone", "mobile_phone", "home_phone"],
        erp: "account.u_erp_number"
    )

    /// The people of their own, as customer service management has them.
    package static let consumers = ServiceNowPeople(
        table: "csm_consumer",
        reference: "consumer",
        usualKind: .personal,
        number: ["mobile_phone", "business_phone", "home_phone"],
        erp: "u_erp_number"
    )
}
