package import Broker
import Identity

extension OracleFusionERP {
    /// Both resources of receivables.
    package var questions: [SourceQuestion] {
        guard let nothing = Nothing.account else { return [] }
        return [
            question("receivablesCustomerAccountActivities", "read what an account owes") { () throws(SourceFailure) in
                _ = try await self.total(nothing)
            },
            question("receivablesCustomerAccountSiteActivities", "read open instalments") { () throws(SourceFailure) in
                _ = try await self.instalments(nothing)
            },
        ]
    }

    private func question(
        _ resource: String,
        _ purpose: String,
        _ ask: @escaping SourceQuestion.Ask
    ) -> SourceQuestion {
        SourceQuestion(
            resource,
            to: purpose,
            needs: "a role with the privilege to read \(resource) by REST",
            mend: "compare base_url with the pod's own, and framework_version: this pod may have no \(resource)",
            ask
        )
    }
}
