import Crypto
import FoundationEssentials

/// What NetSuite answers to a request that it does not accept.
struct NetSuiteFailure: Error, Equatable {
    let status: Int
    let title: String
    let code: String
    let detail: String

    static func badQuery(_ detail: String) -> NetSuiteFailure {
        NetSuiteFailure(
            status: 400,
            title: "Bad Request",
            code: "INVALID_PARAMETER",
            detail: "Invalid search query. Detailed unprocessed description follows. \(detail)"
        )
    }

    static let noLogin = NetSuiteFailure(
        status: 401,
        title: "Unauthorized",
        code: "INVALID_LOGIN",
        detail: "Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI."
    )
}

/// The stand-in ERP in the dialect of NetSuite's SuiteQL over REST, with token-based authentication.
struct NetSuiteFace: Sendable {
    private static let slack = 300.0

    let directory: @Sendable () -> Directory
    let now: @Sendable () -> Date
    let origin: @Sendable () async -> String

    func answer(_ request: IncomingRequest, wrongAccount: Bool) async -> Answer {
        do throws(NetSuiteFailure) {
            let url = await origin() + request.path
            guard request.method == "POST", request.segments == ["services", "rest", "query", "v1", "suiteql"] else {
                throw NetSuiteFailure(
                    status: 404,
                    title: "Not Found",
                    code: "NONEXISTENT_ID",
                    detail: "No such resource."
                )
            }
            try authorise(request, url: url)
            guard request.headers["prefer"] == "transient" else {
                throw NetSuiteFailure(
                    status: 400,
                    title: "Bad Request",
                    code: "INVALID_HEADER",
                    detail: "Invalid HTTP header: prefer. The header value must be: transient."
                )
            }
            return .json(200, try page(request, url: url, wrongAccount: wrongAccount))
        } catch {
            return Self.refusal(error)
        }
    }

    static func refusal(_ failure: NetSuiteFailure) -> Answer {
        .json(
            failure.status,
            [
                "type": "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html",
                "title": .string(failure.title), "status": .integer(failure.status),
                "o:errorDetails": [["detail": .string(failure.detail), "o:errorCode": .string(failure.code)]],
            ]
        )
    }

    private func authorise(_ request: IncomingRequest, url: String) throws(NetSuiteFailure) {
        guard let header = OAuthHeader(request.authorization),
            header["realm"] == SandboxCredentials.netSuiteAccount,
            header["oauth_consumer_key"] == SandboxCredentials.netSuiteConsumerKey,
            header["oauth_token"] == SandboxCredentials.netSuiteTokenID,
            header["oauth_signature_method"] == "HMAC-SHA256",
            let time = header["oauth_timestamp"].flatMap(Double.init),
            abs(time - now().timeIntervalSince1970) <= Self.slack,
            header["oauth_nonce"]?.isEmpty == false,
            header.isSigned(
                method: request.method,
                url: url,
                query: request.query,
                secrets: (SandboxCredentials.netSuiteConsumerSecret, SandboxCredentials.netSuiteTokenSecret)
            )
        else { throw .noLogin }
    }

    private func page(_ request: IncomingRequest, url: String, wrongAccount: Bool) throws(NetSuiteFailure) -> JSON {
        guard let text = (try? JSONReader.read(request.body))?["q"]?.string else {
            throw .badQuery("The request body has no q.")
        }
        let limit = request.query["limit"].flatMap(Int.init) ?? 1_000
        let offset = request.query["offset"].flatMap(Int.init) ?? 0
        guard (1...1_000).contains(limit), offset >= 0, offset.isMultiple(of: limit) else {
            throw .badQuery("The offset has to be a multiple of the limit, which is 1 to 1000.")
        }
        let query = try SuiteQLParser.parse(text)
        let found = try NetSuiteCustomers(directory: directory(), wrongAccount: wrongAccount).rows(of: query)
        let items = found.dropFirst(offset).prefix(limit).map { row -> JSON in .object([JSON.Member("links", [])] + row)
        }
        return [
            "links": [["rel": "self", "href": .string(url)]], "count": .integer(items.count),
            "hasMore": .bool(found.count > offset + items.count), "items": .array(items),
            "offset": .integer(offset), "totalResults": .integer(found.count),
        ]
    }
}

/// The fields of an `Authorization: OAuth` header (RFC 5849).
struct OAuthHeader {
    private let fields: [String: String]

    /// Nil for any other scheme.
    init?(_ authorization: String?) {
        guard let authorization, authorization.lowercased().hasPrefix("oauth ") else { return nil }
        var fields: [String: String] = [:]
        for pair in authorization.dropFirst(6).split(separator: ",") {
            let halves = pair.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { return nil }
            let value = halves[1].filter { $0 != "\"" && $0 != " " }
            fields[halves[0].filter { $0 != " " }] = FormFields.parse("v=\(value)")["v"]
        }
        self.fields = fields
    }

    subscript(name: String) -> String? { fields[name] }

    func isSigned(
        method: String,
        url: String,
        query: [String: String],
        secrets: (consumer: String, token: String)
    ) -> Bool {
        let signed = fields.filter { $0.key != "realm" && $0.key != "oauth_signature" }.merging(query) { $1 }
        let pairs = signed.map { (Self.encoded($0.key), Self.encoded($0.value)) }.sorted { $0 < $1 }
        let parameters = pairs.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        let text = [method, url, parameters].map(Self.encoded).joined(separator: "&")
        let key = "\(Self.encoded(secrets.consumer))&\(Self.encoded(secrets.token))"
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(key.utf8)))
        return self["oauth_signature"] == Data(code).base64EncodedString()
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = byte.isIdentifierByte || byte == UInt8(ascii: "~")
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
