import BrokerAPI
import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import Identity
import NIOCore

/// A whole answer: status, fields and body.
struct Answer: Sendable {
    let status: HTTPResponse.Status
    var fields: HTTPFields
    let body: ByteBuffer

    private init(_ status: HTTPResponse.Status, type: String?, body: ByteBuffer) {
        self.status = status
        self.body = body
        fields = [:]
        guard let type else { return }
        fields[.contentType] = type
        fields[.contentLength] = "\(body.readableBytes)"
    }

    /// A value as JSON.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Answer {
        guard let data = try? WireDate.sharedEncoder.encode(value) else { return .problem(.internalFailure) }
        return Answer(status, type: "application/json", body: ByteBuffer(bytes: data))
    }

    /// Text of some type.
    static func text(_ text: String, type: String) -> Answer { Answer(.ok, type: type, body: ByteBuffer(string: text)) }

    /// This interface, on both listeners.
    static let description = Answer(
        .ok,
        type: "application/yaml",
        body: ByteBuffer(bytes: PackageResources.openapi_yaml)
    )

    /// A problem document.
    static func problem(_ problem: Problem) -> Answer {
        // A problem holds texts and a number: there is nothing in it that JSON can't say.
        let data = (try? WireDate.sharedEncoder.encode(problem)) ?? []
        let status = HTTPResponse.Status(code: problem.status)
        return Answer(status, type: "application/problem+json", body: ByteBuffer(bytes: data))
    }

    /// Done, and nothing to tell.
    static let nothing = Answer(.noContent, type: nil, body: ByteBuffer())

    var head: HTTPResponse { HTTPResponse(status: status, headerFields: fields) }
}

extension Problem {
    /// Our own fault; why is in the log.
    static let internalFailure = Problem(
        .internalFailure,
        status: 500,
        detail: "The broker could not answer; its log says why."
    )

    /// The broker can't serve calls as it should.
    static func notReady(_ detail: String) -> Problem { Problem(.notReady, status: 503, detail: detail) }
}
