import Identity
import Logging
import Testing

@testable import Operations

@Suite struct `One file is laid over another` {
    let scratch: Scratch
    init() throws { scratch = try Scratch() }

    @Test func `mappings key by key, everything else replaced`() throws {
        let configuration = try Configuration.parse([
            (
                "system",
                "identity: {region: DE, kind_order: [business, personal]}\nlookup: {grace_ms: 10}\nsync:\n  give_up_hours: 1"
            ),
            ("user", "identity: {region: FR, kind_order: [personal]}\nsync:\nlog: {level: error}"),
        ])
        #expect(configuration.region == "FR")
        #expect(configuration.matching.kindOrder == [.personal])
        #expect(configuration.grace == .milliseconds(10))
        #expect(configuration.syncGiveUp == 3600)
        #expect(configuration.logLevel == .error)
    }

    @Test func `null takes a value back to its default`() throws {
        let configuration = try Configuration.parse([("a", "state_directory: /x"), ("b", "state_directory: null")])
        #expect(configuration.stateDirectory == nil)
    }

    @Test func `what is wrong names the file that says it`() {
        let failure = #expect(throws: ConfigurationFailure.self) {
            try Configuration.parse([("a", "lookup:\n  grace_ms: x"), ("b", "\nlookup: {deadline_ms: y}")])
        }
        #expect(failure?.refusals.map(\.place) == ["b:2: lookup.deadline_ms", "a:2: lookup.grace_ms"])
    }

    @Test func `the user's file lies over the system's, each where it is there`() throws {
        let environment = ["XDG_CONFIG_HOME": scratch.path]
        let system = "\(scratch.path)/system.yaml"
        #expect(try Configuration.read(environment: environment, system: system) == Configuration())
        try scratch.file("system.yaml", "identity: {region: DE}\nlog: {level: debug}", mode: 0o644)
        #expect(try Configuration.read(environment: environment, system: system).region == "DE")
        try scratch.file("ringside/ringside.yaml", "identity: {region: FR}", mode: 0o644)
        let both = try Configuration.read(environment: environment, system: system)
        #expect(both.region == "FR")
        #expect(both.logLevel == .debug)
        let given = try scratch.file("given.yaml", "log: {format: json}")
        let alone = try Configuration.read(given, environment: environment, system: system)
        #expect(alone.region == "US")
        #expect(alone.logFormat == .json)
    }

    @Test func `a given file has to be there`() {
        let path = "\(scratch.path)/none.yaml"
        let failure = #expect(throws: ConfigurationFailure.self) { try Configuration.read(path, environment: [:]) }
        #expect(failure?.description == "\(path): can't be read: there is no such file or folder")
    }

    @Test func `a folder or a picture is no configuration`() throws {
        let folder = #expect(throws: ConfigurationFailure.self) {
            try Configuration.read(scratch.path, environment: [:])
        }
        #expect(folder?.description == "\(scratch.path): is not a plain file")
        let path = try scratch.file("big.yaml", String(repeating: "#", count: PlainFile.largest + 1))
        let large = #expect(throws: ConfigurationFailure.self) { try Configuration.read(path, environment: [:]) }
        #expect(large?.description == "\(path): is larger than 262144 bytes")
    }
}

@Suite struct `A name is near when few letters differ` {
    @Test(arguments: [
        ("deadline_ms", "deadline_ms", 0), ("dedline", "deadline", 1), ("fromat", "format", 1), ("", "abc", 3),
        ("kitten", "sitting", 3), ("ca", "abc", 3),
    ])
    func distance(left: String, right: String, expected: Int) {
        #expect(NearestName.distance(Array(left), Array(right)) == expected)
        #expect(NearestName.distance(Array(right), Array(left)) == expected)
    }

    @Test func `the nearest is named, the first of equals, and none that is far`() {
        #expect(NearestName.of("Theme", in: ["themes", "theme"]) == "theme")
        #expect(NearestName.of("thema", in: ["themb", "themc"]) == "themb")
        #expect(NearestName.of("xy", in: ["id", "no"]) == nil)
        #expect(NearestName.of("region", in: []) == nil)
        #expect(NearestName.of("client_secret", in: ["client_id", "client_secret_file"]) == "client_secret_file")
    }
}
