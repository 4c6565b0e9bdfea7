import Broker
import BrokerAPI
import Identity
import NIOCore

extension DeskResponder {
    func calls(_ viewer: Viewer) async throws(Problem) -> Answer {
        let calls = try await journal { () throws(JournalFailure) in try await ReadCalls.live(for: viewer, with: parts)
        }
        return .json(CallsAnswer(calls: calls.map(feed.telling.view)))
    }

    func call(_ id: CallID, _ viewer: Viewer) async throws(Problem) -> Answer {
        let call = try await journal { () throws(JournalFailure) in
            try await ReadCalls.one(id, for: viewer, with: parts)
        }
        guard let call else { throw .unknownCall }
        return .json(feed.telling.view(of: call))
    }

    func history(_ id: CallID, _ viewer: Viewer) async throws(Problem) -> Answer {
        let steps = try await journal { () throws(JournalFailure) in
            try await ReadCalls.history(of: id, for: viewer, with: parts)
        }
        guard let steps else { throw .unknownCall }
        return .json(HistoryAnswer(steps: steps.map(HistoryAnswer.Step.init)))
    }

    func overrides(_ viewer: Viewer) async throws(Problem) -> Answer {
        let overrides = try await journal { () throws(JournalFailure) in
            try await ManageOverrides.list(for: viewer, with: parts)
        }
        return .json(OverridesAnswer(overrides: overrides.map(OverridesAnswer.Item.init)))
    }

    func search(_ body: ByteBuffer, _ viewer: Viewer) async throws(Problem) -> Answer {
        let wire = try body.json(SearchRequest.self)
        let query = try AccountQuery(wire.query, phones: parts.phones, region: parts.policy.region)
        let limit = try AccountQuery.limit(wire.limit)
        do throws(FindAccounts.Failure) {
            let accounts = try await FindAccounts.search(query, limit: limit, by: viewer, with: parts)
            return .json(SearchAnswer(accounts: accounts.map { CandidateView($0) }))
        } catch {
            throw Problem(error)
        }
    }

    func review(_ id: CallID, _ body: ByteBuffer, _ viewer: Viewer) async throws(Problem) -> Answer {
        let wire = try body.json(ReviewRequest.self)
        guard let account = ExternalID(wire.externalId) else {
            let detail = "externalId must be an external ID such as CRM:500245678."
            throw Problem(.badExternalID, status: 400, detail: detail, field: "externalId")
        }
        do throws(FindAccounts.Failure) {
            let reviewed = try await FindAccounts.review(account, on: id, for: viewer, with: parts)
            return .json(CandidateView(reviewed.account, digit: reviewed.digit, erp: ERPView(reviewed.erp)))
        } catch {
            throw Problem(error)
        }
    }

    func customer(_ id: CallID, _ viewer: Viewer) async throws(Problem) -> Answer {
        do throws(ReadCustomer.Failure) {
            return .json(CustomerView(try await ReadCustomer.run(of: id, for: viewer, with: parts)))
        } catch {
            throw Problem(error)
        }
    }

    func stats() async throws(Problem) -> Answer {
        let statistics = try await journal { () throws(JournalFailure) in try await ReadStatistics.run(with: parts) }
        return .json(StatsView(statistics, sources: parts.sourceHealth))
    }

    func journal<Value>(_ read: () async throws(JournalFailure) -> Value) async throws(Problem) -> Value {
        do throws(JournalFailure) { return try await read() } catch { throw Problem(error) }
    }
}
