import Broker
import FoundationEssentials
import Identity
import Testing

@Suite("Work is counted")
struct WorkIsCounted {
    @Test("By lane, due or not, until it is done", arguments: Kind.allCases)
    func backlog(_ kind: Kind) async throws {
        try await kind.with { journal in
            let first = try await journal.backlog()
            #expect(first.isEmpty)
            for (index, id) in ["a", "b", "c"].enumerated() {
                try await journal.keep(People.call(id, at: minutes(0)))
                try await journal.write(
                    .only { changes in
                        let call = People.call(id).id
                        changes.jobs = [Job(call: call, lane: .platform, due: minutes(99), since: minutes(0))]
                        if index == 0 {
                            changes.jobs.append(Job(call: call, lane: .crm, due: minutes(0), since: minutes(0)))
                        }
                    },
                    about: id
                )
            }
            let all = try await journal.backlog()
            #expect(all == [.platform: 3, .crm: 1])
            try await journal.write(.only { $0.finished = [.platform] }, about: "b")
            let rest = try await journal.backlog()
            #expect(rest == [.platform: 2, .crm: 1])
        }
    }
}
