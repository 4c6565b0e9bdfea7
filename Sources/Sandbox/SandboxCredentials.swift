/// What the stand-in systems accept, for whoever configures connectors against them.
///
/// Not secrets: they guard made-up data.
package enum SandboxCredentials {
    /// OAuth client of the stand-in Salesforce (client credentials, as Basic or in the body).
    package static let salesforceClientID = "ringside-sandbox"
    package static let salesforceClientSecret = "sandbox-client-secret"
    /// Basic user of the stand-in SAP; `sap-client` is 100.
    package static let sapUser = "RINGSIDE"
    package static let sapPassword = "sandbox-password"
    package static let sapClient = "100"
    /// Where the stand-in Salesforce begins on the sandbox's origin; the token endpoint lies below it.
    package static let salesforcePath = "/salesforce"
    /// Where the stand-in SAP's OData services begin on the sandbox's origin.
    package static let sapPath = "/sap/opu/odata/sap"
}
