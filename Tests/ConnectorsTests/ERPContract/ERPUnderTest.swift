import Broker
import Identity
import PhoneNumbers
import Sandbox
import Testing

@testable import Connectors

/// An ERP's connector with what of the contract its vendor's interface leaves to it.
struct ERPUnderTest: Sendable, CustomTestStringConvertible {
    typealias Make = @Sendable (_ box: SandboxBox, _ read: Duration, _ secret: String) -> any ERP

    let name: String
    /// What proves who we are in the sandbox.
    let secret: String
    /// What an account on credit hold, a blocked one and a closed one are called.
    let held: AccountStanding.Status?
    let blocked: AccountStanding.Status?
    let closed: AccountStanding.Status?
    /// What one with which all is well is called; nil where the vendor tells amounts only.
    var active: AccountStanding.Status? { held == nil ? nil : .active }
    /// Requests that are under way at once once a session is open: all there are, so that one round trip is enough.
    let atOnce: Int
    /// Whether accounts can be looked for by phone number, and in how many round trips.
    let hopsByNumber: Int?
    let make: Make

    var testDescription: String { name }

    func open(_ box: SandboxBox, read: Duration = .seconds(5)) -> any ERP { make(box, read, secret) }

    static let all = [sap, fusion, netSuite, tryton]

    static let sap = ERPUnderTest(
        name: "sap",
        secret: SandboxCredentials.sapPassword,
        held: .creditHold,
        blocked: .blocked,
        closed: .closed,
        atOnce: 3,
        hopsByNumber: 2
    ) { box, read, secret in
        var configuration = SAPConfiguration(
            baseURL: box.origin,
            user: SandboxCredentials.sapUser,
            password: Secret(secret),
            client: SandboxCredentials.sapClient
        )
        configuration.limits.read = read
        return SAPERP(configuration, box.parts())
    }

    /// Receivables tell amounts only.
    static let fusion = ERPUnderTest(
        name: "oracle-fusion",
        secret: SandboxCredentials.fusionPassword,
        held: nil,
        blocked: nil,
        closed: nil,
        atOnce: 2,
        hopsByNumber: nil
    ) { box, read, secret in
        var configuration = OracleFusionConfiguration(
            baseURL: box.origin,
            user: SandboxCredentials.fusionUser,
            password: Secret(secret)
        )
        configuration.limits.read = read
        return OracleFusionERP(configuration, box.parts())
    }

    /// NetSuite knows no block but the hold.
    static let netSuite = ERPUnderTest(
        name: "netsuite",
        secret: SandboxCredentials.netSuiteTokenSecret,
        held: .creditHold,
        blocked: .creditHold,
        closed: .closed,
        atOnce: 1,
        hopsByNumber: 1
    ) { box, read, secret in
        netSuite(box, secret: secret) { $0.limits.read = read }
    }

    static func netSuite(
        _ box: SandboxBox,
        secret: String = SandboxCredentials.netSuiteTokenSecret,
        _ change: (inout NetSuiteConfiguration) -> Void
    ) -> NetSuiteERP {
        let token = NetSuiteToken(
            consumerKey: SandboxCredentials.netSuiteConsumerKey,
            consumerSecret: Secret(SandboxCredentials.netSuiteConsumerSecret),
            tokenID: SandboxCredentials.netSuiteTokenID,
            tokenSecret: Secret(secret)
        )
        var configuration = NetSuiteConfiguration(
            baseURL: box.origin,
            account: SandboxCredentials.netSuiteAccount,
            token: token
        )
        change(&configuration)
        return NetSuiteERP(configuration, box.parts())
    }

    static let tryton = ERPUnderTest(
        name: "tryton",
        secret: SandboxCredentials.trytonPassword,
        held: .creditHold,
        blocked: .blocked,
        closed: .closed,
        atOnce: 3,
        hopsByNumber: 1
    ) { box, read, secret in
        var configuration = TrytonConfiguration(
            baseURL: box.origin + SandboxCredentials.trytonERPPath,
            user: SandboxCredentials.trytonUser,
            password: Secret(secret),
            limits: .erp
        )
        configuration.limits.read = read
        return TrytonERP(configuration, box.parts())
    }
}

extension SandboxBox {
    /// Adds a person with an account in the ERP.
    func addAccount(
        _ number: String,
        status: String = "Active",
        balance: String = "0.00",
        overdue: String = "0.00",
        currency: String = "EUR",
        name: String = "A B",
        phone: String = "+12025550188"
    ) async throws {
        try await control(
            "POST",
            "people",
            """
            {"numbers":["\(phone)"],"accounts":[{"id":"id-\(number)","name":"\(name)","kind":"business","erp":"\(number)",
            "status":"\(status)","balanceDue":"\(balance)","overdue":"\(overdue)","currency":"\(currency)"}]}
            """
        )
    }
}

func account(_ text: String) throws -> ERPAccountNumber { try #require(ERPAccountNumber(text)) }
