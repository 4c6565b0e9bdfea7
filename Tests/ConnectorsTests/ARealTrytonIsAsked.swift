import AsyncHTTPClient
import Broker
import Foundation
import Identity
import PhoneNumbers
import Testing

@testable import Connectors

/// Against a Tryton server with the people of `Scripts/rig/conformance`, which says where it is.
@Suite(.enabled(if: RealTryton.place != nil)) struct ARealTrytonIsAsked {
    @Test(arguments: [
        ("10100001", AccountStanding.Status.active, "42.10", "0.00"),
        ("10100002", .creditHold, "18250.00", "9100.00"), ("10100003", .active, "0.00", "0.00"),
        ("10100020", .blocked, "10.00", "3.00"), ("10100021", .closed, "0.00", "0.00"),
    ]) func `accounts stand as its books say`(
        text: String,
        status: AccountStanding.Status,
        balance: String,
        overdue: String
    ) async throws {
        try await RealTryton.open { erp, _ in
            let number = try account(text)
            let standing = try #require(try await erp.standing(of: number))
            #expect(standing.status == status)
            #expect(standing.balanceDue?.amountText == balance)
            #expect(standing.overdue?.amountText == overdue)
            #expect(standing.balanceDue?.currency == "USD")
        }
    }

    @Test func `by a party's number as by an identifier, and of two with one identifier none`() async throws {
        try await RealTryton.open { erp, crm in
            let john = try #require(try await crm.people(with: number("+12025550143")).accounts.first)
            let code = try #require(john.erpAccount)
            #expect(try await erp.standing(of: code)?.status == .active)
            let (twins, nobody) = (try account("10100030"), try account("99999999"))
            let failed = await failure { () throws(SourceFailure) in try await erp.standing(of: twins) }
            #expect(failed == .rejected(status: 409))
            #expect(try await erp.standing(of: nobody) == nil)
            #expect(erp.health().state == .up)
        }
    }

    @Test func `people by number, and accounts`() async throws {
        try await RealTryton.open { erp, crm in
            let shared = try number("+15550199999")
            let people = try await crm.people(with: shared).accounts
            #expect(Set(people.map(\.name.text)) == ["John Doe", "John Doe Business"])
            #expect(Set(people.compactMap(\.email?.text)) == ["john.doe@example.com", "accounts@doe.example.com"])
            #expect(Set(try await erp.accounts(with: shared)) == Set(people.compactMap(\.erpAccount)))
            #expect(try await crm.people(with: number("+15550160000")).accounts.isEmpty)
            let wide = try await crm.people(with: number("+81312345678")).accounts
            #expect(wide.map(\.name.text) == ["山田 太郎"])
        }
    }

    @Test func `records by ID, name and e-mail`() async throws {
        try await RealTryton.open { _, crm in
            let zoe = try #require(try await crm.people(with: number("+442079460018")).accounts.first)
            #expect(try await crm.account(zoe.id) == zoe)
            // SQLite's own ILIKE knows upper and lower case of ASCII only.
            for name in ["o'brien", "Zoë Å"] {
                #expect(try await crm.search(.name(PersonalText(name)), limit: 5) == [zoe])
            }
            #expect(try await crm.search(.name("%"), limit: 5).isEmpty)
            let email = try #require(EmailAddress("zoe@example.org"))
            #expect(try await crm.search(.email(email), limit: 5) == [zoe])
            let (gone, other) = (try external("CRM:99999"), try external("SF:1"))
            #expect(try await crm.account(gone) == nil)
            #expect(try await crm.account(other) == nil)
        }
    }

    @Test func `wrong credentials are refused, and say so`() async throws {
        try await RealTryton.open(password: "wrong") { erp, _ in
            let number = try account("10100001")
            #expect(await failure { () throws(SourceFailure) in try await erp.standing(of: number) } == .unauthorised)
        }
    }
}

/// Where the server is: `RINGSIDE_TRYTON_URL` with the database's name, `…_USER` and `…_PASSWORD`.
enum RealTryton {
    static var place: (url: String, user: String, password: String)? {
        let environment = ProcessInfo.processInfo.environment
        guard let url = environment["RINGSIDE_TRYTON_URL"] else { return nil }
        let user = environment["RINGSIDE_TRYTON_USER"] ?? "admin"
        return (url, user, environment["RINGSIDE_TRYTON_PASSWORD"] ?? "")
    }

    static func open(
        password: String? = nil,
        _ body: @Sendable (TrytonERP, TrytonCRM) async throws -> Void
    ) async throws {
        let place = try #require(place)
        let configuration = { (limits: SourceLimits) in
            TrytonConfiguration(
                baseURL: place.url,
                user: place.user,
                password: Secret(password ?? place.password),
                limits: limits
            )
        }
        let (http, numbers) = (SourceConnections.open(), PhoneNumberLibrary())
        let result: Result<Void, any Error>
        do {
            try await body(
                TrytonERP(configuration(.erp), http: http, numbers: numbers, ambience: .real),
                TrytonCRM(configuration(.crm), http: http, numbers: numbers, ambience: .real)
            )
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try await http.shutdown()
        try result.get()
    }
}
