import Testing

/// A small made-up house, so that the rules are seen to fail.
@Suite struct TheRulesFindWhatIsWrong {
    private let house = LayerTable(
        """
        0 | Identity |                 | Crypto
        2 | Broker   | Identity        | Logging
        3 | CThing   |                 |
        3 | Things   | Broker CThing   |
        3 | Wires    | Broker Identity | AsyncHTTPClient
        4 | ringside | *               | *
        """
    )

    private func violations(_ files: [String: String], beyond: String = "") -> [String] {
        let files = files.merging(["Sources/Things/Only.swift": "import CThing\n"]) { given, _ in given }
        let sources = files.map { SourceFile(path: $0.key, text: $0.value) }
        return ImportRules(house: house, beyond: LayerTable(beyond), sources: sources).violations
    }

    @Test func `nothing, where all is as drawn`() {
        let found = violations([
            "Sources/Broker/A.swift": "package import Identity\nimport Logging\ninternal import Synchronization\n",
            "Sources/CThing/thing.cpp": "#include <string>\n",
            "Sources/Wires/A.swift": "import Foundation\nimport NIOCore\nimport struct Identity.Call\n",
            "Sources/ringside/A.swift": "import Broker\nimport ArgumentParser\n",
        ])
        #expect(found == [])
    }

    @Test(arguments: [
        "import Wires", "package import Wires", "@testable import Wires", "@_spi(Inner) package import Wires",
        "  import Wires",
        "import struct Wires.Token", "fileprivate import class Wires.Client",
    ])
    func `an arrow up, however the import is written`(line: String) {
        let found = violations(["Sources/Broker/A.swift": "\n\n\(line)\n"])
        #expect(found == ["Sources/Broker/A.swift:3: Broker may not import Wires: the table names no such arrow"])
    }

    @Test func `an arrow that is not drawn, on the same level`() {
        #expect(violations(["Sources/Wires/Deep/A.swift": "import Things"]).count == 1)
    }

    @Test func `a package where it doesn't belong`() {
        let found = violations(["Sources/Broker/A.swift": "import AsyncHTTPClient\nimport NIOPosix\n"])
        #expect(found.count == 2)
        #expect(
            found.first
                == "Sources/Broker/A.swift:1: Broker may not import AsyncHTTPClient: the table doesn't give it AsyncHTTPClient"
        )
    }

    @Test func `a module that nothing in the table has`() {
        let found = violations(["Sources/Wires/A.swift": "import Surprise"])
        #expect(
            found == ["Sources/Wires/A.swift:1: Wires may not import Surprise: no package of the table has this module"]
        )
    }

    @Test(arguments: ["Foundation", "Dispatch", "Glibc"])
    func `the system in pure code`(module: String) {
        #expect(violations(["Sources/Broker/A.swift": "import \(module)"]).count == 1)
        #expect(violations(["Sources/Wires/A.swift": "import \(module)"]).isEmpty)
    }

    @Test func `a target that the table doesn't have`() {
        #expect(
            violations(["Sources/Utilities/A.swift": ""]) == [
                "Sources/Utilities: the table of layers has no such target"
            ]
        )
    }

    @Test func `a C module in two hands, in none, or shown to others`() {
        let thing = ["Sources/CThing/include/CThing.h": ""]
        #expect(violations(thing).isEmpty)
        #expect(violations(thing.merging(["Sources/Things/Only.swift": ""]) { $1 }).count == 1)
        #expect(violations(thing.merging(["Sources/ringside/A.swift": "import CThing"]) { $1 }).count == 2)
        #expect(violations(thing.merging(["Sources/Things/Only.swift": "package import CThing"]) { $1 }).count == 1)
        #expect(violations(thing.merging(["Sources/Things/Only.swift": "@_exported import CThing"]) { $1 }).count == 1)
    }

    @Test func `an exception that is used passes, one that isn't is named`() {
        let source = ["Sources/Wires/A.swift": "import Logging"]
        #expect(violations(source).count == 1)
        #expect(violations(source, beyond: "3 | Wires | | Logging").isEmpty)
        let found = violations(source, beyond: "3 | Wires | Things | Logging")
        #expect(found == ["LayerTable.beyond: Wires doesn't import Things, so take it out"])
    }

    @Test func `words about imports are none`() {
        #expect(violations(["Sources/Broker/A.swift": "// import Wires\nlet important = 1\nimportant Wires\n"]).isEmpty)
    }

    @Test func `names that say nothing`() {
        let found = NamingRules.nameViolations([
            "Sources/Feed/Utils.swift", "Sources/Core/Call.swift", "Tests/FeedTests/TestHelpers.swift",
            "Scripts/common",
            "Sources/Feed/Score.swift", "Sources/Feed/Managerial.swift",
        ])
        #expect(found.count == 4)
    }

    @Test func `files that are too long, with the newline at the end not counted`() {
        let fits = SourceFile(path: "Sources/Feed/A.swift", text: String(repeating: "x\n", count: 500))
        let long = SourceFile(path: "Sources/Feed/B.swift", text: String(repeating: "x\n", count: 501))
        #expect(NamingRules.lengthViolations([fits, long]) == ["Sources/Feed/B.swift: 501 lines, 500 at most"])
    }

    @Test func `a type that hides a module`() {
        let source = SourceFile(path: "Sources/Wires/A.swift", text: "package struct Broker {}\nstruct Brokerage {}\n")
        let found = NamingRules.typeViolations([source], targets: ["Broker"])
        #expect(found == ["Sources/Wires/A.swift:1: Broker is the name of a target"])
    }

    @Test func `too much and too little at the top`() {
        let complete = Array(NamingRules.topLevel)
        #expect(NamingRules.topLevelViolations(complete + [".git", ".ci", "Package.resolved"]) == [])
        #expect(NamingRules.topLevelViolations(complete + ["docs"]).count == 1)
        #expect(NamingRules.topLevelViolations(complete.filter { $0 != "README.md" }).count == 1)
    }
}
