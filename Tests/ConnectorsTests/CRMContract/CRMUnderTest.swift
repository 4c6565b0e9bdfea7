import Broker
import Foundation
import Identity
import PhoneNumbers
import Sandbox
import Testing

@testable import Connectors

/// A CRM connector over its stand-in: what the contract asks of each.
struct CRMUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Requests may take so long; numbers are read by what is given.
    let open: @Sendable (SandboxBox, Duration, any PhoneNumberReading) -> any CRM
    /// The external ID of the person that the people file has under an ID.
    let externalID: @Sendable (String) -> String
    /// What a stand-in that is asked too much leads to.
    let rateLimit: SourceFailure
    /// Calls that the stand-in has an entry of, oldest first, read through its control route.
    let entries: @Sendable (SandboxBox) async throws -> [String]
    /// Whether a session is asked for before anything else.
    var hasSession = true
    /// Whether it tells cases, tiers, kinds and links to another ERP.
    var tellsAll = true

    func crm(_ box: SandboxBox, read: Duration = .seconds(5)) -> any CRM { open(box, read, PhoneNumberLibrary()) }

    func id(_ person: String) throws -> ExternalID { try external(externalID(person)) }
}

extension CRMUnderTest {
    /// Every CRM that Ringside speaks to, in each way that it can be entered.
    static let all = [salesforce, serviceNow, serviceNowWithBasic, tryton]

    static let salesforce = CRMUnderTest(
        testDescription: "Salesforce",
        open: { box, read, numbers in
            var configuration = SalesforceConfiguration(
                baseURL: box.origin + SandboxCredentials.salesforcePath,
                clientID: SandboxCredentials.salesforceClientID,
                clientSecret: Secret(SandboxCredentials.salesforceClientSecret)
            )
            configuration.limits.read = read
            return SalesforceCRM(configuration, box.parts(phones: numbers))
        },
        externalID: { "CRM:\($0)" },
        rateLimit: .rateLimited(retryAfter: nil),
        entries: { box in
            let tasks = try await box.control("GET", "tasks")[path: "tasks"]?.elements ?? []
            return tasks.compactMap { $0[path: "CallObject"]?.text }
        }
    )

    static let serviceNow = serviceNow("ServiceNow", box: { $0.serviceNow(read: $1, numbers: $2) })

    static var serviceNowWithBasic: CRMUnderTest {
        var basic = serviceNow("ServiceNow with Basic") { box, read, numbers in
            box.serviceNow(read: read, grant: SandboxBox.serviceNowBasic, numbers: numbers)
        }
        basic.hasSession = false
        return basic
    }

    static let tryton = CRMUnderTest(
        testDescription: "Tryton",
        open: { box, read, numbers in
            var configuration = TrytonConfiguration(
                baseURL: box.origin + SandboxCredentials.trytonCRMPath,
                user: SandboxCredentials.trytonUser,
                password: Secret(SandboxCredentials.trytonPassword),
                limits: .crm
            )
            configuration.limits.read = read
            return TrytonCRM(configuration, box.parts(phones: numbers))
        },
        externalID: { "CRM:\($0)" },
        rateLimit: .rateLimited(retryAfter: .seconds(1)),
        entries: { box in
            let notes = try await box.control("GET", "notes")[path: "notes"]?.elements ?? []
            return notes.compactMap { $0[path: "message"]?.text?.split(separator: "\n").first?.dropFirst(5) }.map(
                String.init
            )
        },
        // Its requests are POST, all of them: the suites tell sessions by that.
        hasSession: false,
        tellsAll: false
    )

    private static func serviceNow(
        _ name: String,
        box: @escaping @Sendable (SandboxBox, Duration, any PhoneNumberReading) -> ServiceNowCRM
    ) -> CRMUnderTest {
        CRMUnderTest(
            testDescription: name,
            open: { box($0, $1, $2) },
            externalID: { "SN:\(SandboxCredentials.serviceNowKey(of: $0))" },
            rateLimit: .rateLimited(retryAfter: .seconds(1)),
            entries: { box in
                let entries = try await box.control("GET", "entries")[path: "entries"]?.elements ?? []
                return entries.compactMap { $0[path: "correlation_id"]?.text }
            }
        )
    }
}

extension SandboxBox {
    static var serviceNowBasic: ServiceNowGrant {
        .basic(user: SandboxCredentials.serviceNowUser, password: Secret(SandboxCredentials.serviceNowPassword))
    }

    static var serviceNowClient: ServiceNowGrant {
        .clientCredentials(
            clientID: SandboxCredentials.serviceNowClientID,
            secret: Secret(SandboxCredentials.serviceNowClientSecret)
        )
    }

    func serviceNow(
        read: Duration = .seconds(5),
        grant: ServiceNowGrant = serviceNowClient,
        numbers: any PhoneNumberReading = PhoneNumberLibrary(),
        _ change: (inout ServiceNowConfiguration) -> Void = { _ in }
    ) -> ServiceNowCRM {
        var configuration = ServiceNowConfiguration(baseURL: origin, grant: grant)
        configuration.limits.read = read
        change(&configuration)
        return ServiceNowCRM(configuration, parts(phones: numbers))
    }
}
