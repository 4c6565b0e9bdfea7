import Broker
import BrokerAPI
import HTTPTypes
import Identity
import NIOCore

/// The platform's own events, mapped onto lookups and events.
extension PlatformResponder {
    private enum Taken {
        case accepted
        case duplicate
        case ignored
    }

    func takeDetailEvents(_ body: ByteBuffer) async throws(Problem) -> Answer {
        let readings = try DetailReading.readings(body, now: parts.ambience.now())
        var answer = EventsAnswer(accepted: 0, duplicates: 0, ignored: 0)
        for reading in readings {
            switch try await take(reading) {
            case .accepted: answer.accepted += 1
            case .duplicate: answer.duplicates += 1
            case .ignored: answer.ignored += 1
            }
        }
        return .json(answer, status: .accepted)
    }

    private func take(_ reading: DetailReading) async throws(Problem) -> Taken {
        guard reading.kind != nil else { return .ignored }
        var call = try await known(reading.call)
        let isNew = call == nil
        if isNew, let request = try reading.lookUp(phones: parts.phones, region: parts.policy.region) {
            call = try await lookUp(request).call
        }
        let events = reading.events(in: call?.life)
        guard !events.isEmpty else {
            return isNew && call != nil ? .accepted : reading.kind == .customerStart ? .duplicate : .ignored
        }
        let outcome = try await apply(events.map { ApplyEvents.Item(call: reading.call, event: $0) })
        return outcome.accepted > 0 || (isNew && call != nil) ? .accepted : .duplicate
    }

    private func known(_ call: CallID) async throws(Problem) -> Call? {
        do throws(JournalFailure) { return try await parts.journal.known(about: Subject(call: call)).call } catch {
            throw Problem(error)
        }
    }
}
