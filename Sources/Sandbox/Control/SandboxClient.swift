package import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// The control routes as a typed client: scripts and the walkthrough make things happen through it.
package struct SandboxClient: Sendable {
    /// A call that the stand-in platform placed.
    package struct Placed: Sendable {
        /// The platform's key.
        package let callID: String
        /// Who the broker said it is; nil where it did not answer in time.
        package let externalID: String?
        /// From the platform's question to its answer, in milliseconds.
        package let lookupMilliseconds: Int
    }

    /// The sandbox refused, in its words.
    package struct Refusal: Error, CustomStringConvertible {
        /// A sentence.
        package let description: String
    }

    private let origin: String
    private let client: HTTPClient

    /// A client of the sandbox at an origin such as `http://127.0.0.1:8090`.
    package init(origin: String, client: HTTPClient) {
        self.origin = origin
        self.client = client
    }

    /// Places a call as the real platform would.
    ///
    /// `number` is the customer's, whoever dials; without a `callID` the platform names the call.
    package func place(
        number: String,
        callID: String? = nil,
        isOutbound: Bool = false,
        userID: String? = nil,
        queueID: String? = nil,
        answerAfterMilliseconds: Int? = nil,
        endAfterMilliseconds: Int? = nil
    ) async throws(Refusal) -> Placed {
        var members = [
            JSON.Member("number", .string(number)), JSON.Member("direction", isOutbound ? "outbound" : "inbound"),
        ]
        let texts = [("callId", callID), ("userId", userID), ("queueId", queueID)]
        let numbers = [("answerAfterMs", answerAfterMilliseconds), ("endAfterMs", endAfterMilliseconds)]
        members += texts.compactMap { name, text in text.map { JSON.Member(name, .string($0)) } }
        members += numbers.compactMap { name, number in number.map { JSON.Member(name, .integer($0)) } }
        let answer = try await send("POST", "/_sandbox/calls", .object(members))
        guard let callID = answer["callId"]?.string, let took = answer["lookupMs"]?.integer else {
            throw Refusal(description: "the sandbox's answer has no callId")
        }
        return Placed(callID: callID, externalID: answer["externalId"]?.string, lookupMilliseconds: took)
    }

    /// Makes a system fail in a way; `ok` mends it.
    package func fault(
        _ mode: FaultMode,
        on system: SandboxSystem,
        latencyMilliseconds: Int? = nil
    ) async throws(Refusal) {
        var members = [
            JSON.Member("system", .string(system.rawValue)), JSON.Member("mode", .string(mode.rawValue)),
        ]
        if let latencyMilliseconds { members.append(JSON.Member("latencyMs", .integer(latencyMilliseconds))) }
        _ = try await send("PUT", "/_sandbox/faults", .object(members))
    }

    /// Adds a person with one account and one number to the CRM and, by the same account number, to the ERP.
    package func addPerson(name: String, number: String, id: String, erpAccount: String) async throws(Refusal) {
        let account: JSON = [
            "id": .string(id), "name": .string(name), "kind": "personal", "tier": "Silver",
            "case": .string("CASE-\(id)"),
            "caseStatus": "open", "caseSubject": "Change of delivery address", "erp": .string(erpAccount),
            "status": "Active", "balanceDue": "0.00", "currency": "USD",
        ]
        _ = try await send("POST", "/_sandbox/people", ["numbers": [.string(number)], "accounts": [account]])
    }

    /// Asks the naive middleware who calls, as a platform would that gives up after a time; whether it answered, and
    /// how long that took.
    package func naiveLookup(
        number: String,
        callID: String,
        timeout: Duration
    ) async -> (answered: Bool, took: Duration) {
        let body: JSON = [
            "fromNumber": .string(number), "toNumber": .string(PlacedCall.ownNumber), "callId": .string(callID),
            "type": "inbound",
        ]
        let start = ContinuousClock.now
        let answer = try? await client.post(body, to: "\(origin)/naive/lookup", bearer: "", timeout: timeout)
        return (answer?.status == 200, ContinuousClock.now - start)
    }

    private func send(_ method: String, _ path: String, _ body: JSON) async throws(Refusal) -> JSON {
        var request = HTTPClientRequest(url: origin + path)
        request.method = .RAW(value: method)
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: body.bytes))
        let answer: (status: Int, body: JSON?)
        do {
            answer = try await client.answer(to: request, timeout: .seconds(10))
        } catch {
            throw Refusal(description: "the sandbox at \(origin) can't be reached")
        }
        guard (200..<300).contains(answer.status), let json = answer.body else {
            throw Refusal(description: answer.body?["detail"]?.string ?? "the sandbox said \(answer.status)")
        }
        return json
    }
}
