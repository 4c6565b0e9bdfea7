import FoundationEssentials
import Identity
import BrokerAPI
import Screen
import Testing

@testable import Desk

@Suite("Nothing jumps when phase 2 comes")
struct NothingJumpsWhenPhase2Comes {
    static let labels = [
        "Case", "Subject", "Tier", "Earlier", "Account ", "Balance", "Overdue", "Credit", "Accounts on", "Timeline",
        "CRM  ", "ERP  ",
    ]

    @Test("labels keep their cells", arguments: ["80x24", "120x40", "100x30"])
    func labels(_ size: String) {
        var stage = Stage(size, calls: [People.ringing()], after: 1)
        let before = stage.text.split(separator: "\n", omittingEmptySubsequences: false)
        stage.change("enriched", People.answered())
        let after = stage.text.split(separator: "\n", omittingEmptySubsequences: false)
        for label in Self.labels {
            let places = [before, after].map { lines in
                lines.indices.compactMap { row in
                    lines[row].firstRange(of: label).map {
                        (row, lines[row].distance(from: lines[row].startIndex, to: $0.lowerBound))
                    }
                }.first
            }
            #expect(places[0] != nil, "\(label) is not there in phase 1")
            #expect(places[0]?.0 == places[1]?.0 && places[0]?.1 == places[1]?.1, "\(label) moved")
        }
    }

    @Test("what is still to come counts whole seconds, and what came is marked for two")
    func marks() {
        var stage = Stage(calls: [People.ringing()], after: 1.4)
        #expect(stage.shows("asking salesforce            1 s"))
        stage.wait(2)
        #expect(stage.shows("asking salesforce            3 s"))
        stage.change("enriched", People.answered())
        #expect(stage.shows("•Case"))
        stage.wait(1.9)
        #expect(stage.shows("•Case"))
        stage.wait(0.2)
        #expect(!stage.shows("•Case"))
        #expect(stage.shows(" Case"))
    }

    @Test("selection and dialogs stay where they are when calls come and go")
    func identity() {
        var stage = Stage(calls: [
            People.ringing("a"), People.ringing("b", at: People.after(1)), People.ringing("c", at: People.after(2)),
        ])
        stage.press("k")
        #expect(stage.model.selectedID == "b")
        stage.change("identified", People.ringing("d", at: People.after(-60)))
        stage.send(.feed(.removed(callId: "a"), id: 90))
        #expect(stage.model.selectedID == "b")
        #expect(stage.model.openID == "c")
        stage.press("Enter")
        #expect(stage.model.openID == "b")
    }
}
