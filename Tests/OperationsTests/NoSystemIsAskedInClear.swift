import Testing

@testable import Operations

/// One rule for all: credentials go there.
@Suite struct `No system is asked in clear` {
    private static let login = "auth: {user: u, password_file: /p}"
    private static let systems = [
        "platform: {base_url: URL}",
        "platform: {kind: genesys-cloud, base_url: URL, client_id: me, client_secret_file: /s}",
        "crm: [{kind: salesforce, base_url: URL, auth: {client_id: me, client_secret_file: /s}}]",
        "crm: [{kind: servicenow, base_url: URL, auth: {client_id: me, client_secret_file: /s}}]",
        "crm: [{kind: tryton, base_url: URL, \(login)}]",
        "erp: [{kind: sap, base_url: URL, \(login)}]",
        "erp: [{kind: oracle-fusion, base_url: URL, \(login)}]",
        "erp: [{kind: netsuite, base_url: URL, auth: {account: a, consumer_key: c, consumer_secret_file: /c, "
            + "token_id: t, token_secret_file: /t}}]",
        "erp: [{kind: tryton, base_url: URL, \(login)}]",
    ]

    private func read(_ system: String, _ url: String) throws {
        _ = try Configuration.parse([("r.yaml", system.replacing("URL", with: "\"\(url)\""))])
    }

    @Test(arguments: systems)
    func `but on this machine`(system: String) throws {
        for url in ["http://127.0.0.1:8090", "http://localhost", "http://[::1]:8090/x", "https://h.example.com"] {
            try read(system, url)
        }
        for url in [
            "http://h.example.com", "HTTP://h.example.com", "http://10.0.0.1", "http://127.0.0.1.example.com",
            "http://127.0.0.1.5", "http://127.0.example.1", "http://localhost.example.com", "http://0.0.0.0",
        ] {
            let failure = #expect(throws: ConfigurationFailure.self, "\(url)") { try read(system, url) }
            #expect(failure?.description.contains("would send credentials over the network in clear") == true)
        }
    }
}
