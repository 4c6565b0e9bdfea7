extension ConnectedSystems {
    /// Why secrets can't be used: all of them, in the order of the configuration; `isKey` knows keys that we can sign with.
    package func secretRefusals(environment: [String: String], isKey: (String) -> Bool) -> [Refusal] {
        let files = platform.secrets + crms.flatMap(\.secrets) + (erp?.secrets ?? [])
        return files.compactMap { $0.refusal(environment, isKey) }
    }
}

extension SecretFile {
    /// What is in it can't sign.
    package var noKey: Refusal {
        Refusal(
            place: namedAt,
            problem: "\(path): is no RSA key of 2048 bits or more in PEM without a passphrase",
            mend: "make one with `openssl genrsa -out FILE 2048` and upload its certificate to the connected app"
        )
    }
}

/// A file of the configuration, and whether it holds a secret of one line or a key of many.
private struct NamedSecret: Sendable {
    let file: SecretFile
    var isKey = false

    func refusal(_ environment: [String: String], _ canSign: (String) -> Bool) -> Refusal? {
        do throws(Refusal) {
            guard isKey else {
                _ = try file.read(environment: environment)
                return nil
            }
            return canSign(try file.readText(environment: environment).text) ? nil : file.noKey
        } catch {
            return error
        }
    }
}

extension PlatformSystem {
    fileprivate var secrets: [NamedSecret] {
        switch interface {
        case .guide(let guide): guide.token.map { [NamedSecret(file: $0)] } ?? []
        case .cloud(let cloud): [NamedSecret(file: cloud.clientSecret)]
        }
    }
}

extension CRMSystem {
    fileprivate var secrets: [NamedSecret] {
        switch interface {
        case .salesforce(let organisation):
            switch organisation.grant {
            case .clientCredentials(let secret): [NamedSecret(file: secret)]
            case .jwtBearer(_, let key, _): [NamedSecret(file: key, isKey: true)]
            }
        case .servicenow(let instance):
            switch instance.grant {
            case .basic(_, let password): [NamedSecret(file: password)]
            case .clientCredentials(_, let secret): [NamedSecret(file: secret)]
            case .password(_, let secret, _, let password): [secret, password].map { NamedSecret(file: $0) }
            }
        case .tryton(let login): [NamedSecret(file: login.password)]
        }
    }
}

extension ERPSystem {
    fileprivate var secrets: [NamedSecret] {
        switch interface {
        case .sap(let system): [NamedSecret(file: system.login.password)]
        case .oracleFusion(let pod): [NamedSecret(file: pod.login.password)]
        case .netsuite(let account):
            [account.consumerSecret, account.tokenSecret].map { NamedSecret(file: $0) }
        case .tryton(let login): [NamedSecret(file: login.password)]
        }
    }
}
