/// An ERP.
package struct ERPSystem: Hashable, Sendable {
    /// Which vendor's interface it has.
    package enum Kind: String, Sendable, CaseIterable {
        case sap
        case oracleFusion = "oracle-fusion"
        case netsuite
        case tryton
    }

    /// What that interface needs to be told.
    package enum Interface: Hashable, Sendable {
        case sap(SAPSystem)
        case oracleFusion(OracleFusionSystem)
        case netsuite(NetSuiteSystem)
        case tryton(BasicLogin)
    }

    /// What its account numbers begin with where they stand as external IDs.
    package var prefix = "ERP"
    /// Such as `https://s4.example.com`.
    package var baseURL: String
    /// What that interface needs to be told.
    package var interface: Interface
    /// Time and number of requests.
    package var limits = SystemLimits(connect: .seconds(1), read: .seconds(10), concurrent: 32)

    /// Which vendor's interface it has.
    package var kind: Kind {
        switch interface {
        case .sap: .sap
        case .oracleFusion: .oracleFusion
        case .netsuite: .netsuite
        case .tryton: .tryton
        }
    }
}

/// A user and the file of their password.
package struct BasicLogin: Hashable, Sendable {
    /// What we are called there.
    package var user: String
    /// What proves it.
    package var password: SecretFile
}

/// A system of SAP S/4HANA.
package struct SAPSystem: Hashable, Sendable {
    /// Where the business-partner service is.
    package var businessPartnerPath = "/sap/opu/odata/sap/API_BUSINESS_PARTNER"
    /// Where the open-item cube is; nil leaves balances unknown.
    package var openItemsPath: String? = "/sap/opu/odata/sap/API_OPLACCTGDOCITEMCUBE_SRV"
    /// Where credit management is; nil leaves credit holds unknown.
    package var creditPath: String? = "/sap/opu/odata/sap/API_CRDTMBUSINESSPARTNER"
    /// Three digits; nil is the system's default.
    package var client: String?
    /// The communication user.
    package var login: BasicLogin
}

/// A pod of Oracle Fusion.
package struct OracleFusionSystem: Hashable, Sendable {
    /// The REST framework's, 1 to 4.
    package var frameworkVersion = 4
    /// The ledger's currency; nil takes that of an account's open items.
    package var currency: String?
    /// The integration user.
    package var login: BasicLogin
}

/// A NetSuite account, with a token of token-based authentication.
package struct NetSuiteSystem: Hashable, Sendable {
    /// The account's ID, such as `1234567_SB1`.
    package var account: String
    /// The integration's key.
    package var consumerKey: String
    /// The integration's secret.
    package var consumerSecret: SecretFile
    /// The token's ID.
    package var tokenID: String
    /// The token's secret.
    package var tokenSecret: SecretFile
    /// The column that holds the account number.
    package var accountField = "entityid"
    /// The columns that hold phone numbers.
    package var numberFields = ["phone"]
}
