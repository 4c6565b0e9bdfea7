import Foundation
import Identity
import Testing

enum Samples {
    /// A call with something in every field: looked up by override, enriched, switched, synced, with a full life.
    static func fullCall() throws -> Call {
        let (john, business) = (try Guide.john(), try Guide.johnsBusiness())
        var call = Call(
            id: try #require(CallID("abc-123-def-456")),
            direction: .inbound,
            number: try number(Guide.johnsNumber),
            phoneHash: .sha256,
            at: nine,
            queueID: "queue-67890",
            userID: "user-12345",
            verifiedEmail: EmailAddress("john.doe@example.com"),
            callsBefore: 3
        )
        call.recall(try Guide.override(business), at: nine)
        call.answered(at: nine, took: .milliseconds(12))
        _ = call.enrich(
            with: Guide.people([john, business]),
            readAt: nine.addingTimeInterval(0.81),
            check: .notNeeded,
            policy: MatchingPolicy(),
            at: nine.addingTimeInterval(0.81),
            took: .milliseconds(812)
        )
        _ = call.enrich(
            with: standing,
            of: business.id,
            source: sap,
            at: nine.addingTimeInterval(1.2),
            took: .seconds(1)
        )
        _ = call.switch(
            to: john,
            source: salesforce,
            actor: agent,
            reason: "calls for himself, not the company",
            at: nine.addingTimeInterval(30),
            remembering: try Guide.override(john),
            before: try Guide.override(business)
        )
        call.erpFailed(.unavailable(status: 503, retryAfter: .seconds(2)), source: sap, retryAt: nine, at: nine)
        call.syncFailed(.rateLimited(retryAfter: nil), retryAt: nine.addingTimeInterval(31.5))
        for (second, kind) in CallEvent.Kind.allCases.enumerated() {
            let metrics = LegMetrics(talk: .seconds(60), held: .zero, afterCall: nil, dialing: nil, contacting: nil)
            let at = nine.addingTimeInterval(Double(second) + 0.120)
            _ = call.record(CallEvent(kind: kind, at: at, userID: "u", queueID: "q", legID: "l", metrics: metrics))
        }
        _ = try call.merge(["note": "sends a new router", "topic": "router"], by: DataTable())
        call.attributesWritten(["topic": "router"])
        call.summaryWritten(to: salesforce, at: nine.addingTimeInterval(200))
        return call
    }

    static let standing = AccountStanding(
        status: .creditHold,
        balanceDue: Money(amount: 18_250, currency: "USD"),
        overdue: Money(amount: Decimal(string: "9100.10") ?? 0, currency: "USD"),
        creditHold: true,
        source: sap
    )
}
