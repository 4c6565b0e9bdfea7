import Identity
import BrokerAPI
import FoundationEssentials
import Screen
import Testing

@testable import Desk

/// All that can happen around an open bar, in every order: what is sent is what the bar named when `Y` was pressed.
@Suite("The bar names what is sent")
struct TheBarNamesWhatIsSent {
    enum Happening: CaseIterable {
        case enriched, switchedElsewhere, switchedThere, removed, otherCall, otherRemoved, snapshot, answer, linkLost,
            pressY, pressEnter
    }

    private func apply(_ happening: Happening, to stage: inout Stage) {
        switch happening {
        case .enriched: stage.change("enriched", People.answered())
        case .switchedElsewhere: stage.change("switched", jane())
        case .switchedThere: stage.change("switched", People.switched())
        case .removed: stage.send(.feed(.removed(callId: "call-1"), id: (stage.model.lastEventID ?? 0) + 1))
        case .otherCall: stage.change("identified", People.ringing("other", at: People.after(70)))
        case .otherRemoved: stage.send(.feed(.removed(callId: "other"), id: (stage.model.lastEventID ?? 0) + 1))
        case .snapshot: stage.snapshot([People.answered(), People.ringing("third", at: People.after(80))])
        case .answer:
            stage.send(.reviewAnswered(callID: "call-1", externalID: "CRM:500245679", .success(People.business)))
        case .linkLost: stage.send(.linkLost(reason: "gone"))
        case .pressY: stage.press("Y")
        case .pressEnter: stage.press("Enter")
        }
    }

    private func jane() -> CallView {
        var call = People.answered()
        call.put(
            on: CandidateView(
                digit: nil,
                externalId: "CRM:500999999",
                name: "Jane Smith",
                kind: nil,
                tier: nil,
                caseId: nil,
                erp: nil
            ),
            by: .switch,
            at: People.after(61)
        )
        return call
    }

    @Test("in every order of three happenings, and then Y")
    func interleavings() {
        var sent = 0
        for first in Happening.allCases {
            for second in Happening.allCases {
                for third in Happening.allCases {
                    sent += play([first, second, third, .pressY])
                }
            }
        }
        #expect(sent > 500)
    }

    /// How many switches were sent.
    private func play(_ happenings: [Happening]) -> Int {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("2", "1")
        var sent = 0
        for happening in happenings {
            _ = stage.taken()
            let before = stage.model
            apply(happening, to: &stage)
            for case .switchContext(let callID, let request) in stage.taken() {
                sent += 1
                #expect(happening == .pressY, "\(happenings)")
                expectNamed(callID, request, before)
            }
            #expect(stage.model.openID == "call-1", "the screen was stolen: \(happenings)")
        }
        return sent
    }

    private func expectNamed(_ callID: String, _ request: SwitchRequest, _ model: Model) {
        guard case .review(let review) = model.mode else {
            Issue.record("sent without a bar")
            return
        }
        #expect(callID == review.callID && request.newExternalId == "CRM:500245679")
        #expect(request.expectedExternalId == review.from)
        #expect(request.expectedExternalId == model.call(callID)?.identity.externalId)
        let text = view(model).plainText()
        #expect(text.contains("CRM:500245679") && text.contains(request.expectedExternalId))
    }
}
