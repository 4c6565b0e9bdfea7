import Broker
import Foundation
import Identity
import Synchronization

/// The guide's platform in memory: customer records with unique external IDs, and the record that each call points at.
final class FakePlatform: Platform, InteractionReading {
    /// A record that was made or replaced.
    struct Write: Hashable, Sendable {
        let id: String
        let before: CustomerRecord?
        let after: CustomerRecord
    }
    private struct State {
        var records: [String: CustomerRecord] = [:]
        var pointers: [CallID: String] = [:]
        var writes: [Write] = []
        var rival: CustomerRecord?
        var losesWrites = 0
        var keepsNames = true
        var attributes: [CallID: [String: PersonalText]] = [:]
        var attributeWrites = 0
        var past: [PastInteraction] = []

        mutating func make(_ record: CustomerRecord) -> String {
            let id = "customer-\(records.count + 1)"
            records[id] = record
            return id
        }

        func owner(of externalID: ExternalID) -> String? {
            records.first { $0.value.externalID == externalID }?.key
        }

        func customer(_ id: String?) -> PlatformCustomer? {
            id.flatMap { id in records[id].map { PlatformCustomer(id: id, record: $0) } }
        }
    }

    let source: FakeSource
    private let state = Mutex(State())

    init(_ source: FakeSource) { self.source = source }

    /// What the platform does with the answer of a lookup: it makes the record where there is none, and points the call at it.
    func take(_ externalID: ExternalID, for call: CallID) {
        state.withLock { state in
            let empty = CustomerRecord(externalID: externalID, name: nil, email: nil, data: [:])
            state.pointers[call] = state.owner(of: externalID) ?? state.make(empty)
        }
    }

    /// A record that is there already.
    func put(_ record: CustomerRecord) { state.withLock { _ = $0.make(record) } }

    /// Somebody else makes this record between the next reading and writing.
    func race(with record: CustomerRecord) { state.withLock { $0.rival = record } }
    /// The next writes are answered and not kept.
    func lose(_ writes: Int) { state.withLock { $0.losesWrites = writes } }

    /// Whether the next writes are kept whole, or without the name.
    func keepNames(_ isSo: Bool) { state.withLock { $0.keepsNames = isSo } }

    /// The record that a call points at.
    func record(of call: CallID) -> CustomerRecord? { state.withLock { $0.customer($0.pointers[call])?.record } }
    /// The key of the record that a call points at.
    func key(of call: CallID) -> String? { state.withLock { $0.pointers[call] } }
    /// All external IDs.
    var externalIDs: [String] { state.withLock { $0.records.values.map(\.externalID.text).sorted() } }
    /// Everything that was written.
    var writes: [Write] { state.withLock { $0.writes } }

    /// What a call's interaction holds.
    func attributes(of call: CallID) -> [String: String] {
        state.withLock { ($0.attributes[call] ?? [:]).mapValues(\.text) }
    }
    /// How often attributes were written.
    var attributeWrites: Int { state.withLock { $0.attributeWrites } }

    /// Finished calls as the platform remembers them; whose they are, the records say.
    func remember(_ calls: [PastInteraction]) { state.withLock { $0.past += calls } }

    /// Two calls a page.
    func interactions(since: Date, after place: String?) async throws(SourceFailure) -> InteractionPage {
        try await source.answer()
        return state.withLock { state in
            let first = place.flatMap { Int($0) } ?? 0
            let past = state.past.filter { $0.startedAt >= since }.map { call in
                let record = state.customer(state.pointers[call.call])?.record
                return PastInteraction(
                    call: call.call,
                    direction: call.direction,
                    number: call.number,
                    customer: record?.externalID ?? call.customer,
                    startedAt: call.startedAt,
                    endedAt: call.endedAt
                )
            }
            let next = first + 2 < past.count ? "\(first + 2)" : nil
            return InteractionPage(interactions: Array(past.dropFirst(first).prefix(2)), next: next)
        }
    }

    func health() -> SourceHealth { source.health() }
    var permissions: String { "to read" }

    func customer(with externalID: ExternalID) async throws(SourceFailure) -> PlatformCustomer? {
        try await source.answer()
        return state.withLock { $0.customer($0.owner(of: externalID)) }
    }

    func customer(of call: CallID) async throws(SourceFailure) -> PlatformCustomer? {
        try await source.answer()
        return state.withLock { $0.customer($0.pointers[call]) }
    }

    func write(_ record: CustomerRecord, to id: String?) async throws(PlatformFailure) -> PlatformCustomer {
        do throws(SourceFailure) { try await source.answer() } catch { throw .source(error) }
        return try state.withLock { state throws(PlatformFailure) in
            if let rival = state.rival.take() { _ = state.make(rival) }
            if let owner = state.owner(of: record.externalID), owner != id { throw .taken }
            guard state.losesWrites == 0 else {
                state.losesWrites -= 1
                return PlatformCustomer(id: id ?? "customer-0", record: record)
            }
            let before = id.flatMap { state.records[$0] }
            let key = id ?? state.make(record)
            state.records[key] = state.keepsNames ? record : record.nameless
            state.writes.append(Write(id: key, before: before, after: record))
            return PlatformCustomer(id: key, record: record)
        }
    }

    func attach(_ call: CallID, to customerID: String) async throws(SourceFailure) {
        try await source.answer()
        state.withLock { $0.pointers[call] = customerID }
    }

    func write(_ attributes: [String: PersonalText?], to call: CallID) async throws(SourceFailure) {
        try await source.answer()
        state.withLock { state in
            state.attributeWrites += 1
            for (key, value) in attributes { state.attributes[call, default: [:]][key] = value }
        }
    }
}

extension CustomerRecord {
    fileprivate var nameless: CustomerRecord {
        CustomerRecord(externalID: externalID, name: nil, email: email, data: data)
    }
}
