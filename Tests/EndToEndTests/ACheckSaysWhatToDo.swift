import Foundation
import Testing

@Suite("`ringside check` says what is wrong, and what to do", .timeLimit(.minutes(1)))
struct ACheckSaysWhatToDo {
    @Test("Nothing is wrong: each system lets us, and nothing was made")
    func clean() async throws {
        try await RunningBroker.open { broker in
            try broker.describeItsSystems()
            let check = try await broker.check()
            #expect(check.code == 0, "\(check.output)")
            for line in [
                "genesys: lets us read a customer", "salesforce: lets us search by name",
                "sap: lets us read business partners (API_BUSINESS_PARTNER)",
                "sap: lets us read open items (API_OPLACCTGDOCITEMCUBE_SRV)",
                "sap: lets us read credit accounts (API_CRDTMBUSINESSPARTNER)",
                "salesforce: lets us read people (Contact)", "salesforce: lets us read cases (Cases)",
                "genesys: lets us read past calls (interactions)", "prefixes: CRM is salesforce's, ERP is sap's",
                "clock: agrees with genesys, salesforce, sap", "socket: \(broker.ready.socket): a broker is running",
            ] {
                #expect(check.says(line), "\(line): \(check.output)")
            }
            #expect(!broker.folder.has("unborn"))
        }
    }

    @Test("Refused credentials, a web page and a wrong address are told apart, each with its mend")
    func sick() async throws {
        try await RunningBroker.open { broker in
            try broker.describeItsSystems(erp: "http://127.0.0.1:1")
            try broker.folder.write("a-secret-that-was-revoked\n", to: "salesforce.secret")
            try await broker.fault("html", on: "genesys")
            let check = try await broker.check()
            #expect(check.code == 1)
            #expect(check.says("salesforce: \(broker.ready.sandbox)/salesforce refuses our credentials"))
            #expect(
                check.output.contains(
                    "→ compare auth.client_id and \(broker.folder.file("salesforce.secret")) with the connected app"
                )
            )
            #expect(check.says("genesys: \(broker.ready.sandbox) answers, but not as genesys does"))
            #expect(check.says("sap: http://127.0.0.1:1 can't be reached"))
            #expect(!check.output.contains("revoked\n") && !check.output.contains("a-secret"))
        }
    }

    @Test("A path that leads nowhere is found, though the system's other services let us; no file is no check")
    func partly() async throws {
        try await RunningBroker.open { broker in
            try broker.describeItsSystems(more: "credit_path: /sap/opu/odata/sap/API_CREDIT")
            let check = try await broker.check()
            #expect(check.code == 1)
            #expect(check.says("sap: lets us read open items"))
            let nothing = "has nothing where we ask to read credit accounts (API_CREDIT)"
            #expect(check.says("sap: \(broker.ready.sandbox) \(nothing)"))
            #expect(check.output.contains("→ activate API_CREDIT there, or compare credit_path"))
            try FileManager.default.removeItem(atPath: broker.folder.file("check.yaml"))
            #expect(try await broker.check().code == 2)
        }
    }

    @Test("All that is wrong with a configuration is told with its lines, and files that others may read")
    func misconfigured() async throws {
        try await Folder.with { folder in
            try folder.write("lokup: {}\nswitch: {undo_seconds: many}\n", to: "check.yaml")
            let wrong = try await Program.run(["check", "--config", folder.file("check.yaml")], in: folder)
            #expect(wrong.code == 1)
            #expect(wrong.output.contains("check.yaml:1: lokup: unknown key\n"))
            #expect(wrong.output.contains("→ did you mean `lookup`?"))
            #expect(wrong.output.contains("check.yaml:2: switch.undo_seconds: expected a whole number"))
            try folder.write("a-token-that-is-long-enough\n", to: "tokens")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.file("tokens"))
            try folder.write("{}\n", to: "check.yaml")
            let open = try await Program.run(
                ["check", "--config", folder.file("check.yaml"), "--token-file", folder.file("tokens")],
                in: folder
            )
            #expect(open.code == 1)
            #expect(open.says("tokens: \(folder.file("tokens")): other users may read it"))
            #expect(open.output.contains("→ type `chmod 600 \(folder.file("tokens"))`"))
            #expect(open.says("systems: configuration: `platform` is missing"))
        }
    }
}

extension Program.Ending {
    /// Whether a line is about `subject` and begins with `words`: "subject: words".
    fileprivate func says(_ line: String) -> Bool {
        guard let colon = line.firstRange(of: ": ") else { return false }
        let (subject, words) = (line[..<colon.lowerBound], line[colon.upperBound...])
        return output.split(separator: "\n").contains { found in
            let parts = found.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
            guard let place = found.firstRange(of: words), parts.count == 3 else { return false }
            return found[..<place.lowerBound].contains(" \(subject) ")
        }
    }
}

extension RunningBroker {
    /// A configuration that names the stand-in systems of this broker, as an integrator names real ones.
    fileprivate func describeItsSystems(erp: String? = nil, more: String = "") throws {
        try folder.write("sandbox-client-secret\n", to: "salesforce.secret")
        try folder.write("sandbox-password\n", to: "sap.secret")
        try folder.write(
            """
            platform: {kind: genesys-guide, base_url: "\(ready.sandbox)"}
            crm:
              - kind: salesforce
                base_url: "\(ready.sandbox)/salesforce"
                auth: {grant: client-credentials, client_id: ringside-sandbox, \
            client_secret_file: \(folder.file("salesforce.secret"))}
            erp:
              - kind: sap
                base_url: "\(erp ?? ready.sandbox)"
                client: "100"
                auth: {grant: basic, user: RINGSIDE, password_file: \(folder.file("sap.secret"))}
                \(more)

            """,
            to: "check.yaml"
        )
    }

    fileprivate func check() async throws -> Program.Ending {
        let files = ["--socket", ready.socket, "--state", folder.file("unborn"), "--token-file", ready.tokenFile]
        return try await Program.run(["check", "--config", folder.file("check.yaml")] + files, in: folder)
    }
}
