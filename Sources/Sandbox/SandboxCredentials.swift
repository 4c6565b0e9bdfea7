/// What the stand-in systems accept, for whoever configures connectors against them.
///
/// Not secrets: they guard made-up data.
package enum SandboxCredentials {
    /// OAuth client of the stand-in Salesforce (client credentials, as Basic or in the body).
    package static let salesforceClientID = "ringside-sandbox"
    package static let salesforceClientSecret = "sandbox-client-secret"
    /// OAuth client and user of the stand-in ServiceNow, which lies at the origin's root; the user may come as Basic, too.
    package static let serviceNowClientID = "ringside-sandbox"
    package static let serviceNowClientSecret = "sandbox-client-secret"
    package static let serviceNowUser = "ringside"
    package static let serviceNowPassword = "sandbox-password"
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
