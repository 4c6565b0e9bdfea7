import FoundationEssentials
import BrokerAPI
import Identity
import Screen
import Testing

@testable import Desk

@Suite("Any window will do")
struct AnyWindowWillDo {
    @Test("from 1×1 to 200×60, in every scene", arguments: Scene.allCases)
    func sizes(_ scene: Scene) {
        var stage = scene.stage("80x24")
        for columns in [1, 2, 3, 5, 8, 13, 20, 30, 39, 40, 41, 59, 60, 61, 79, 80, 81, 99, 100, 101, 140, 200] {
            for rows in [1, 2, 3, 5, 8, 9, 10, 11, 15, 16, 17, 20, 23, 24, 25, 40, 60] {
                let size = Size(columns: columns, rows: rows)
                stage.send(.resized(size))
                let frame = view(stage.model)
                #expect(frame.size == size)
                #expect(frame.cursor.map { $0.row < rows && $0.column < columns } ?? true)
            }
        }
        let before = scene.stage("80x24").text
        stage.send(.resized(Size(columns: 80, rows: 24)))
        // What was shown in clear is masked by any change of the window.
        #expect(stage.text == before || scene == .revealed, "it does not recover when grown")
    }

    @Test("a switch can't be confirmed in a window that does not show it")
    func blind() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("2", "1")
        _ = stage.taken()
        stage.send(.resized(Size(columns: 30, rows: 8)))
        stage.press("Y")
        #expect(stage.taken().isEmpty)
        stage.send(.resized(Size(columns: 40, rows: 10)))
        #expect(stage.shows("CRM:500245679"))
        stage.press("Y")
        #expect(stage.taken().count == 1)
    }
}
