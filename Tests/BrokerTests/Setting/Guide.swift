import Broker
import Foundation
import Identity
import Testing

func number(_ text: String, at location: SourceLocation = #_sourceLocation) throws -> CallerNumber {
    try #require(CallerNumber(e164: text), sourceLocation: location)
}

func externalID(_ text: String, at location: SourceLocation = #_sourceLocation) throws -> ExternalID {
    try #require(ExternalID(text), sourceLocation: location)
}

func callID(_ text: String, at location: SourceLocation = #_sourceLocation) throws -> CallID {
    try #require(CallID(text), sourceLocation: location)
}

/// The people of the guide.
enum Guide {
    static let john = "CRM:500245678"
    static let business = "CRM:500245679"
    static let jane = "CRM:500999999"
    static let johnsNumber = "+15550199999"
    static let janesNumber = "+12025550143"
    static let switchboard = "+4930901820"

    /// A world in which they live: the two Johns on one number, Jane on hers, eight people on a switchboard.
    static func world(
        seed: UInt64? = nil,
        hasERP: Bool = true,
        _ edit: (inout Policy) -> Void = { _ in }
    ) throws -> World {
        let world = World(seed: seed, hasERP: hasERP, edit)
        world.crm.put([try johnHimself(), try hisBusiness()], under: try number(johnsNumber))
        world.crm.put([try janeHerself()], under: try number(janesNumber))
        let eight = try (2...9).map {
            Account(id: try externalID("CRM:50031000\($0)"), name: PersonalText("Extension \($0)"))
        }
        world.crm.put(eight, under: try number(switchboard))
        world.erp.put(.active, of: try #require(ERPAccountNumber("10100001")))
        world.erp.put(.creditHold, of: try #require(ERPAccountNumber("10100002")))
        world.erp.put(.active, of: try #require(ERPAccountNumber("10100003")))
        return world
    }

    static func johnHimself() throws -> Account {
        Account(
            id: try externalID(john),
            name: "John Doe",
            email: EmailAddress("john.doe@example.com"),
            kind: .personal,
            tier: "Gold",
            supportCase: SupportCase(id: "CASE-99812", isOpen: true, subject: "Router keeps restarting"),
            lastContactAt: VirtualTime.nine.addingTimeInterval(-3 * 86_400),
            erpAccount: ERPAccountNumber("10100001"),
            interactions: 4
        )
    }

    static func hisBusiness() throws -> Account {
        Account(
            id: try externalID(business),
            name: "John Doe Business",
            email: EmailAddress("accounts@doe.example.com"),
            kind: .business,
            tier: "Platinum",
            supportCase: SupportCase(id: "CASE-88120", isOpen: false, subject: nil),
            lastContactAt: VirtualTime.nine.addingTimeInterval(-86_400),
            erpAccount: ERPAccountNumber("10100002")
        )
    }

    static func janeHerself() throws -> Account {
        Account(
            id: try externalID(jane),
            name: "Jane Smith",
            email: EmailAddress("jane.smith@example.com"),
            kind: .business,
            tier: "Silver",
            supportCase: SupportCase(id: "CASE-NEW-123", isOpen: true, subject: nil),
            erpAccount: ERPAccountNumber("10100003")
        )
    }
}
