package import FoundationEssentials

/// How the sandbox runs.
package struct SandboxOptions: Sendable {
    /// Address to bind; loopback unless somebody asks for more.
    package var host = "127.0.0.1"
    /// 0 takes a free port; `SandboxServer.origin` says which.
    package var port = 0
    package var people: People
    /// Seeds the faults' rate and the platform's record ids.
    package var seed: UInt64 = 1
    /// How long an interaction stays invisible to the platform's analytics.
    package var analyticsLag: Duration = .seconds(90)
    package var latencies = SandboxLatencies()
    /// Customers, and conversations, that the platform keeps; the oldest go.
    ///
    /// All together take some 30 MB.
    package var platformLimit = 50_000
    /// Requests of one token of Genesys Cloud in a minute; one more is 429.
    package var platformRequestsPerMinute = 300
    package var now: @Sendable () -> Date = { Date() }
    /// Names a placed call that came without a `callId`; it must differ from run to run, since brokers remember calls.
    package var callID: @Sendable () -> String = { UUID().uuidString.lowercased() }

    package init(people: People) { self.people = people }
}

/// How long each stand-in takes for an answer while nothing is wrong.
package struct SandboxLatencies: Sendable {
    package var genesys: Duration
    package var crm: Duration
    package var erp: Duration

    package init(
        genesys: Duration = .milliseconds(40),
        crm: Duration = .milliseconds(120),
        erp: Duration = .milliseconds(200)
    ) {
        self.genesys = genesys
        self.crm = crm
        self.erp = erp
    }

    subscript(system: SandboxSystem) -> Duration {
        switch system {
        case .genesys: genesys
        case .crm: crm
        case .erp: erp
        }
    }
}

/// One of the systems that the sandbox stands in for.
package enum SandboxSystem: String, Sendable, CaseIterable {
    case genesys, crm, erp
}

/// The broker that the stand-in platform places its calls on.
package struct BrokerTarget: Sendable {
    /// Origin of the platform listener, such as `http://127.0.0.1:8080`.
    package var url: String
    /// Bearer token.
    package var token: String

    package init(url: String, token: String) {
        self.url = url
        self.token = token
    }
}
