extension AskedSystem {
    /// What proves who we are, for one that does not believe it: as it is configured, and what else may keep it out.
    var login: String {
        switch self {
        case .platform(let system): system.login
        case .crm(let system): system.login
        case .erp(let system): system.login
        }
    }
}

extension PlatformSystem {
    fileprivate var login: String {
        switch interface {
        case .guide(let guide):
            guard let token = guide.token else {
                return "it wants a token: name the file that holds it as client_secret_file"
            }
            return
                "compare the token in \(token.path) with what it takes; one that has expired is written into the same file anew"
        case .cloud(let cloud):
            return """
                compare client_id and \(cloud.clientSecret.path) with Admin > Integrations > OAuth, where the client \
                has the grant Client Credentials; \(cloud.place.words)
                """
        }
    }
}

extension CloudPlatform.Place {
    fileprivate var words: String {
        switch self {
        case .region(let domain): "a client is known in its own region only (here \(domain))"
        case .address: "a client is known in its own region only, to which base_url has to lead"
        }
    }
}

extension CRMSystem {
    fileprivate var login: String {
        switch interface {
        case .salesforce(let organisation): organisation.grant.login
        case .servicenow(let instance): instance.grant.login
        case .tryton(let login): login.trytonLogin
        }
    }
}

extension SalesforceSystem.Grant {
    fileprivate var login: String {
        switch self {
        case .clientCredentials(let secret):
            """
            compare auth.client_id and \(secret.path) with the connected app, which has the client credentials flow \
            enabled and a user to run as; base_url is the organisation's My Domain, not login.salesforce.com
            """
        case .jwtBearer(_, let key, let audience):
            """
            compare auth.client_id and auth.username; in the connected app, the certificate is the one of \(key.path), \
            and this user is pre-authorised (Permitted Users: "Admin approved users are pre-authorized", with a \
            profile or permission set of the user's); auth.audience is \
            \(audience ?? "https://login.salesforce.com, or https://test.salesforce.com for a sandbox"); this \
            machine's clock is right: an assertion lives two minutes
            """
        }
    }
}

extension ServiceNowSystem.Grant {
    fileprivate var login: String {
        switch self {
        case .basic(_, let password):
            """
            compare auth.user and \(password.path) with the user there, who is active, not locked out, and needs no \
            second factor
            """
        case .clientCredentials(_, let secret):
            """
            compare auth.client_id and \(secret.path) with System OAuth > Application Registry, where the application \
            has an OAuth application user; the instance allows the grant only with \
            glide.oauth.inbound.client.credential.grant_type.enabled
            """
        case .password(_, let secret, _, let password):
            """
            compare auth.client_id and \(secret.path) with System OAuth > Application Registry, and auth.user and \
            \(password.path) with the user there, who is active, not locked out, and needs no second factor
            """
        }
    }
}

extension ERPSystem {
    fileprivate var login: String {
        switch interface {
        case .sap(let system):
            """
            compare auth.user and \(system.login.password.path), and client (\(system.clientWords)): a user is one of \
            its client alone; after too many wrong passwords it is locked (SU01)
            """
        case .oracleFusion(let pod):
            """
            compare auth.user and \(pod.login.password.path) with the user there, whose password has not expired and \
            is the pod's own, not that of a single sign-on
            """
        case .netsuite(let account):
            """
            compare auth.account (here \(account.account)) with Setup > Company > Company Information, \
            auth.consumer_key and \(account.consumerSecret.path) with the integration, auth.token_id and \
            \(account.tokenSecret.path) with the access token; this machine's clock is right: a signature is refused \
            after five minutes; Setup > Users/Roles > View Login Audit Trail says which it is
            """
        case .tryton(let login): login.trytonLogin
        }
    }
}

extension SAPSystem {
    fileprivate var clientWords: String { client.map { "here \($0)" } ?? "none here: the system's default is asked" }
}

extension BasicLogin {
    fileprivate var trytonLogin: String {
        """
        compare auth.user and \(password.path) with the user of the database that base_url ends with; the user is \
        active, and needs no second factor
        """
    }
}
