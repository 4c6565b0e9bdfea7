package import Identity

/// Where an Oracle Fusion pod is.
package struct OracleFusionConfiguration: Sendable {
    /// The source's name in health, logs and standings.
    package var name = SourceName("oracle-fusion")
    /// The pod, such as `https://acme.fa.em2.oraclecloud.com`.
    package var baseURL: String
    /// The resources of ERP, with their version.
    package var resourcesPath = "/fscmRestApi/resources/11.13.18.05"
    /// `REST-Framework-Version`, 1 to 4: children come as a list up to 2, as a collection from 3 on.
    package var frameworkVersion = 4
    /// The ledger's currency, in which an account's total is; nil takes that of its open items, where they have but one.
    package var currency: String?
    /// The integration user.
    package var user: String
    /// Its password.
    package var password: Secret
    /// Time, size, and how many at once.
    package var limits = SourceLimits.erp

    /// A pod with the usual paths.
    package init(baseURL: String, user: String, password: Secret) {
        self.baseURL = baseURL
        self.user = user
        self.password = password
    }
}
