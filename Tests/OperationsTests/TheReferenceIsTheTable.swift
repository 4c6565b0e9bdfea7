import Foundation
import Testing

@testable import Operations

@Suite struct `The reference is the table that the parser reads by` {
    private static func manual(_ name: String) -> String {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(root)/Sources/ringside/ringside.docc/\(name)"
    }

    @Test(arguments: [("Configuration.md", ConfigurationPage.text), ("Metrics.md", MeasurePage.text)])
    func `the pages say what the code says`(name: String, text: String) throws {
        let file = Self.manual(name)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try text.write(toFile: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == text, "RECORD=1 writes it anew")
    }

    @Test func `every key of the table is read, and no other`() throws {
        var asked = try LoadedConfiguration.parse([("r.yaml", SampleConfiguration.text)]).asked
        for text in Self.others { asked.formUnion(try LoadedConfiguration.parse([("r.yaml", text)]).asked) }
        let keys = Set(ConfigurationKey.all.map(\.path))
        #expect(keys.subtracting(asked).sorted() == [])
        let sections = ConfigurationKey.sections.union(ConfigurationKey.lists)
        #expect(asked.subtracting(keys).subtracting(sections).filter { !$0.hasPrefix("desk.keys.") }.sorted() == [])
    }

    /// With the keys of the systems that the sample does not have.
    private static let others = [
        """
        platform: {kind: genesys-cloud, region: mypurecloud.ie, client_id: me, client_secret_file: /s}
        crm:
          - kind: servicenow
            base_url: https://a
            auth: {grant: password, client_id: me, client_secret_file: /s, user: u, password_file: /p}
          - kind: salesforce
            prefix: SF
            base_url: https://b
            auth: {grant: jwt-bearer, client_id: me, username: u, key_file: /k, audience: "https://c"}
          - {kind: tryton, prefix: TR, base_url: "https://d", auth: {user: u, password_file: /p}}
        erp:
          - kind: netsuite
            base_url: https://e
            auth: {account: a, consumer_key: k, consumer_secret_file: /c, token_id: t, token_secret_file: /t}
        """,
        "erp: [{kind: oracle-fusion, base_url: 'https://e', auth: {user: u, password_file: /p}}]",
    ]

    @Test func `the defaults of the table are those that count`() throws {
        #expect(try Configuration.parse([("r.yaml", LoadedConfiguration.parse([]).yaml)]) == Configuration())
    }

    @Test func `every key has a variable of its own`() {
        let names =
            ConfigurationKey.all.map(EnvironmentName.of) + ConfigurationKey.all.compactMap(EnvironmentName.ofSecret)
        #expect(Set(names).count == names.count)
        for key in ConfigurationKey.all {
            let name = EnvironmentName.of(key).replacing("<n>", with: "7")
            #expect(EnvironmentName.meaning(of: name)?.meaning == .value(path: key.path), "\(name)")
            #expect(EnvironmentName.meaning(of: name)?.index == (key.path.contains("[") ? 7 : nil))
        }
    }

    @Test func `a sentence is a sentence, and no key is there twice`() {
        #expect(Set(ConfigurationKey.all.map(\.path)).count == ConfigurationKey.all.count)
        for key in ConfigurationKey.all {
            #expect(key.sentence.hasSuffix(".") && !key.sentence.contains("|"), "\(key.path)")
        }
    }
}

@Suite struct `The result is printed as YAML that can be read again` {
    private func bare(_ yaml: String) -> [String] {
        yaml.split(separator: "\n").map { String($0.split(separator: "  #", maxSplits: 1)[0]) }
    }

    @Test func `what is read again is the same`() throws {
        let first = try LoadedConfiguration.parse([("r.yaml", SampleConfiguration.text)])
        let again = try LoadedConfiguration.parse([("again.yaml", first.yaml)])
        #expect(bare(again.yaml) == bare(first.yaml))
        #expect(again.configuration.deadline == first.configuration.deadline)
        #expect(again.configuration.crms.map(\.limits) == first.configuration.crms.map(\.limits))
        #expect(again.configuration.desks.map(\.queues) == first.configuration.desks.map(\.queues))
        #expect(again.changes(since: first) == LoadedConfiguration.Changes())
    }

    @Test func `each value says where it comes from`() throws {
        let loaded = try LoadedConfiguration.parse(
            [("a.yaml", "lookup: {deadline_ms: 300}"), ("b.yaml", "\nidentity: {region: DE}")],
            environment: ["RINGSIDE_LOG_LEVEL": "debug"],
            flags: [.path("--state", key: "state_directory", "/x")].compactMap(\.self)
        )
        let lines = loaded.yaml.split(separator: "\n").map(String.init)
        for line in [
            "  deadline_ms: 300  # a.yaml:1", "  region: DE  # b.yaml:2", "  level: debug  # RINGSIDE_LOG_LEVEL",
            "state_directory: /x  # --state", "  grace_ms: 80  # default", "platform: null  # default",
            "crm: []  # default",
        ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test func `what could prove who we are is masked`() throws {
        let text = """
            erp:
              - kind: netsuite
                base_url: https://e
                auth: {account: a, consumer_key: kkk, consumer_secret_file: /c, token_id: ttt, token_secret_file: /t}
            """
        let yaml = try LoadedConfiguration.parse([("r.yaml", text)]).yaml
        #expect(!yaml.contains("kkk") && !yaml.contains("ttt"))
        #expect(yaml.contains("consumer_key: \"••••\""))
        _ = try Configuration.parse([("again.yaml", yaml)])
    }

    @Test(arguments: ["a b", "null", "", "1: 2", "#x", "é", "a\"b\\c", "🙂\u{200B}", "- x", "yes:", "62.0", "{a}", "[b"])
    func `any text is the same text again`(text: String) throws {
        let setting = try Setting.parse("[{k: \(Setting.scalar(text))}]", file: "r")
        guard case .list(let items) = setting.value else { throw NoList() }
        #expect(items.first?.at([.key("k")])?.text == text)
    }

    private struct NoList: Error {}
}

@Suite struct `A change counts at once, or the log says when` {
    private func changes(_ old: String, _ new: String) throws -> LoadedConfiguration.Changes {
        try LoadedConfiguration.parse([("r", new)]).changes(since: try LoadedConfiguration.parse([("r", old)]))
    }

    @Test func `each key by its kind, and the desk's own are none of the broker's`() throws {
        let old = "lookup: {deadline_ms: 250}\nqueues: [{id: q, name: Q}]"
        let new = """
            lookup: {deadline_ms: 300}
            identity: {region: DE}
            desk: {theme: auto}
            queues: [{id: q, name: Q}, {id: r, name: R}]
            """
        let found = try changes(old, new)
        #expect(found.atOnce == ["lookup.deadline_ms", "queues[].id", "queues[].name"])
        #expect(found.atStart == ["identity.region"])
    }

    @Test func `a default that is written down is no change`() throws {
        let found = try changes("", "lookup: {deadline_ms: 250}\nlog: {level: info}\nidentity: {region: US}")
        #expect(found == LoadedConfiguration.Changes())
    }
}
