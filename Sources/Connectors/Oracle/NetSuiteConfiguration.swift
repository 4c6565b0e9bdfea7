import FoundationEssentials
package import Identity

/// Where a NetSuite account is, and the token that we have for it.
package struct NetSuiteConfiguration: Sendable {
    /// The source's name in health, logs and standings.
    package var name = SourceName("netsuite")
    /// Such as `https://1234567-sb1.suitetalk.api.netsuite.com`.
    package var baseURL: String
    /// The account's ID as tokens have it, such as `1234567_SB1`.
    package var account: String
    /// What proves who we are.
    package var token: NetSuiteToken
    /// The column that holds the account number which CRMs know.
    package var accountField = "entityid"
    /// The columns that hold phone numbers.
    package var numberFields = ["phone"]
    /// In which region national numbers in its records are read.
    package var region = "US"
    /// Time, size, and how many at once; few, since the account's users share what it allows.
    package var limits = SourceLimits.erp

    /// An account with the usual columns.
    package init(baseURL: String, account: String, token: NetSuiteToken) {
        self.baseURL = baseURL
        self.account = account
        self.token = token
    }
}

/// A token of NetSuite's token-based authentication: an integration's key and secret, and a user's.
package struct NetSuiteToken: Sendable, Hashable {
    let consumerKey: String
    let consumerSecret: Secret
    let tokenID: String
    let tokenSecret: Secret

    /// As the integration record and the access token's page show them once.
    package init(consumerKey: String, consumerSecret: Secret, tokenID: String, tokenSecret: Secret) {
        self.consumerKey = consumerKey
        self.consumerSecret = consumerSecret
        self.tokenID = tokenID
        self.tokenSecret = tokenSecret
    }
}
