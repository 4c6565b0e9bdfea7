import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Testing

@testable import Sandbox

/// What a test asks the running sandbox with.
struct SandboxProbe: Sendable {
    struct Reply: Sendable {
        let status: Int
        let headers: [String: String]
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        /// What it says; text that is no JSON stays text.
        var json: JSON { (try? JSONReader.read(bytes)) ?? .encoded(text) }
    }

    let http: HTTPClient
    let origin: String

    func send(
        _ method: String,
        _ path: String,
        _ body: JSON? = nil,
        raw: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Reply {
        let response = try await open(method, path, body, raw: raw, headers: headers)
        let bytes = try await response.body.collect(upTo: 128 * 1024 * 1024)
        let pairs = response.headers.map { ($0.name.lowercased(), $0.value) }
        return Reply(
            status: Int(response.status.code),
            headers: Dictionary(pairs) { first, _ in first },
            bytes: Array(bytes.readableBytesView)
        )
    }

    /// The answer's head; the body is still to come.
    func open(
        _ method: String,
        _ path: String,
        _ body: JSON? = nil,
        raw: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: origin + path)
        request.method = HTTPMethod(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let text = raw ?? body?.encodedText { request.body = .bytes(ByteBuffer(string: text)) }
        return try await http.execute(request, timeout: .seconds(60))
    }

    func setFault(_ system: String, _ mode: String, latencyMs: Int? = nil, rate: String = "1") async throws {
        var members = [
            JSON.Member("system", .string(system)), JSON.Member("mode", .string(mode)),
            JSON.Member("rate", .number(rate)),
        ]
        if let latencyMs { members.append(JSON.Member("latencyMs", .integer(latencyMs))) }
        #expect(try await send("PUT", "/_sandbox/faults", .object(members)).status == 200)
    }

    /// The log of requests, once it is as the test waits for.
    @discardableResult
    func log(until isReady: ([JSON]) -> Bool = { _ in true }) async throws -> [JSON] {
        while true {
            let rows = try await send("GET", "/_sandbox/requests").json["requests"]?.elements ?? []
            if isReady(rows) { return rows }
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    // MARK: Salesforce

    func token() async throws -> String {
        let reply = try await send("POST", "/salesforce/services/oauth2/token", raw: Self.tokenForm)
        return try #require(reply.json["access_token"]?.string)
    }

    static let tokenForm =
        "grant_type=client_credentials&client_id=\(SandboxCredentials.salesforceClientID)"
        + "&client_secret=\(SandboxCredentials.salesforceClientSecret)"

    func soql(_ query: String, token: String) async throws -> Reply {
        let encoded = try #require(query.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        return try await send(
            "GET",
            "/salesforce/services/data/v62.0/query?q=\(encoded)",
            headers: ["Authorization": "Bearer \(token)"]
        )
    }

    // MARK: SAP

    static let basic = Data("\(SandboxCredentials.sapUser):\(SandboxCredentials.sapPassword)".utf8)
        .base64EncodedString()

    /// `path` below the OData root; its filter is encoded here.
    func sap(_ path: String, filter: String? = nil, json: Bool = true, user: String = basic) async throws -> Reply {
        var target = SandboxCredentials.sapPath + "/" + path + (path.contains("?") ? "&" : "?") + "sap-client=100"
        if let filter {
            target += "&$filter=" + (try #require(filter.addingPercentEncoding(withAllowedCharacters: .alphanumerics)))
        }
        return try await send(
            "GET",
            target,
            headers: ["Authorization": "Basic \(user)"].merging(json ? ["Accept": "application/json"] : [:]) { $1 }
        )
    }
}

/// Runs a sandbox on a free port for the length of the test.
///
/// Without latencies, unless the test is about them.
func withSandbox(
    people: People? = nil,
    broker: BrokerTarget? = nil,
    configure: (inout SandboxOptions) -> Void = { _ in },
    _ body: (SandboxProbe) async throws -> Void
) async throws {
    var options = SandboxOptions(people: try people ?? People.embedded())
    options.latencies = SandboxLatencies(genesys: .zero, crm: .zero, erp: .zero)
    options.analyticsLag = .zero
    configure(&options)
    let server = SandboxServer(options: options, logger: Logger(label: "sandbox", factory: quiet), broker: broker)
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.decompression = .disabled
    try await server.run { [configuration] origin in
        try await HTTPClient.withHTTPClient(configuration: configuration) { http in
            try await body(SandboxProbe(http: http, origin: origin))
        }
    }
}

@Sendable
func quiet(_ label: String) -> any LogHandler { SwiftLogNoOpLogHandler() }
