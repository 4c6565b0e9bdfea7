import BrokerAPI
import BrokerClient
import Sandbox
import Synchronization

/// The systems around the broker, and the people in them.
extension Stage {
    func calm() async throws(Failure) {
        for system in SandboxSystem.allCases { try await answered { try await self.sandbox.fault(.ok, on: system) } }
        let overrides = try await answered { try await self.desk.overrides() }
        for override in overrides.overrides { try await answered { try await self.desk.revoke(override.id) } }
    }

    func setCRM(_ mode: FaultMode, _ milliseconds: Int? = nil) async throws(Failure) {
        try await answered { try await self.sandbox.fault(mode, on: .crm, latencyMilliseconds: milliseconds) }
    }

    /// Numbers that are kept for stories; after fifty they begin anew, long after the links of the first are forgotten.
    func number(of caller: Scene.Caller) -> String {
        switch caller {
        case .number(let number): number
        case .newcomer: "+12025550\(150 + numbersGiven.withLock { $0.newcomers } % 50)"
        case .stranger: "+12025550\(200 + numbersGiven.withLock { $0.strangers } % 50)"
        }
    }

    func addNewcomer() async throws(Failure) {
        let count = numbersGiven.withLock { given in
            given.newcomers += 1
            return given.newcomers
        }
        try await add("Jane Smith", .newcomer, 990_000 + count)
    }

    func acquaint() async throws(Failure) {
        let count = numbersGiven.withLock { $0.strangers }
        try await add("Nadia Haddad", .stranger, 980_000 + count)
    }

    private func add(_ name: String, _ caller: Scene.Caller, _ serial: Int) async throws(Failure) {
        let number = number(of: caller)
        try await answered {
            try await self.sandbox.addPerson(
                name: name,
                number: number,
                id: "\(500_000_000 + serial)",
                erpAccount: "\(10_000_000 + serial)"
            )
        }
    }
}
