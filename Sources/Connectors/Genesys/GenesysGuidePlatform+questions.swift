package import Broker
import FoundationEssentials
import Identity

extension GenesysGuidePlatform {
    /// Customers, conversations and interactions.
    package var questions: [SourceQuestion] {
        guard let nothing = Nothing.call else { return [] }
        return [
            question("customers", "read a customer") { () throws(SourceFailure) in
                _ = try await self.customer(with: .unknown(nothing))
            },
            question("conversations", "read a conversation") { () throws(SourceFailure) in
                // One that is not there is a 404 as well: that there are customers tells whether all of it is elsewhere.
                _ = try await self.customer(with: .unknown(nothing))
                _ = try await self.customer(of: nothing)
            },
            question("interactions", "read past calls") { () throws(SourceFailure) in
                _ = try await self.interactions(since: self.now().addingTimeInterval(-60), after: nil)
            },
        ]
    }

    private func question(_ path: String, _ purpose: String, _ ask: @escaping SourceQuestion.Ask) -> SourceQuestion {
        SourceQuestion(
            path,
            to: purpose,
            needs: permissions,
            mend: "compare base_url: /api/v2/\(path) has to be below it",
            ask
        )
    }
}
