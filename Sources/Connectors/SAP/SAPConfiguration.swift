package import Identity

/// Where an S/4HANA system is and under which paths its OData services are.
package struct SAPConfiguration: Sendable {
    /// The source's name in health, logs and standings.
    package var name = SourceName("sap")
    /// Such as `https://s4.example.com`.
    package var baseURL: String
    /// The business-partner service; on-premise hubs say `…_SRV`.
    package var businessPartnerPath = "/sap/opu/odata/sap/API_BUSINESS_PARTNER"
    /// The open-item cube; nil leaves balances unknown.
    package var openItemsPath: String? = "/sap/opu/odata/sap/API_OPLACCTGDOCITEMCUBE_SRV"
    /// Credit management; nil leaves credit holds unknown.
    package var creditPath: String? = "/sap/opu/odata/sap/API_CRDTMBUSINESSPARTNER"
    /// `sap-client`; nil is the system's default.
    package var client: String?
    /// In which region national numbers in its records are read.
    package var region = "US"
    /// The communication user.
    package var user: String
    /// Its password.
    package var password: Secret
    /// Time, size, and how many at once.
    package var limits = SourceLimits.erp

    /// A system with the usual paths.
    package init(baseURL: String, user: String, password: Secret, client: String? = nil) {
        self.baseURL = baseURL
        self.user = user
        self.password = password
        self.client = client
    }
}
