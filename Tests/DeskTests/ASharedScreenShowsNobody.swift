import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("A shared screen shows nobody")
struct ASharedScreenShowsNobody {
    private static let secrets = [
        "John Doe", "Jane Smith", "Smithson", "500245678", "500245679", "50031", "5004110", "•999", "•143",
        "Router keeps", "invoice", "j•••@",
        "CASE-", "Gold", "Platinum", "Silver", "42.10", " 0.00 ", "18250", "9100", "Active", "Credit hold",
    ]

    @Test("no name, number, ID or free text in any scene, at any size", arguments: Scene.allCases)
    func masked(_ scene: Scene) {
        // A story and a note are the presenter's and the agent's own words.
        guard scene != .story else { return }
        for size in ["80x24", "120x40", "60x16", "40x10", "30x8"] {
            var stage = scene.stage(size)
            stage.model.isPrivate = true
            let text = stage.text
            for secret in Self.secrets { #expect(!text.contains(secret), "\(secret) in \(scene) at \(size):\n\(text)") }
        }
    }

    @Test("what an account owes or is locked for shows neither by words nor by an alarm")
    func context() {
        var call = People.switched()
        call.erp = People.hold
        var stage = Stage(calls: [call], after: 60)
        #expect(stage.shows("no deliveries") && stage.shows("18250.00 USD"))
        stage.press("p")
        #expect(!stage.shows("deliveries") && !stage.shows("USD") && !stage.shows("HOLD"), "\(stage.text)")
        for label in ["Case", "Subject", "Tier", "Account", "Balance", "Overdue", "Credit"] {
            let padded = label + String(repeating: " ", count: 10 - label.count)
            #expect(stage.shows("\(padded)•••"), "\(label)\n\(stage.text)")
        }
    }

    @Test("p masks, says so in the header, and shows again")
    func toggled() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("p")
        #expect(stage.shows("J••• D•••") && stage.shows("private") && !stage.shows("John"))
        stage.press("p")
        #expect(stage.shows("John Doe") && !stage.shows("private"))
    }

    @Test(
        "nothing is switched, searched, copied, revealed or noted behind the mask",
        arguments: ["2", "s", "y", "r", "n", "v", "o"]
    )
    func refused(_ key: String) {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("p", key)
        #expect(stage.model.mode == .calls && stage.taken().isEmpty)
        #expect(stage.model.toast?.text == "Names and numbers are masked: p shows them first")
    }

    @Test("a bar that was open before can't be committed until the names are shown")
    func bar() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("2", "1", "p", "Y")
        #expect(!stage.taken().contains { if case .switchContext = $0 { true } else { false } })
        stage.press("p", "Y")
        #expect(stage.taken().contains { if case .switchContext = $0 { true } else { false } })
    }

    @Test("two accounts stay two: each has a mark of its own")
    func told() {
        #expect(Veil.id("CRM:500245678") != Veil.id("CRM:500245679"))
        #expect(Veil.id("CRM:500245678").hasPrefix("CRM:•"))
        #expect(Veil.name("") == "")
    }

    @Test("a filter goes on letting through what it did, and does not tell its words")
    func filter() {
        var stage = Stage("120x40", calls: [People.ringing("call-2"), People.answered()], after: 60)
        stage.press("/")
        stage.type("john")
        stage.press("Enter", "p")
        #expect(stage.shows("1 of 2") && !stage.shows("john"))
    }
}
