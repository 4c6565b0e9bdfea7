/// A CRM.
package struct CRMSystem: Hashable, Sendable {
    /// Which vendor's interface it has.
    package enum Kind: String, Sendable, CaseIterable {
        case salesforce
        case servicenow
        case tryton
    }

    /// What that interface needs to be told.
    package enum Interface: Hashable, Sendable {
        case salesforce(SalesforceSystem)
        case servicenow(ServiceNowSystem)
        case tryton(BasicLogin)
    }

    /// Which field of a person holds what; nil is not asked for.
    package struct Fields: Hashable, Sendable {
        /// What stands behind the prefix in external IDs.
        package var id: String
        /// The person's name.
        package var name: String
        /// The person's e-mail.
        package var email: String?
        /// Every field that may hold a number.
        package var number: [String]
        /// The loyalty tier.
        package var tier: String?
        /// `personal` or `business`.
        package var kind: String?
        /// The account number in the ERP.
        package var erp: String?
        /// A date or a time.
        package var lastContact: String?
        /// How often the person was in touch.
        package var interactions: String?
    }

    /// What its external IDs begin with: two to twelve capitals.
    package var prefix = "CRM"
    /// Such as `https://acme.my.salesforce.com`.
    package var baseURL: String
    /// What that interface needs to be told.
    package var interface: Interface
    /// Time and number of requests.
    package var limits = SystemLimits(connect: .seconds(1), read: .seconds(3), concurrent: 32)

    /// Which vendor's interface it has.
    package var kind: Kind {
        switch interface {
        case .salesforce: .salesforce
        case .servicenow: .servicenow
        case .tryton: .tryton
        }
    }
}

/// A Salesforce organisation.
package struct SalesforceSystem: Hashable, Sendable {
    /// How a session is asked for.
    package enum Grant: Hashable, Sendable {
        case clientCredentials(secret: SecretFile)
        /// `audience` is whom the assertion is for; nil is Salesforce's own login host.
        case jwtBearer(username: String, key: SecretFile, audience: String?)
    }

    /// Such as `62.0`.
    package var apiVersion = "62.0"
    /// What we are called there.
    package var clientID: String
    /// How a session is asked for.
    package var grant: Grant
    /// The object that people are.
    package var object = "Contact"
    /// Its child relationship with cases; nil is not asked for.
    package var cases: String? = "Cases"
    /// Which field holds what.
    package var fields = Self.usualFields

    /// No organisation counts interactions in a field of Salesforce's own.
    static let usualFields = CRMSystem.Fields(
        id: "Id",
        name: "Name",
        email: "Email",
        number: ["Phone", "MobilePhone", "HomePhone", "OtherPhone"],
        tier: "Loyalty_Tier__c",
        kind: "Contact_Kind__c",
        erp: "Account.ERP_Number__c",
        lastContact: "LastActivityDate"
    )
}

/// A ServiceNow instance.
package struct ServiceNowSystem: Hashable, Sendable {
    /// How we prove who we are.
    package enum Grant: Hashable, Sendable {
        case basic(user: String, password: SecretFile)
        case clientCredentials(clientID: String, secret: SecretFile)
        case password(clientID: String, secret: SecretFile, user: String, password: SecretFile)
    }

    /// Which tables are asked; nil is not.
    package struct Tables: Hashable, Sendable {
        /// People of companies.
        package var contacts = "customer_contact"
        /// People of their own.
        package var consumers: String? = "csm_consumer"
        /// Cases of both.
        package var cases: String? = "sn_customerservice_case"
        /// Where finished calls are kept.
        package var interactions = "interaction"
    }

    /// How we prove who we are.
    package var grant: Grant
    /// Which tables are asked.
    package var tables = Tables()
    /// Which field of a contact holds what.
    package var contacts = Self.usualContacts
    /// Which field of a consumer holds what.
    package var consumers = Self.usualConsumers
    /// The field of an interaction that holds the call's key.
    package var callKey = "correlation_id"

    static let usualContacts = CRMSystem.Fields(
        id: "sys_id",
        name: "name",
        email: "email",
        number: ["phone", "mobile_phone", "home_phone"],
        tier: "u_loyalty_tier",
        kind: nil,
        erp: "account.u_erp_number",
        lastContact: "u_last_contact",
        interactions: "u_interaction_count"
    )

    static let usualConsumers = CRMSystem.Fields(
        id: "sys_id",
        name: "name",
        email: "email",
        number: ["mobile_phone", "business_phone", "home_phone"],
        tier: "u_loyalty_tier",
        kind: nil,
        erp: "u_erp_number",
        lastContact: "u_last_contact",
        interactions: "u_interaction_count"
    )
}
