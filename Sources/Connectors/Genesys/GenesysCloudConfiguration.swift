package import Identity

/// Where an organisation of Genesys Cloud is, and as whom it is asked: an OAuth client of the client-credentials grant.
package struct GenesysCloudConfiguration: Sendable {
    /// The source's name in health and logs.
    package var name = SourceName("genesys")
    /// Where `/api/v2` begins, such as `https://api.mypurecloud.ie`.
    package var apiURL: String
    /// Where `/oauth/token` is, such as `https://login.mypurecloud.ie`.
    package var loginURL: String
    /// The OAuth client.
    package var clientID: String
    /// What proves it.
    package var clientSecret: Secret
    /// The name of the external source that holds our IDs.
    package var externalSource = "CRM"
    /// Time, size, how many at once, and how many a minute.
    package var limits = SourceLimits.platform
    /// Before each question whether an accepted association holds: the platform promises no time.
    var readBackPauses: [Duration] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2)]

    /// Conversations that are read from the analytics at once; the platform gives 100 at most.
    var rowsOfAPage = 100

    /// An organisation in a region, such as `mypurecloud.ie` or `usw2.pure.cloud`.
    package init(region: String, clientID: String, clientSecret: Secret) {
        (apiURL, loginURL) = ("https://api.\(region)", "https://login.\(region)")
        (self.clientID, self.clientSecret) = (clientID, clientSecret)
    }

    /// An organisation behind one address of its own: a gateway, or a stand-in.
    package init(baseURL: String, clientID: String, clientSecret: Secret) {
        (apiURL, loginURL) = (base(baseURL), base(baseURL))
        (self.clientID, self.clientSecret) = (clientID, clientSecret)
    }
}
