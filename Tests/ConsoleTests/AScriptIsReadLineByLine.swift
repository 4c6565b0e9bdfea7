import Console
import Screen
import Testing

@Suite struct AScriptIsReadLineByLine {
    @Test func everyKindOfLine() throws {
        let script = try Script(
            """
            # a call that is switched
            call +15550199999
              wait John Doe

            key 2
            key Enter
            type caller asked
            resize 120x40
            screen out.svg
            """,
            file: "demo.script"
        )
        #expect(
            script.steps == [
                .call(number: "+15550199999"), .wait("John Doe"), .key(.character("2")), .key(.enter),
                .type("caller asked"), .resize(Size(columns: 120, rows: 40)), .screen(file: "out.svg"),
            ]
        )
    }

    @Test(arguments: [
        ("call", "demo:1: expected a number, such as: call +15550199999"),
        ("\nkey Hyper-Q", "demo:2: expected a key, such as: key j, key Enter, key F3"),
        ("wait", "demo:1: expected a text, such as: wait John Doe"),
        ("resize big", "demo:1: expected a size, such as: resize 120x40"),
        ("screen out.gif", "demo:1: expected a file that ends in .txt, .ansi or .svg"),
        ("# fine\n\ndance", "demo:3: expected call, key, type, wait, resize or screen"),
    ])
    func aBadLineIsNamedWithWhatWasExpected(text: String, sentence: String) {
        let failure = #expect(throws: Script.Failure.self) { try Script(text, file: "demo") }
        #expect(failure?.description == sentence)
    }
}
