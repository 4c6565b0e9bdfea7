import Testing

@testable import Operations

/// What is wrong with a text, as it is printed.
private func complaint(_ text: String) -> String {
    do {
        _ = try Configuration.parse([("r.yaml", text)])
        return "nothing"
    } catch {
        return "\(error)"
    }
}

@Suite struct `A configuration is refused with its line` {
    @Test(arguments: [
        ("lokup: {}", "r.yaml:1: lokup: unknown key; did you mean `lookup`?"),
        ("lookup:\n  dedline_ms: 1", "r.yaml:2: lookup.dedline_ms: unknown key; did you mean `deadline_ms`?"),
        ("lookup: {speed: 1}", "r.yaml:1: lookup.speed: unknown key; known here: deadline_ms, grace_ms"),
        ("log:\n  level: info\n  fromat: text", "r.yaml:3: log.fromat: unknown key; did you mean `format`?"),
        ("desk: {themes: {drak: x}}", "r.yaml:1: desk.themes.drak: unknown key; did you mean `dark`?"),
        ("queues:\n - id: q\n   name: Q\n   nam: R", "r.yaml:4: queues[0].nam: unknown key; did you mean `name`?"),
        (
            "platform_listener:\n  tls: {certficate_file: null}",
            "r.yaml:2: platform_listener.tls.certficate_file: unknown key; did you mean `certificate_file`?"
        ),
        (
            "\"a\\u001b[2Jb\": 1",
            "r.yaml:1: a\\u001b[2Jb: unknown key; known here: crm, desk, desk_listener, desks, erp, feed_stay, identity, interaction_keys, keys, log, lookup, override, platform, platform_listener, privacy, queues, state_directory, switch, sync"
        ),
    ])
    func `an unknown key, with the nearest known one`(text: String, expected: String) {
        #expect(complaint(text) == expected)
    }

    @Test(arguments: [
        (
            "lookup: {deadline_ms: 451}",
            "r.yaml:1: lookup.deadline_ms: expected a whole number from 1 to 450, found `451`"
        ),
        (
            "lookup:\n  deadline_ms: fast",
            "r.yaml:2: lookup.deadline_ms: expected a whole number from 1 to 450, found `fast`"
        ),
        (
            "lookup:\n  deadline_ms: [1]",
            "r.yaml:2: lookup.deadline_ms: expected a whole number from 1 to 450, found a list"
        ),
        ("lookup: 250", "r.yaml:1: lookup: expected a mapping, found one value"),
        ("platform: https://x", "r.yaml:1: platform: expected a mapping, found one value"),
        ("override: {from_flows: maybe}", "r.yaml:1: override.from_flows: expected true or false, found `maybe`"),
        ("identity: {region: us}", "r.yaml:1: identity.region: expected two capitals such as US, found `us`"),
        (
            "identity: {phone_hash: md5}",
            "r.yaml:1: identity.phone_hash: expected hmac-sha256 or sha256, found `md5`"
        ),
        (
            "identity:\n  kind_order: [personal, private]",
            "r.yaml:2: identity.kind_order: expected a list of personal, business, found `private` in it"
        ),
        ("identity: {kind_order: [personal, personal]}", "r.yaml:1: identity.kind_order: `personal` is named twice"),
        (
            "identity: {kind_order: personal}",
            "r.yaml:1: identity.kind_order: expected a list of personal, business, found one value"
        ),
        (
            "log: {level: loud}",
            "r.yaml:1: log.level: expected trace, debug, info, notice, warning, error or critical, found `loud`"
        ),
        (
            "platform_listener: {address: 8080}",
            "r.yaml:1: platform_listener.address: expected HOST:PORT such as 127.0.0.1:8080, found `8080`"
        ),
        ("state_directory: ~/x", "r.yaml:1: state_directory: expected a path that begins with /"),
        ("desk: {motion: wild}", "r.yaml:1: desk.motion: expected none or basic, found `wild`"),
        (
            "privacy: {retention_days: 0}",
            "r.yaml:1: privacy.retention_days: expected a whole number from 1 to 3650, found `0`"
        ),
        (
            "interaction_keys: [\"a b\"]",
            "r.yaml:1: interaction_keys: expected a list of names of letters, digits and _, found `a b` in it"
        ),
        (
            "interaction_keys: [campaign, loyaltyTier]",
            "r.yaml:1: interaction_keys: `loyaltyTier` belongs to the person, not to the conversation"
        ),
        (
            "feed_stay: {connected_hours: 0}",
            "r.yaml:1: feed_stay.connected_hours: expected a whole number from 1 to 168, found `0`"
        ),
        ("queues: {id: q}", "r.yaml:1: queues: expected a list, found a mapping"),
        ("queues:\n  - q", "r.yaml:2: queues[0]: expected a mapping, found one value"),
        ("queues: [{id: q}]", "r.yaml:1: queues[0].name: is missing: expected a text without line breaks"),
        ("queues:\n - {id: q, name: A}\n - {id: q, name: B}", "r.yaml:3: queues[1].id: `q` is named twice"),
    ])
    func `a value that can't be, with what was expected`(text: String, expected: String) {
        #expect(complaint(text) == expected)
    }

    @Test(arguments: [
        (
            "lookup: {deadline_ms: 100, grace_ms: 101}",
            "r.yaml:1: lookup.grace_ms: expected at most deadline_ms, 100, found 101"
        ),
        (
            "lookup: {deadline_ms: 50}",
            "r.yaml:1: lookup.grace_ms: expected at most deadline_ms, 50, found its default, 80"
        ),
        (
            "platform_listener:\n  tls:\n    key_file: /k",
            "r.yaml:2: platform_listener.tls.certificate_file: is missing: TLS needs a certificate and its key"
        ),
        ("desks: [{user: a, name: A}]", "r.yaml:1: desks[0].agent_id: is missing: expected a text without line breaks"),
        (
            "desks: [{user: a, name: A, agent_id: x, scope: all}]",
            "r.yaml:1: desks[0].scope: expected own for an agent, found `all`; make them a supervisor"
        ),
        (
            "desks: [{user: a, name: A, role: supervisor}]",
            "r.yaml:1: desks[0].teams: is missing: who sees teams has at least one"
        ),
        (
            "desks: [{user: a, name: A, role: boss}]",
            "r.yaml:1: desks[0].role: expected agent or supervisor, found `boss`\nr.yaml:1: desks[0].agent_id: is missing: expected a text without line breaks"
        ),
        (
            "desks:\n - {user: a, name: A, agent_id: x}\n - {user: a, name: B, agent_id: y}",
            "r.yaml:3: desks[1].user: `a` has a desk already"
        ),
    ])
    func `values that contradict each other`(text: String, expected: String) {
        #expect(complaint(text) == expected)
    }

    @Test(arguments: [
        ("a: [1", "r.yaml:2: not YAML: did not find expected ',' or ']'"),
        ("a:\n\t- b", "r.yaml:2: not YAML: found character that cannot start any token"),
        ("- platform", "r.yaml:1: expected keys such as `platform:`, found a list"),
        ("just words", "r.yaml:1: expected keys such as `platform:`, found one value"),
        ("log: {}\nlog: {}", "r.yaml:1: `log` given twice in the mapping from here on"),
        ("? [a]\n: b", "r.yaml:1: expected the name of a key"),
    ])
    func `what is no configuration at all`(text: String, expected: String) {
        #expect(complaint(text) == expected)
    }

    @Test func `a small file can't grow into a large one`() {
        let levels = (1...9).map {
            "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ", "))]"
        }
        let bomb = "a0: &a0 [x]\n" + levels.joined(separator: "\n")
        #expect(complaint(bomb).hasSuffix("holds more than a configuration can"))
    }

    @Test func `all that is wrong is told at once`() {
        let text = "lookup:\n  deadline_ms: 0\nlog:\n  level: x\n  colour: red\n"
        #expect(
            complaint(text) == """
                r.yaml:2: lookup.deadline_ms: expected a whole number from 1 to 450, found `0`
                r.yaml:4: log.level: expected trace, debug, info, notice, warning, error or critical, found `x`
                r.yaml:5: log.colour: unknown key; known here: file, format, level
                """
        )
    }
}

@Suite struct `A system is refused with its line` {
    private static let auth = "auth: {client_id: me, client_secret_file: /s}"

    @Test(arguments: [
        (
            "platform: {kind: genesis}",
            "r.yaml:1: platform.kind: expected genesys-guide or genesys-cloud, found `genesis`"
        ),
        (
            "platform: {kind: genesys-cloud, client_id: me, client_secret_file: /s}",
            "r.yaml:1: platform.region: is missing: expected the domain of a region such as mypurecloud.ie or usw2.pure.cloud"
        ),
        (
            "platform: {kind: genesys-cloud, region: mypurecloud.xx, client_id: me, client_secret_file: /s}",
            "r.yaml:1: platform.region: expected the domain of a region such as mypurecloud.ie or usw2.pure.cloud, found `mypurecloud.xx`"
        ),
        (
            "platform: {kind: genesys-cloud, region: mypurecloud.ie, client_secret_file: /s}",
            "r.yaml:1: platform.client_id: is missing: expected a text without line breaks"
        ),
        (
            "platform: {kind: genesys-cloud, region: mypurecloud.ie, client_id: me, client_secret_file: /s, base_url: https://x}",
            "r.yaml:1: platform.base_url: the region says already where the platform is; leave one of the two out"
        ),
        (
            "platform: {base_url: http://api.example.com}",
            "r.yaml:1: platform.base_url: would send credentials over the network in clear; write https://"
        ),
        (
            "platform: {base_url: http://127.example.com}",
            "r.yaml:1: platform.base_url: would send credentials over the network in clear; write https://"
        ),
        (
            "platform: {client_id: x}",
            "r.yaml:1: platform.base_url: is missing: expected a URL such as https://host, without user, query or fragment"
        ),
        (
            "platform: {base_url: 'https://me:secret@host'}",
            "r.yaml:1: platform.base_url: expected a URL such as https://host, without user, query or fragment"
        ),
        (
            "platform: {base_url: 'ftp://host'}",
            "r.yaml:1: platform.base_url: expected a URL such as https://host, without user, query or fragment"
        ),
        (
            "platform: {base_url: 'https://h', client_secret_file: hunter2}",
            "r.yaml:1: platform.client_secret_file: expected the path of a file that holds it, which begins with /, or env:NAME"
        ),
        (
            "platform: {base_url: 'https://h', client_secret: hunter2}",
            "r.yaml:1: platform.client_secret: unknown key; did you mean `client_secret_file`?"
        ),
        (
            "crm:\n - kind: sugarcrm\n   table: x",
            "r.yaml:2: crm[0].kind: expected salesforce, servicenow or tryton, found `sugarcrm`"
        ),
        (
            "crm: [{base_url: 'https://h'}]",
            "r.yaml:1: crm[0].kind: is missing: expected salesforce, servicenow or tryton"
        ),
        (
            "crm:\n - kind: salesforce\n   base_url: https://h",
            "r.yaml:2: crm[0].auth.client_id: is missing: expected a text without line breaks\nr.yaml:2: crm[0].auth.client_secret_file: is missing: expected the path of a file that holds it, which begins with /, or env:NAME"
        ),
        (
            "crm:\n - kind: salesforce\n   base_url: https://h\n   auth: {grant: jwt-bearer, username: u}",
            "r.yaml:4: crm[0].auth.client_id: is missing: expected a text without line breaks\nr.yaml:4: crm[0].auth.key_file: is missing: expected the path of a file that holds it, which begins with /, or env:NAME"
        ),
        (
            "crm:\n - kind: servicenow\n   base_url: https://h\n   auth: {grant: basic, user: u}",
            "r.yaml:4: crm[0].auth.password_file: is missing: expected the path of a file that holds it, which begins with /, or env:NAME"
        ),
        (
            "crm: [{kind: servicenow, base_url: 'https://h', consumer_fields: {id: number}, \(auth)}]",
            "r.yaml:1: crm[0].consumer_fields: `id` differs from that of `fields`: an external ID does not say whose it is"
        ),
        (
            "crm: [{kind: servicenow, base_url: 'https://h', tables: {contacts: 'a^b'}, \(auth)}]",
            "r.yaml:1: crm[0].tables.contacts: expected the name of a field, of letters, digits, _ and ., found `a^b`"
        ),
        (
            "crm: [{kind: salesforce, base_url: 'https://h', \(auth)}, {kind: servicenow, base_url: 'https://s', \(auth)}]",
            "r.yaml:1: crm[1].prefix: `CRM` is the prefix of another system too; give each its own"
        ),
        (
            "crm: [{kind: salesforce, base_url: 'https://h', prefix: PHONE, \(auth)}]",
            "r.yaml:1: crm[0].prefix: expected two to twelve capitals, and neither PHONE nor UNKNOWN, found `PHONE`"
        ),
        (
            "crm: [{kind: salesforce, base_url: 'https://h', prefix: crm, \(auth)}]",
            "r.yaml:1: crm[0].prefix: expected two to twelve capitals, and neither PHONE nor UNKNOWN, found `crm`"
        ),
        (
            "crm: [{kind: salesforce, base_url: 'https://h', api_version: v62, \(auth)}]",
            "r.yaml:1: crm[0].api_version: expected a version such as 62.0, found `v62`"
        ),
        (
            "crm: [{kind: salesforce, base_url: 'https://h', fields: {tier: 'x FROM y'}, \(auth)}]",
            "r.yaml:1: crm[0].fields.tier: expected the name of a field, of letters, digits, _ and ., found `x FROM y`"
        ),
        (
            "crm: [{kind: salesforce, base_url: 'https://h', fields: {object: Account.Contact}, \(auth)}]",
            "r.yaml:1: crm[0].fields.object: expected a name of letters, digits and _, found `Account.Contact`"
        ),
        (
            "crm: [{kind: salesforce, base_url: 'https://h', fields: {cases: 'Cases) FROM User'}, \(auth)}]",
            "r.yaml:1: crm[0].fields.cases: expected a name of letters, digits and _, found `Cases) FROM User`"
        ),
        (
            "crm: [{kind: salesforce, base_url: 'https://h', fields: {email: \"x' OR '\"}, \(auth)}]",
            "r.yaml:1: crm[0].fields.email: expected the name of a field, of letters, digits, _ and ., found `x' OR '`"
        ),
        (
            "crm: [{kind: salesforce, base_url: 'https://h', fields: {number: []}, \(auth)}]",
            "r.yaml:1: crm[0].fields.number: expected at least one of names of fields"
        ),
        (
            "crm:\n - {kind: salesforce, base_url: 'https://h', \(auth)}\n - {kind: salesforce, base_url: 'https://h', \(auth)}",
            "r.yaml:3: crm[1].prefix: `CRM` is the prefix of another system too; give each its own"
        ),
        (
            "erp: [{kind: sap, base_url: 'https://h', client: 1, auth: {user: u, password_file: /p}}]",
            "r.yaml:1: erp[0].client: expected three digits in quotes, found `1`"
        ),
        (
            "erp: [{kind: sap, base_url: 'https://h', auth: {grant: oauth, user: u}}]",
            "r.yaml:1: erp[0].auth.grant: expected basic, found `oauth`"
        ),
        (
            "erp:\n - {kind: sap, base_url: 'https://h', auth: {user: u, password_file: /p}}\n - {kind: sap, prefix: SAP, base_url: 'https://h', auth: {user: u, password_file: /p}}",
            "r.yaml:1: erp: this version asks one ERP, found 2"
        ),
    ])
    func refused(text: String, expected: String) {
        #expect(complaint(text) == expected)
    }
}
