import AsyncHTTPClient
import FoundationEssentials

/// Places calls on the broker as the real platform would: asks who it is, gives up after 500 ms, keeps what it is told.
struct CallPlacer: Sendable {
    static let lookupTimeout: Duration = .milliseconds(500)

    let platform: GenesysFace
    let followUps: CallFollowUps
    let client: HTTPClient
    let broker: @Sendable () -> BrokerTarget?

    func place(_ call: PlacedCall) async throws(PlacingFailure) -> (externalID: String?, lookupTime: Duration) {
        guard let target = broker() else { throw .noBroker }
        guard followUps.hasRoom else { throw .busy }
        platform.begin(call)
        let start = ContinuousClock.now
        let identity = await lookUp(call, target)
        let lookupTime = ContinuousClock.now - start
        platform.identify(callID: call.callID, as: identity)
        followUps.add(call)
        return (identity?.externalID, lookupTime)
    }

    /// Nil for any failure: the platform does not care why it was left without an identity.
    private func lookUp(_ call: PlacedCall, _ target: BrokerTarget) async -> PlatformCustomer? {
        let answer = try? await client.post(
            call.lookup,
            to: "\(target.url)/api/v1/genesys/lookup",
            bearer: target.token,
            timeout: Self.lookupTimeout
        )
        guard let answer, answer.status == 200, let externalID = answer.body?["externalId"]?.string,
            !externalID.isEmpty,
            let body = answer.body
        else { return nil }
        return try? GenesysFace.customer(body, externalID: externalID)
    }
}
