import Broker
import NIOHTTP1

extension SourceQuota {
    /// `Sforce-Limit-Info: api-usage=18/5000`, where an answer has it; an app's own share of it stands in the same header.
    init?(salesforce answer: WireAnswer) {
        let texts = answer.headers[canonicalForm: "Sforce-Limit-Info"].flatMap { $0.split { ";, ".contains($0) } }
        guard let usage = texts.first(where: { $0.hasPrefix("api-usage=") })?.dropFirst("api-usage=".count) else {
            return nil
        }
        let numbers = usage.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let used = numbers[0], let limit = numbers[1], used >= 0, limit > 0 else {
            return nil
        }
        self.init(used: used, limit: limit)
    }
}
