import Screen
import Testing

@Suite("Keys have names")
struct KeysHaveNames {
    @Test(arguments: [
        ("j", Key.character("j")), ("Y", .character("Y")), ("é", .character("é")), ("Space", .character(" ")),
        ("Enter", .enter),
        ("Esc", .escape), ("Tab", .tab), ("Shift-Tab", .backTab), ("PageDown", .pageDown), ("F3", .function(3)),
        ("F12", .function(12)), ("Ctrl-C", .control("C")), ("Delete", .delete), ("Up", .up), (":", .character(":")),
    ])
    func aNameIsReadAndWrittenAlike(_ name: String, _ key: Key) {
        #expect(Key(name: name) == key)
        #expect(key.name == name)
    }

    @Test(arguments: [
        ("escape", Key.escape), ("ENTER", .enter), ("ctrl-c", .control("C")), ("f1", .function(1)),
        (" ", .character(" ")),
    ])
    func otherSpellingsAreRead(_ name: String, _ key: Key) { #expect(Key(name: name) == key) }

    @Test(arguments: ["", "F0", "F99", "Ctrl-", "Ctrl-1", "Ctrl-CC", "Alt-x", "jj"])
    func whatIsNoKeyIsRefused(_ name: String) { #expect(Key(name: name) == nil) }
}
