import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite("Platform contract: records") struct APlatformKeepsRecords {
    @Test(arguments: PlatformFace.allCases) func `a record is made, found and replaced`(
        _ face: PlatformFace
    ) async throws {
        try await SandboxBox.open { box in
            let (platform, id) = (face.platform(box), try external("CRM:1"))
            #expect(try await platform.customer(with: id) == nil)
            let made = try await platform.write(try person("CRM:1"), to: nil)
            #expect(made.record == (try person("CRM:1")))
            #expect(try await platform.customer(with: id) == made)
            let changed = try person("CRM:1", data: ["loyaltyTier": "Platinum", "previousInteractionCount": "5"])
            let replaced = try await platform.write(changed, to: made.id)
            #expect(replaced.id == made.id)
            #expect(try await platform.customer(with: id)?.record == changed, "what the record lacks is gone")
        }
    }

    @Test(arguments: PlatformFace.allCases) func `a stand-in for a number becomes a person`(
        _ face: PlatformFace
    ) async throws {
        try await SandboxBox.open { box in
            let (platform, proxy) = (face.platform(box), "PHONE:\(String(repeating: "a1", count: 32))")
            let call = try await box.begin("abc-123")
            let empty = CustomerRecord(externalID: try external(proxy), name: nil, email: nil, data: [:])
            let made = try await platform.write(empty, to: nil)
            try await platform.attach(call, to: made.id)
            let healed = try await platform.write(try person("CRM:1"), to: made.id)
            #expect(healed.id == made.id)
            #expect(try await platform.customer(with: try external(proxy)) == nil, "the number may come to mean others")
            #expect(try await platform.customer(with: try external("CRM:1")) == healed)
            #expect(try await platform.customer(of: call)?.record == (try person("CRM:1")))
        }
    }

    @Test(arguments: PlatformFace.allCases) func `only what belongs to the person is written`(
        _ face: PlatformFace
    ) async throws {
        try await SandboxBox.open { box in
            let data: [String: PersonalText] = ["note": "call back", "loyaltyTier": "Gold"]
            let made = try await face.platform(box).write(try person("CRM:1", data: data), to: nil)
            #expect(made.record.data == ["loyaltyTier": "Gold"])
        }
    }

    @Test(arguments: PlatformFace.allCases) func `a taken external ID is said to be taken`(
        _ face: PlatformFace
    ) async throws {
        try await SandboxBox.open { box in
            let platform = face.platform(box)
            let (first, second) = (try person("CRM:1"), try person("CRM:2"))
            let own = try await platform.write(first, to: nil)
            let other = try await platform.write(second, to: nil)
            await #expect(throws: PlatformFailure.taken) { try await platform.write(first, to: nil) }
            await #expect(throws: PlatformFailure.taken) { try await platform.write(first, to: other.id) }
            #expect(try await platform.customer(with: try external("CRM:1"))?.id == own.id)
            #expect(try await platform.customer(with: try external("CRM:2"))?.id == other.id)
            #expect(platform.health().state == .up)
        }
    }

    @Test(arguments: PlatformFace.allCases, ["José Ñandú", "李小龍", "Cher", "van der Berg", "O'Brien \"Bo\" \\ Co"])
    func `names are kept as they are`(_ face: PlatformFace, _ name: String) async throws {
        try await SandboxBox.open { box in
            let platform = face.platform(box)
            let made = try await platform.write(try person("CRM:1", name), to: nil)
            #expect(made.record.name?.text == name)
            _ = try await platform.write(try person("CRM:1", "Jane Smith"), to: made.id)
            _ = try await platform.write(try person("CRM:1", name), to: made.id)
            #expect(try await platform.customer(with: try external("CRM:1"))?.record.name?.text == name)
        }
    }

    @Test(arguments: PlatformFace.allCases) func `IDs of several systems stay apart`(_ face: PlatformFace) async throws
    {
        try await SandboxBox.open { box in
            let (platform, ids) = (face.platform(box), ["CRM:1", "SN:1", "UNKNOWN:1", "CRM:PHONE.1"])
            for id in ids { _ = try await platform.write(try person(id, id), to: nil) }
            for id in ids {
                let found = try await platform.customer(with: try external(id))
                #expect(found?.record.name?.text == id)
                #expect(found?.record.externalID.text == id)
            }
        }
    }
}
