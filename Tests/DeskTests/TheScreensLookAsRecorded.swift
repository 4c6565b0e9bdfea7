import Screen
import BrokerAPI
import FoundationEssentials
import Identity
import Testing

@testable import Desk

/// One screen a scene; `RECORD=1` rewrites the files, and then they are to be looked at.
@Suite("The screens look as recorded")
struct TheScreensLookAsRecorded {
    static let sizes = ["80x24", "120x40", "60x16", "40x10", "200x60"]

    @Test("every scene, at every size", arguments: Scene.allCases, sizes)
    func text(_ scene: Scene, _ size: String) throws {
        try expectGolden("\(scene.rawValue).\(size)", scene.stage(size).text)
    }

    @Test("what a window that is too small shows", arguments: [Scene.noBroker, .phase1, .phase2, .review, .search])
    func tooSmall(_ scene: Scene) throws {
        try expectGolden("\(scene.rawValue).30x8", scene.stage("30x8").text)
    }

    @Test("what each cell means, for the colours, and what is left of it without them", arguments: Scene.allCases)
    func styles(_ scene: Scene) throws {
        try expectGoldenStyles(scene.rawValue) { scene.stage($0).model }
    }

    @Test("a terminal without UTF-8 shows plain ASCII of the same layout", arguments: Scene.allCases)
    func ascii(_ scene: Scene) throws {
        var stage = scene.stage("80x24")
        stage.model.glyphs = .ascii
        let text = stage.text
        if scene == .phase2 { try expectGolden("phase2-ascii.80x24", text) }
        let strange = text.replacing("•", with: "*").unicodeScalars.filter { !$0.isASCII }
        #expect(strange.isEmpty, "\(String(String.UnicodeScalarView(strange)))")
    }

    @Test("every scene has the cursor on the screen", arguments: Scene.allCases)
    func cursor(_ scene: Scene) {
        for size in Self.sizes + ["30x8"] {
            let frame = view(scene.stage(size).model)
            #expect(frame.cursor.map { $0.row < frame.size.rows && $0.column < frame.size.columns } == true, "\(size)")
        }
    }
}

/// The states of the desk that are on file.
enum Scene: String, CaseIterable, Sendable {
    case noBroker, noCall, waiting, phase1, phase2, marked, erpFailed, crmFailed, ambiguous, switchboard, withheld
    case outbound, held, wrapUp, remembered, conversation, gone, accounts, timeline, story
    case review, reviewTyping, reviewMoved, pending, refused, switched, stale, toast, tooSoon
    case why, history, search, results, found, filter, filtered, palette, paletteFound, help, note, record,
        recordDiffers
    case reveal, revealReason, revealed, overrides, revoking, privacy, privacyReview

    func stage(_ size: String) -> Stage {
        switch self {
        case .noBroker: return Self.noBroker(size)
        case .noCall: return Stage(size, calls: [])
        case .phase1: return Stage(size, calls: Self.queue + [People.ringing()], after: 1.2)
        case .phase2: return Stage(size, calls: Self.queue + [People.answered()], after: 131)
        case .marked: return Self.marked(size)
        case .erpFailed: return Stage(size, calls: [Self.erpDown], after: 8)
        case .crmFailed: return Stage(size, calls: [Self.crmDown], after: 8)
        case .switchboard: return Stage(size, calls: [People.switchboard()], after: 20)
        case .withheld: return Stage(size, calls: [People.ringing(number: nil)], after: 5)
        case .remembered: return Stage(size, calls: [Self.chosenBefore], after: 5)
        case .review, .reviewTyping, .reviewMoved, .pending, .refused: return Self.reviewing(self, size)
        case .switched: return Stage(size, calls: [People.switched()], after: 33)
        case .stale: return Self.lost(size)
        case .why, .history: return Self.explained(self, size)
        case .waiting, .ambiguous, .outbound, .held, .wrapUp, .conversation: return Self.living(self, size)
        case .filter, .filtered, .palette, .paletteFound, .note, .record, .recordDiffers, .reveal, .revealReason,
            .revealed, .overrides, .revoking, .privacy, .privacyReview:
            return Self.extended(self, size)
        case .search, .results, .found: return Self.searching(self, size)
        case .help: return Self.pressed(size, "?")
        case .toast: return Self.pressed(size, "u")
        case .tooSoon: return Self.pressed(size, "2", "Y")
        case .story: return Self.told(size)
        case .gone: return Self.left(size)
        case .accounts: return Self.tabbed(size, 1)
        case .timeline: return Self.tabbed(size, 2)
        }
    }

    private static let queue: [CallView] = [
        waiting("call-a", number: nil, at: People.after(-41)),
        waiting("call-b", number: "+1•••••••143", at: People.after(-8)),
    ]

    private static func waiting(_ id: String, number: String?, at: Date) -> CallView {
        var call = People.ringing(id, number: number, at: at)
        call.state = .waiting
        return call
    }

    private static func living(_ scene: Scene, _ size: String) -> Stage {
        var call = People.answered()
        switch scene {
        case .waiting: return Stage(size, calls: queue, after: 20)
        case .ambiguous:
            call.identity.confidence = .ambiguous
            call.identity.rule = .kindOrder
        case .outbound:
            call = People.ringing()
            (call.direction, call.state) = (.outbound, .dialing)
            return Stage(size, calls: [call], after: 3)
        case .held: call.state = .held
        case .wrapUp: (call.state, call.endedAt) = (.wrapup, People.after(100))
        case .conversation:
            call.interaction = [
                "callbackRequested": "true", "note": "Wants the invoice of October sent to his company as well.",
                "queueWaitSeconds": "34",
            ]
        default: break
        }
        return Stage(size, calls: queue + [call], after: 131)
    }

    private static var erpDown: CallView {
        var call = People.answered()
        call.erp = People.erp(.failed)
        return call
    }

    private static var crmDown: CallView {
        var call = People.ringing()
        call.crm = People.crm(.failed)
        return call
    }

    private static var chosenBefore: CallView {
        var call = People.answered()
        call.put(on: People.business, by: .override, at: People.after(0.9))
        call.identity.confidence = .likely
        let (at, expires) = (People.after(-3 * 86400), People.after(27 * 86400))
        call.identity.override = OverrideStampView(by: "R. Ortiz", at: at, expires: expires)
        return call
    }

    private static func noBroker(_ size: String) -> Stage {
        var stage = Stage(size)
        stage.send(.linkLost(reason: "nothing listens there"))
        return stage
    }

    private static func marked(_ size: String) -> Stage {
        var stage = Stage(size, calls: [People.ringing()], after: 1)
        stage.wait(0.5)
        stage.change("enriched", People.answered())
        return stage
    }

    private static func pressed(_ size: String, _ keys: String...) -> Stage {
        var stage = Stage(size, calls: queue + [People.answered()], after: 131)
        for key in keys { stage.press(key) }
        return stage
    }

    private static func reviewing(_ scene: Scene, _ size: String) -> Stage {
        var stage = pressed(size, "2")
        var there = People.business
        there.erp = People.hold
        stage.send(.reviewAnswered(callID: "call-1", externalID: there.externalId, .success(there)))
        stage.press("2")
        switch scene {
        case .reviewTyping:
            stage.press("4")
            stage.type("asked for the company's invoice")
        case .reviewMoved:
            var moved = People.answered()
            moved.put(
                on: CandidateView(
                    digit: 3,
                    externalId: "CRM:500999999",
                    name: "Jane Smith",
                    kind: .business,
                    tier: "Silver",
                    caseId: nil,
                    erp: nil
                ),
                by: .switch,
                at: stage.now
            )
            stage.change("switched", moved)
            stage.wait(1)
        case .pending: stage.press("Y")
        case .refused:
            stage.press("Y")
            let problem = Problem(.unknownAccount, status: 422, detail: "no such account", externalId: "CRM:500245678")
            stage.send(.switchAnswered(callID: "call-1", .failure(.problem(problem))))
        case .review: break
        default: break
        }
        return stage
    }

    private static func lost(_ size: String) -> Stage {
        var stage = Stage(size, calls: [People.answered()], after: 60)
        stage.send(.linkLost(reason: "connection lost"))
        stage.wait(12)
        return stage
    }

    private static func explained(_ scene: Scene, _ size: String) -> Stage {
        var stage = pressed(size, "w")
        guard scene == .history else { return stage }
        let steps = [People.ringing(), People.answered()].map { call in
            HistoryAnswer.Step(
                at: call.identity.asOf,
                externalId: call.identity.externalId,
                name: call.identity.name,
                resolvedBy: call.identity.resolvedBy,
                rule: call.identity.rule,
                confidence: call.identity.confidence,
                source: nil,
                actor: nil,
                reason: nil,
                superseded: false
            )
        }
        stage.send(.historyAnswered(callID: "call-1", .success(steps)))
        return stage
    }

    private static func searching(_ scene: Scene, _ size: String) -> Stage {
        var stage = pressed(size, "s")
        stage.type(scene == .results ? "CRM:500000000" : "smith")
        guard scene != .search else { return stage }
        stage.press("Enter")
        if scene == .found {
            stage.send(.searchAnswered(query: "smith", .success(People.smiths)))
            return stage
        }
        stage.send(.searchAnswered(query: "CRM:500000000", .success([])))
        return stage
    }

    private static func told(_ size: String) -> Stage {
        var stage = Stage(size, calls: [People.answered()], after: 20)
        stage.model.story = Story(
            title: "The CRM takes two seconds",
            text: "The caller's name was on the screen before the second ring, although the CRM was slow: phase 1 "
                + "answered from what was known, phase 2 filled the same places later.",
            progress: "2 of 4",
            keys: "Space next  Backspace back"
        )
        return stage
    }

    private static func left(_ size: String) -> Stage {
        var stage = pressed(size)
        stage.send(.feed(.removed(callId: "call-1"), id: 9))
        return stage
    }

    private static func tabbed(_ size: String, _ times: Int) -> Stage {
        var stage = Stage(size, calls: [People.switchboard()], after: 20)
        for _ in 0..<times { stage.press("Tab") }
        return stage
    }
}
