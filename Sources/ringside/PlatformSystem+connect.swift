import Broker
import Connectors
import Logging
import Operations

extension PlatformSystem {
    /// Its connector; throws where a secret can't be read.
    func connect(
        _ parts: ConnectorParts,
        logger: Logger
    ) throws(Refusal) -> any Platform & InteractionReading {
        switch interface {
        case .guide(let guide):
            let token = try guide.token.map { file throws(Refusal) in try file.read(environment: parts.environment) }
            var configuration = GenesysConfiguration(
                baseURL: guide.baseURL,
                token: token.map { Connectors.Secret($0.text) }
            )
            configuration.limits.requestsPerMinute = requestsPerMinute
            return GenesysGuidePlatform(configuration, parts.sources)
        case .cloud(let cloud):
            var configuration = try cloud.configuration(parts.environment)
            configuration.limits.requestsPerMinute = requestsPerMinute
            return GenesysCloudPlatform(configuration, parts.sources, logger: logger)
        }
    }
}

extension CloudPlatform {
    fileprivate func configuration(_ environment: [String: String]) throws(Refusal) -> GenesysCloudConfiguration {
        let secret = Connectors.Secret(try clientSecret.read(environment: environment).text)
        var configuration =
            switch place {
            case .region(let domain):
                GenesysCloudConfiguration(region: domain, clientID: clientID, clientSecret: secret)
            case .address(let url):
                GenesysCloudConfiguration(baseURL: url, clientID: clientID, clientSecret: secret)
            }
        configuration.externalSource = externalSource
        return configuration
    }
}
