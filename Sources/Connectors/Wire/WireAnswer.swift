import FoundationEssentials
import Identity
import NIOHTTP1

/// A source's answer, as it came.
struct WireAnswer: Sendable {
    let status: Int
    var contentType: String?
    /// What `Retry-After` asked for.
    var retryAfter: Duration?
    /// All of them, for what a vendor says beyond HTTP.
    var headers = HTTPHeaders()
    var body = Data()

    var isSuccess: Bool { (200..<300).contains(status) }

    var isJSON: Bool {
        let type = contentType?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() ?? ""
        return type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    }

    /// Status, then Content-Type, then body: only a JSON answer of success is read.
    func json<Value: Decodable>(_ type: Value.Type) throws(SourceFailure) -> Value {
        guard isSuccess else { throw failure }
        return try decoded(type)
    }

    /// The body whatever the status, where it is JSON.
    func decoded<Value: Decodable>(_ type: Value.Type) throws(SourceFailure) -> Value {
        guard isJSON else { throw .malformed }
        // What does not decode may be personal: the decoder's own words are left out.
        do { return try JSONDecoder().decode(type, from: body) } catch { throw .malformed }
    }

    /// What a status that is not success means.
    ///
    /// A redirect is nonsense: no dialect here has any.
    var failure: SourceFailure {
        switch status {
        case 401: .unauthorised
        case 403: .forbidden
        case 408, 425: .unavailable(status: status, retryAfter: retryAfter)
        case 429: .rateLimited(retryAfter: retryAfter)
        case 400..<500: .rejected(status: status)
        case 500..<600: .unavailable(status: status, retryAfter: retryAfter)
        default: .malformed
        }
    }

    /// True where the source itself says that there is no such thing, rather than a gateway's page.
    var isAbsence: Bool { status == 404 && (isJSON || body.isEmpty) }
}
