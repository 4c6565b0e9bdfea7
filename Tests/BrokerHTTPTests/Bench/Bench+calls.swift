import Broker
import FoundationEssentials
import Identity
import Testing

extension Bench {
    /// A call comes in, as if the platform had asked.
    func lookUp(_ id: String, queue: String? = nil) async throws {
        let request = LookUp.Request(
            call: try #require(CallID(id)),
            direction: .inbound,
            number: CallerNumber(e164: "+15550199999"),
            queueID: queue
        )
        _ = try await LookUp.run(request, with: parts)
    }

    /// Something happens to a call, so many seconds after the beginning.
    func event(_ kind: CallEvent.Kind, of id: String, user: String?, second: Double) async throws {
        let event = CallEvent(kind: kind, at: Moment.start.addingTimeInterval(second), userID: user)
        _ = try await ApplyEvents.run([ApplyEvents.Item(call: try #require(CallID(id)), event: event)], with: parts)
    }

    /// A call leaves the feed, as if its time were over.
    func remove(_ id: String) async throws {
        try await journal.decide(about: Subject(call: try #require(CallID(id)))) { known in
            var changes = Changes()
            changes.call = known.call
            changes.kind = .removed
            return (changes, ())
        }
    }
}
