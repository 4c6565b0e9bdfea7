import AsyncHTTPClient
import FoundationEssentials
import Identity
import NIOCore
import NIOHTTP1

/// A request to a source; `url` is complete and percent-encoded.
struct WireRequest: Sendable {
    var method = "GET"
    let url: String
    var headers: [(name: String, value: String)] = []
    var body: Data?

    static func get(_ url: String, authorization: String? = nil) -> WireRequest {
        WireRequest(url: url).authorised(authorization)
    }

    static func json(_ method: String, _ url: String, _ value: some Encodable) throws(SourceFailure) -> WireRequest {
        var request = WireRequest(method: method, url: url)
        // Our own values always encode; if one did not, it is the request that is at fault, not the source.
        do { request.body = try JSONEncoder().encode(value) } catch { throw .rejected(status: 400) }
        request.headers.append(("Content-Type", "application/json"))
        return request
    }

    static func form(_ url: String, _ fields: [(name: String, value: String)]) -> WireRequest {
        var request = WireRequest(method: "POST", url: url)
        request.body = Data(QueryString(fields).text.utf8)
        request.headers.append(("Content-Type", "application/x-www-form-urlencoded"))
        return request
    }

    func authorised(_ authorization: String?) -> WireRequest {
        var request = self
        if let authorization { request.headers.append(("Authorization", authorization)) }
        return request
    }

    var prepared: HTTPClientRequest {
        var prepared = HTTPClientRequest(url: url)
        prepared.method = HTTPMethod(rawValue: method)
        for header in headers { prepared.headers.add(name: header.name, value: header.value) }
        // Another type beside JSON is one that the dialect names for its errors.
        prepared.headers.add(name: "Accept", value: "application/json")
        prepared.headers.add(name: "Accept-Encoding", value: "gzip")
        prepared.headers.add(name: "User-Agent", value: "ringside")
        if let body { prepared.body = .bytes(ByteBuffer(bytes: body)) }
        return prepared
    }
}
