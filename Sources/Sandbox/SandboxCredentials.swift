/// What the stand-in systems accept, for whoever configures connectors against them.
///
/// Not secrets: they guard made-up data.
package enum SandboxCredentials {
    /// OAuth client of the stand-in Salesforce (client credentials, as Basic or in the body).
    package static let salesforceClientID = "ringside-sandbox"
    package static let salesforceClientSecret = "sandbox-client-secret"
    /// Who has approved the client, for the JWT bearer grant; any RSA key signs.
    package static let salesforceUsername = "integration@ringside.example"
    /// OAuth client and user of the stand-in ServiceNow, which lies at the origin's root; the user may come as Basic, too.
    package static let serviceNowClientID = "ringside-sandbox"
    package static let serviceNowClientSecret = "sandbox-client-secret"
    package static let serviceNowUser = "ringside"
    package static let serviceNowPassword = "sandbox-password"
    /// `sys_id` of the person that the people file has under an ID.
    package static func serviceNowKey(of id: String) -> String { ServiceNowKey.key(of: id, in: .person) }
    /// Basic user of the stand-in Oracle Fusion, which lies at the origin's root.
    package static let fusionUser = "RINGSIDE"
    package static let fusionPassword = "sandbox-password"
    /// Account and token of the stand-in NetSuite, which lies at the origin's root.
    package static let netSuiteAccount = "1234567_SB1"
    package static let netSuiteConsumerKey = "sandbox-consumer-key"
    package static let netSuiteConsumerSecret = "sandbox-consumer-secret"
    package static let netSuiteTokenID = "sandbox-token-id"
    package static let netSuiteTokenSecret = "sandbox-token-secret"
    /// User of the stand-in Tryton.
    package static let trytonUser = "ringside"
    package static let trytonPassword = "sandbox-password"
    /// Where the stand-in Tryton's databases begin on the sandbox's origin: one for the CRM, one for the ERP.
    package static let trytonCRMPath = "/tryton/crm"
    package static let trytonERPPath = "/tryton/erp"
    /// Basic user of the stand-in SAP; `sap-client` is 100.
    package static let sapUser = "RINGSIDE"
    package static let sapPassword = "sandbox-password"
    package static let sapClient = "100"
    /// OAuth client of the stand-in Genesys Cloud (client credentials, as Basic).
    package static let genesysClientID = "ringside-sandbox"
    package static let genesysClientSecret = "sandbox-client-secret"
    /// Where the stand-in Genesys Cloud begins on the sandbox's origin: `/oauth/token` and `/api/v2` lie below it.
    package static let genesysPath = "/genesys"
    /// Where the stand-in Salesforce begins on the sandbox's origin; the token endpoint lies below it.
    package static let salesforcePath = "/salesforce"
    /// Where the stand-in SAP's OData services begin on the sandbox's origin.
    package static let sapPath = "/sap/opu/odata/sap"
}
