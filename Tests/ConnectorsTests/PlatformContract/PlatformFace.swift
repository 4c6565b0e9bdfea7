import AsyncHTTPClient
import Broker
import Foundation
import Identity
import Logging
import NIOCore
import NIOHTTP1
import Sandbox
import Testing

@testable import Connectors

/// The platforms that the contract is for.
enum PlatformFace: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case guide
    case cloud

    var testDescription: String { rawValue }

    /// The platform as composition makes it.
    func platform(_ box: SandboxBox, read: Duration = .seconds(5), perMinute: Int? = nil) -> any Platform {
        switch self {
        case .guide: box.platform(read: read, perMinute: perMinute)
        case .cloud:
            box.cloud { configuration in
                configuration.limits.read = read
                configuration.limits.requestsPerMinute = perMinute
            }
        }
    }

    /// The platform with a clock that is ahead: what has just been is settled for it.
    func reader(_ box: SandboxBox, rows: Int = 100) -> any Platform & InteractionReading {
        let real = Ambience.real
        let ahead = Ambience(
            now: { real.now().addingTimeInterval(600) },
            uptime: real.uptime,
            sleep: real.sleep,
            chance: real.chance,
            name: real.name
        )
        return switch self {
        case .guide: box.platform(ambience: ahead)
        case .cloud: box.cloud(ambience: ahead) { $0.rowsOfAPage = rows }
        }
    }

    /// What an attribute that was deleted leaves.
    var deleted: String? {
        switch self {
        case .guide: nil
        case .cloud: ""
        }
    }
}

extension SandboxBox {
    /// Genesys Cloud, with a client that may do everything.
    func cloud(
        secret: String = SandboxCredentials.genesysClientSecret,
        logger: Logger = Logger(label: "cloud", factory: { _ in SwiftLogNoOpLogHandler() }),
        ambience: Ambience = .real,
        _ change: (inout GenesysCloudConfiguration) -> Void = { _ in }
    ) -> GenesysCloudPlatform {
        var configuration = GenesysCloudConfiguration(
            baseURL: origin + SandboxCredentials.genesysPath,
            clientID: SandboxCredentials.genesysClientID,
            clientSecret: Secret(secret)
        )
        configuration.limits.requestsPerMinute = nil
        change(&configuration)
        return GenesysCloudPlatform(configuration, parts(ambience: ambience), logger: logger)
    }

    /// A call that the platform knows, and nobody was asked about.
    func begin(_ call: String) async throws -> CallID {
        var request = HTTPClientRequest(
            url: "\(origin)/api/v2/conversations/\(call)/participants/customer/attributes"
        )
        request.method = .PATCH
        request.body = .bytes(ByteBuffer(string: #"{"attributes":{}}"#))
        _ = try await http.execute(request, timeout: .seconds(10)).body.collect(upTo: 1 << 20)
        return try #require(CallID(call))
    }

    /// What the conversation's attributes are.
    func attributes(_ call: CallID) async throws -> [String: String] {
        let answer = try await http.get(url: "\(origin)/api/v2/conversations/\(call.text)").get()
        let body = Data(try #require(answer.body).readableBytesView)
        let read = try JSONDecoder().decode(JSONValue.self, from: body)[path: "attributes"]
        guard case .object(let fields) = read else { return [:] }
        return fields.compactMapValues(\.text)
    }
}

/// A record with everything that a person can have.
func person(_ id: String, _ name: String = "Jane Smith", data: [String: PersonalText]? = nil) throws -> CustomerRecord {
    let whole: [String: PersonalText] = [
        "crmCaseId": "CASE-1", "erpAccountStatus": "Active", "loyaltyTier": "Gold", "previousInteractionCount": "4",
    ]
    return CustomerRecord(
        externalID: try external(id),
        name: PersonalText(name),
        email: EmailAddress("jane@example.com"),
        data: data ?? whole
    )
}
