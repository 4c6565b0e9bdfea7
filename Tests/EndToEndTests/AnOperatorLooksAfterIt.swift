import BrokerAPI
import Foundation
import Glibc
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AnOperatorLooksAfterIt {
    @Test("Measures, readiness and the interface are there for whoever has the token")
    func asked() async throws {
        try await RunningBroker.open { broker in
            _ = try await broker.post(#"{"fromNumber":"+15550199999","callId":"c1"}"#)
            let metrics = try await broker.ask("GET", broker.ready.platform + Paths.metrics)
            let text = String(decoding: metrics.body, as: UTF8.self)
            #expect(metrics.status == 200)
            #expect(text.contains("# TYPE ringside_lookup_seconds histogram"))
            #expect(text.contains("ringside_lookup_seconds_count 1"))
            #expect(text.contains(#"ringside_source_state{role="crm",source="salesforce",state="up"} 1"#))
            #expect(!text.contains("5550199999"))
            #expect(try await broker.ask("GET", broker.ready.platform + Paths.readiness).status == 200)
            let description = try await broker.ask("GET", broker.ready.platform + Paths.description)
            #expect(description.body.starts(with: Data("openapi: 3.1.0".utf8)))
            for path in [Paths.metrics, Paths.description] {
                #expect(try await broker.ask("GET", broker.ready.platform + path, token: nil).status == 401)
            }
        }
    }

    @Test("A token is changed with a file and a hang-up, and nobody is interrupted")
    func rotated() async throws {
        try await RunningBroker.open { broker in
            let (old, new) = (RunningBroker.token, "another-token-of-the-tests")
            try broker.folder.write("\(old)\n\(new)\n", to: "tokens")
            broker.program.signal(SIGHUP)
            while try await status(broker, new) != 200 {}
            #expect(try await status(broker, old) == 200, "both open while they are changed")
            try broker.folder.write("\(new)\n", to: "tokens")
            broker.program.signal(SIGHUP)
            while try await status(broker, old) != 401 {}
            #expect(try await status(broker, new) == 200)
        }
    }

    private func status(_ broker: RunningBroker, _ token: String) async throws -> Int {
        try await broker.ask("GET", broker.ready.platform + Paths.metrics, token: token).status
    }
}
