import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite("Platform contract: calls") struct APlatformPointsCallsAtRecords {
    @Test(arguments: PlatformFace.allCases) func `a call points at a record, and at another`(
        _ face: PlatformFace
    ) async throws {
        try await SandboxBox.open { box in
            let (platform, call) = (face.platform(box), try await box.begin("abc-123"))
            #expect(try await platform.customer(of: call) == nil)
            let first = try await platform.write(try person("CRM:1"), to: nil)
            let second = try await platform.write(try person("CRM:2"), to: nil)
            for customer in [first, second, first] {
                try await platform.attach(call, to: customer.id)
                #expect(try await platform.customer(of: call) == customer)
            }
        }
    }

    @Test(arguments: PlatformFace.allCases) func `a call that it never had has no record`(
        _ face: PlatformFace
    ) async throws {
        try await SandboxBox.open { box in
            let call = try #require(CallID("never-heard-of"))
            #expect(try await face.platform(box).customer(of: call) == nil)
        }
    }

    @Test(arguments: PlatformFace.allCases) func `attributes are merged, and deleted`(_ face: PlatformFace) async throws
    {
        try await SandboxBox.open { box in
            let (platform, call) = (face.platform(box), try await box.begin("abc-123"))
            try await platform.write(["topic": "bill", "note": "at noon, O'Brien ¶ 李"], to: call)
            try await platform.write(["topic": nil, "callbackRequested": "true"], to: call)
            try await platform.write(["topic": nil, "callbackRequested": "true"], to: call)
            var expected = ["note": "at noon, O'Brien ¶ 李", "callbackRequested": "true"]
            expected["topic"] = face.deleted
            #expect(try await box.attributes(call) == expected)
        }
    }

    @Test(arguments: PlatformFace.allCases, [".", ".."]) func `dots are no keys`(
        _ face: PlatformFace,
        _ text: String
    ) async throws {
        try await SandboxBox.open { box in
            let (platform, call) = (face.platform(box), try #require(CallID(text)))
            _ = try await platform.customer(with: try external("CRM:1"))
            let before = try await box.requests("genesys").count
            let refused = SourceFailure.rejected(status: 400)
            #expect(await failure { () throws(SourceFailure) in try await platform.customer(of: call) } == refused)
            #expect(
                await failure { () throws(SourceFailure) in try await platform.write(["note": "x"], to: call) }
                    == refused
            )
            #expect(try await box.requests("genesys").count == before)
            let made = try await platform.write(try person("CRM:1"), to: nil)
            #expect(
                await failure { () throws(SourceFailure) in try await platform.attach(call, to: made.id) } == refused
            )
        }
    }
}
