import Broker
import Identity
import Testing

@testable import Operations

@Suite("Who is not believed learns what proves it there")
struct WhoIsNotBelievedLearnsWhatProvesIt {
    static let systems: [(AskedSystem, mend: [String])] = [
        (.crm(.sample), ["auth.client_id and /run/secret", "client credentials flow"]),
        (
            .crm(.assertion),
            ["auth.username", "pre-authorised", "this machine's clock", "/run/secret", "auth.audience"]
        ),
        (.crm(.serviceNow(.basic(user: "u", password: .sample))), ["auth.user and /run/secret", "locked out"]),
        (
            .crm(.serviceNow(.clientCredentials(clientID: "c", secret: .sample))),
            ["auth.client_id", "glide.oauth.inbound.client.credential.grant_type.enabled"]
        ),
        (
            .crm(.serviceNow(.password(clientID: "c", secret: .sample, user: "u", password: .sample))),
            ["auth.client_id", "auth.user"]
        ),
        (.crm(.tryton), ["auth.user and /run/secret", "database that base_url ends with"]),
        (.erp(.sap(client: "100")), ["auth.user", "client (here 100)", "SU01"]),
        (.erp(.sap(client: nil)), ["client (none here: the system's default is asked)"]),
        (.erp(.fusion), ["auth.user", "single sign-on"]),
        (.erp(.netSuite), ["auth.account (here 1234567_SB1)", "auth.token_id", "this machine's clock", "Audit Trail"]),
        (.platform(.guide(token: nil)), ["client_secret_file"]),
        (.platform(.guide(token: .sample)), ["the token in /run/secret"]),
        (.platform(.cloud), ["client_id and /run/secret", "Client Credentials", "region only (here mypurecloud.ie)"]),
    ]

    @Test("by the source and its way of logging in", arguments: systems)
    func login(system: AskedSystem, mend: [String]) {
        let finding = finding(.unauthorised, system)
        #expect(finding.sentence == "\(system.address) refuses our credentials")
        for words in mend { #expect(finding.mend?.contains(words) == true, "\(finding.mend ?? "")") }
        #expect(finding.mend?.hasSuffix("made anew there and written into the same file") == true)
    }

    static let quotas: [(AskedSystem, mend: String, not: String)] = [
        (.platform(.cloud), "requests_per_minute (here 300)", "max_concurrent"),
        (.crm(.sample), "max_concurrent (here 32)", "requests_per_minute"),
        (.crm(.serviceNow(.basic(user: "u", password: .sample))), "Rate Limit Rules", "requests_per_minute"),
        (.erp(.netSuite), "Integration Governance", "requests_per_minute"),
        (.erp(.fusion), "max_concurrent (here 32)", "requests_per_minute"),
        (.erp(.sap(client: nil)), "max_concurrent (here 32)", "requests_per_minute"),
        (.crm(.tryton), "max_concurrent (here 32)", "requests_per_minute"),
    ]

    @Test("A quota names the setting that the source has", arguments: quotas)
    func quota(system: AskedSystem, mend: String, not: String) {
        let words = finding(.rateLimited(retryAfter: nil), system).mend ?? ""
        #expect(words.contains(mend) && !words.contains(not), "\(words)")
    }

    @Test("Every secret that can't be read is named, those of one system both") func secrets() throws {
        let scratch = try Scratch()
        let good = try scratch.file("good", "secret\n")
        let many = try scratch.file("many", "a key\nof lines\n")
        let systems = ConnectedSystems(
            platform: .guide(token: SecretFile(path: "\(scratch.path)/none", namedAt: "platform")),
            crms: [
                .serviceNow(.basic(user: "u", password: SecretFile(path: good, namedAt: "crm[0]"))),
                .assertion(SecretFile(path: many, namedAt: "crm[1]")),
                .serviceNow(.basic(user: "u", password: SecretFile(path: many, namedAt: "crm[2]"))),
            ],
            erp: .netSuite(
                SecretFile(path: "\(scratch.path)/no1", namedAt: "erp.consumer"),
                SecretFile(path: "\(scratch.path)/no2", namedAt: "erp.token")
            )
        )
        let refusals = systems.secretRefusals(environment: [:]) { $0 == "a key\nof lines\n" }
        #expect(refusals.map(\.place) == ["platform", "crm[2]", "erp.consumer", "erp.token"])
        let all = systems.secretRefusals(environment: [:]) { _ in false }
        #expect(all.map(\.place) == ["platform", "crm[1]", "crm[2]", "erp.consumer", "erp.token"])
        #expect(all[1].mend?.contains("openssl genrsa") == true)
    }

    private func finding(_ failure: SourceFailure, _ system: AskedSystem) -> Finding {
        let asked = CheckSources.Finding(
            source: SourceName("source"),
            role: .crm,
            part: "a part",
            purpose: "read a part",
            permissions: "a right",
            mend: "compare part_path",
            took: .milliseconds(12),
            failure: failure
        )
        return Finding(asked, of: system)
    }
}
