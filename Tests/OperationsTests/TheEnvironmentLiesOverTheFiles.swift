import Identity
import Testing

@testable import Operations

@Suite struct `The environment lies over the files` {
    private func read(_ text: String, _ environment: [String: String]) throws -> Configuration {
        try Configuration.parse([("r.yaml", text)], environment: environment)
    }

    private func complaint(_ environment: [String: String], _ text: String = "") -> String {
        do {
            _ = try Configuration.parse([("r.yaml", text)], environment: environment)
            return "nothing"
        } catch {
            return "\(error)"
        }
    }

    @Test func `a variable goes before every file, and an empty one counts as none`() throws {
        let text = "lookup: {deadline_ms: 300, grace_ms: 10}\nidentity: {region: DE}"
        let environment = [
            "RINGSIDE_LOOKUP_DEADLINE_MS": "200", "RINGSIDE_IDENTITY_REGION": "", "RINGSIDE_OVERRIDE_FROM_FLOWS": "yes",
            "RINGSIDE_STATE_DIRECTORY": "/x", "LOOKUP_GRACE_MS": "20", "PATH": "/bin",
        ]
        let configuration = try read(text, environment)
        #expect(configuration.deadline == .milliseconds(200))
        #expect(configuration.grace == .milliseconds(10))
        #expect(configuration.region == "DE")
        #expect(configuration.remembersFlows)
        #expect(configuration.stateDirectory == "/x")
    }

    @Test(arguments: ["only-one,open-case, lowest-id", "[only-one, open-case, lowest-id]"])
    func `a list is written with commas or as YAML`(text: String) throws {
        let configuration = try read("identity: {match: [only-one]}", ["RINGSIDE_IDENTITY_MATCH": text])
        #expect(configuration.matching.rules == [.onlyOne, .openCase, .lowestID])
    }

    @Test func `an entry of a list has its number, and a whole list is YAML`() throws {
        let environment = [
            "RINGSIDE_QUEUES": "[{id: q, name: Q}]", "RINGSIDE_QUEUES_0_NAME": "Billing",
            "RINGSIDE_QUEUES_1_ID": "r", "RINGSIDE_QUEUES_1_NAME": "Returns",
            "RINGSIDE_DESK_KEYS": "{switch_search: S}",
        ]
        let configuration = try read("queues: [{id: old, name: Old}]", environment)
        #expect(configuration.queues == ["q": "Billing", "r": "Returns"])
        #expect(configuration.deskPreferences.keys == ["switch_search": ["S"]])
        #expect(
            complaint(["RINGSIDE_QUEUES_1_NAME": "x"])
                == "RINGSIDE_QUEUES_1_NAME: there is no such entry; number the entries from 0, without a hole"
        )
    }

    @Test func `null takes a value away, and only there`() throws {
        let text = "state_directory: /x\ndesk_listener: {socket: /y}"
        let configuration = try read(text, ["RINGSIDE_STATE_DIRECTORY": "null"])
        #expect(configuration.stateDirectory == nil)
        #expect(configuration.deskSocket == "/y")
    }

    @Test func `a whole system comes from the environment, its secret itself too`() throws {
        let environment = [
            "RINGSIDE_CRM_0_KIND": "salesforce", "RINGSIDE_CRM_0_BASE_URL": "https://acme.my.salesforce.com",
            "RINGSIDE_CRM_0_AUTH_CLIENT_ID": "me", "RINGSIDE_CRM_0_AUTH_CLIENT_SECRET": "hush-hush",
            "RINGSIDE_PLATFORM_BASE_URL": "https://api.example.com",
            "RINGSIDE_PLATFORM_LISTENER_TOKEN": "a-token-of-ours-1",
        ]
        let configuration = try read("", environment)
        guard case .salesforce(let salesforce) = configuration.crms.first?.interface,
            case .clientCredentials(let secret) = salesforce.grant
        else { throw Another() }
        #expect(secret.path == "env:RINGSIDE_CRM_0_AUTH_CLIENT_SECRET")
        #expect(try secret.read(environment: environment).text == "hush-hush")
        #expect(throws: Refusal.self) { try secret.read(environment: [:]) }
        let tokens = try TokenFile.read(try #require(configuration.tokenFile), environment: environment)
        #expect(tokens.tokens.map(\.text) == ["a-token-of-ours-1"])
        let printed = try LoadedConfiguration.parse([], environment: environment).yaml
        #expect(!printed.contains("hush-hush") && !printed.contains("a-token-of-ours-1"))
    }

    private struct Another: Error {}

    @Test(arguments: [
        ("RINGSIDE_LOOKUP_DEDLINE_MS", "unknown variable; did you mean `RINGSIDE_LOOKUP_DEADLINE_MS`?"),
        ("RINGSIDE_CRM_2_BASE_URI", "unknown variable; did you mean `RINGSIDE_CRM_2_BASE_URL`?"),
        ("RINGSIDE_PLATFORM_CLIENT_SECRETS", "unknown variable; did you mean `RINGSIDE_PLATFORM_CLIENT_SECRET`?"),
        ("RINGSIDE_XYZZY", "unknown variable; `ringside check --print-config` shows all keys"),
    ])
    func `an unknown variable is refused, with the nearest name`(name: String, problem: String) {
        #expect(complaint([name: "1"]) == "\(name): \(problem)")
    }

    @Test(arguments: [
        ("RINGSIDE_BINARY", "/x"), ("RINGSIDE_SERVICE_HOST", "10.0.0.1"), ("RINGSIDE_SERVICE_PORT_HTTP", "80"),
        ("RINGSIDE_PORT", "tcp://10.0.0.1:80"), ("RINGSIDE_PORT_80_TCP_ADDR", "10.0.0.1"),
        ("RINGSIDE_CRM_SERVICE_HOST", "10.0.0.1"),
    ])
    func `what is somebody else's is let be`(name: String, value: String) {
        #expect(complaint([name: value]) == "nothing")
    }

    @Test func `what a variable has wrong is told with its name`() {
        #expect(
            complaint(["RINGSIDE_QUEUES": "[{id: q, id: r}]"])
                == "RINGSIDE_QUEUES:1: `id` given twice in the mapping from here on"
        )
        #expect(
            complaint(["RINGSIDE_LOOKUP_DEADLINE_MS": "fast"])
                == "RINGSIDE_LOOKUP_DEADLINE_MS: lookup.deadline_ms: expected a whole number from 1 to 450, found `fast`"
        )
        #expect(
            complaint(["RINGSIDE_LOOKUP_DEADLINE_MS": "100"], "lookup: 3")
                == "r.yaml:1: lookup: expected a mapping, found one value"
        )
    }

    @Test func `systemd's credentials count where no file is named`() throws {
        let scratch = try Scratch()
        try scratch.file("ringside-crm-1-auth-client-secret", "theirs\n")
        try scratch.file("ringside-platform-listener-token", "a-token-of-ours-1\n")
        let system = "{kind: salesforce, base_url: 'https://a', auth: {client_id: me}"
        let text = """
            crm:
             - {kind: tryton, prefix: TR, base_url: 'https://t', auth: {user: u, password_file: /p}}
             - \(system)}
            """
        let environment = ["CREDENTIALS_DIRECTORY": scratch.path]
        let configuration = try read(text, environment)
        guard case .salesforce(let salesforce) = configuration.crms.last?.interface,
            case .clientCredentials(let secret) = salesforce.grant
        else { throw Another() }
        #expect(try secret.read(environment: environment).text == "theirs")
        #expect(configuration.tokenFile == "\(scratch.path)/ringside-platform-listener-token")
        let named = try read("platform_listener: {token_file: /etc/tokens}", environment)
        #expect(named.tokenFile == "/etc/tokens", "what is named goes before what is there")
    }
}
