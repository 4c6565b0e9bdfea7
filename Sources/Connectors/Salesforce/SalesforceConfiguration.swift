package import Identity

/// Where a Salesforce organisation is and how its fields are named.
package struct SalesforceConfiguration: Sendable {
    /// The source's name in health, logs and identifications.
    package var name = SourceName("salesforce")
    /// What its external IDs begin with.
    package var prefix = "CRM"
    /// My Domain, such as `https://acme.my.salesforce.com`.
    package var baseURL: String
    /// REST version, such as `62.0`.
    package var apiVersion = "62.0"
    /// The connected app's key.
    package var clientID: String
    /// How it proves itself.
    package var grant: SalesforceGrant
    /// Which field holds what.
    package var fields = SalesforceFields()
    /// In which region national numbers in its records are read.
    package var region = "US"
    /// Time, size, and how many at once.
    package var limits = SourceLimits.crm

    /// An organisation with the usual fields.
    package init(baseURL: String, clientID: String, grant: SalesforceGrant) {
        self.baseURL = baseURL
        self.clientID = clientID
        self.grant = grant
    }

    /// One that is entered with the connected app's secret.
    package init(baseURL: String, clientID: String, clientSecret: Secret) {
        self.init(baseURL: baseURL, clientID: clientID, grant: .clientCredentials(clientSecret))
    }
}

/// How a session with a Salesforce organisation is asked for.
package enum SalesforceGrant: Sendable {
    /// With the connected app's secret, as the app's run-as user.
    case clientCredentials(Secret)
    /// With a signed assertion that is for `audience`, as a user who has approved the app.
    case jwtBearer(username: String, key: SigningKey, audience: String)

    /// Who reads the assertions of an organisation: Salesforce's login host, or that of its sandboxes.
    package static func audience(of baseURL: String) -> String {
        let isSandbox = Origin(baseURL)?.host.hasSuffix(".sandbox.my.salesforce.com") ?? false
        return "https://\(isSandbox ? "test" : "login").salesforce.com"
    }
}

/// Which field of a contact holds what: `Account.ERP_Number__c` leads through a parent, nil is not asked for.
package struct SalesforceFields: Sendable {
    /// The object that people are.
    package var object = "Contact"
    /// What stands behind the prefix in external IDs.
    package var id = "Id"
    /// The person's name.
    package var name = "Name"
    /// The person's e-mail.
    package var email: String? = "Email"
    /// Every field that may hold a number.
    package var number = ["Phone", "MobilePhone", "HomePhone", "OtherPhone"]
    /// The loyalty tier.
    package var tier: String? = "Loyalty_Tier__c"
    /// `personal` or `business`.
    package var kind: String? = "Contact_Kind__c"
    /// The account number in the ERP.
    package var erp: String? = "Account.ERP_Number__c"
    /// A date or a time.
    package var lastContact: String? = "LastActivityDate"
    /// How often the person was in touch.
    package var interactions: String? = "Interaction_Count__c"
    /// The child relationship with cases.
    package var cases: String? = "Cases"

    /// The usual fields.
    package init() {}
}
