import BrokerAPI
import FoundationEssentials
import Identity
import Screen

@testable import Desk

extension Scene {
    /// What the keys beside switching and searching lead to.
    static func extended(_ scene: Scene, _ size: String) -> Stage {
        var call = People.answered()
        call.interaction = ["callbackRequested": "true"]
        var stage = Stage(size, calls: [People.queued("call-a"), People.queued("call-b"), call], after: 131)
        switch scene {
        case .filter, .filtered:
            stage.press("/")
            stage.type("gold")
            if scene == .filtered { stage.press("Enter") }
        case .palette: stage.press(":")
        case .paletteFound:
            stage.press(":")
            stage.type("co")
        case .note:
            stage.press("n")
            stage.type(
                "Wants the invoice of October sent to his company as well, and asks why the router keeps restarting"
            )
        case .record, .recordDiffers:
            stage.press("v")
            stage.send(.customerAnswered(callID: "call-1", .success(People.record(isSame: scene == .record))))
            stage.wait(4)
        case .reveal:
            stage.press("r")
            stage.wait(1)
        case .revealReason: stage.press("r", "2")
        case .revealed:
            stage.press("r", "1", "2")
            let answer = RevealAnswer(value: "+15550199999")
            stage.send(.revealAnswered(callID: "call-1", .number, .success(answer)))
            stage.wait(2)
        case .overrides, .revoking:
            stage.press("o")
            stage.send(.overridesAnswered(.success(People.memories)))
            if scene == .revoking { stage.press("j", "x") }
        case .privacy: stage.press("p")
        case .privacyReview: stage.press("2", "p", "1", "Y")
        default: break
        }
        return stage
    }
}

extension People {
    static func queued(_ id: String) -> CallView {
        var call = ringing(id, number: id == "call-a" ? nil : "+1•••••••143", at: after(id == "call-a" ? -41 : -8))
        call.state = .waiting
        return call
    }

    static let smiths = [("CRM:500411001", "Jane Smith", "Silver"), ("CRM:500411002", "John Smithson", "Gold")].map {
        CandidateView(digit: nil, externalId: $0.0, name: $0.1, kind: .personal, tier: $0.2, caseId: nil, erp: nil)
    }

    static func record(isSame: Bool) -> CustomerView {
        CustomerView(
            id: "8f1c2c9e-77aa-4b30-9a55-2c1d0f0e6c11",
            externalId: isSame ? john.externalId : proxy,
            name: isSame ? "John Doe" : nil,
            email: isSame ? "j•••@example.com" : nil,
            data: isSame
                ? ["crmCaseId": "CASE-99812", "erpAccountStatus": "Active", "loyaltyTier": "Gold"]
                : ["previousInteractionCount": "4"]
        )
    }

    static let memories = [
        memory(1, "+1•••••••999", business, "caller asked"),
        memory(2, "+1•••••••143", smiths[0], "verified by question"),
    ]

    private static func memory(
        _ number: Int,
        _ masked: String,
        _ account: CandidateView,
        _ reason: String
    ) -> OverridesAnswer.Item {
        let days = Double(86_400 * 3 * number)
        return OverridesAnswer.Item(
            id: "override-\(number)",
            number: masked,
            externalId: account.externalId,
            name: account.name,
            actor: ActorView(id: "u2", name: "R. Ortiz", role: .agent),
            reason: reason,
            at: after(-days),
            expires: after(30 * 86_400 - days)
        )
    }
}
