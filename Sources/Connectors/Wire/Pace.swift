import Broker
import Identity
import Synchronization

/// Holds requests back so that they stay within a source's rate limit: the most urgent go first, equals as they came.
final class Pace: Sendable {
    private struct Place: Comparable {
        let urgency: Urgency
        let ticket: UInt64

        static func < (left: Place, right: Place) -> Bool {
            (left.urgency.rawValue, left.ticket) < (right.urgency.rawValue, right.ticket)
        }
    }

    private struct State {
        var bucket: TokenBucket
        var places: [Place] = []
        var tickets: UInt64 = 0
    }

    private enum Verdict {
        case go
        case wait(Duration)
        case refused(Duration)
    }

    /// Shorter waits are not worth a timer.
    private static let shortest = Duration.milliseconds(1)

    private let state: Mutex<State>
    private let longest: Duration
    private let ambience: Ambience

    /// A request that would wait for longer than `longest` is refused instead.
    init(perMinute: Int, longest: Duration, ambience: Ambience) {
        state = Mutex(State(bucket: TokenBucket(perMinute: perMinute, at: ambience.uptime())))
        self.longest = longest
        self.ambience = ambience
    }

    /// How many wait.
    var waiting: Int { state.withLock { $0.places.count } }

    /// Returns when the next request may go; how urgent it is, its task says.
    func wait() async throws(SourceFailure) {
        let place = join()
        let end = ambience.uptime() + longest
        while true {
            switch verdict(on: place, end: end) {
            case .go: return
            case .refused(let wait): throw .rateLimited(retryAfter: wait)
            case .wait(let wait):
                // A pause that the source asks for meanwhile, or somebody more urgent: the next verdict knows.
                do { try await ambience.sleep(max(wait, Self.shortest)) } catch {
                    leave(place)
                    throw .timedOut
                }
            }
        }
    }

    /// The source asked for quiet.
    func pause(for quiet: Duration) {
        let now = ambience.uptime()
        state.withLock { $0.bucket.pause(for: quiet, at: now) }
    }

    private func join() -> Place {
        state.withLock { state in
            state.tickets += 1
            let place = Place(urgency: Urgency.current, ticket: state.tickets)
            state.places.append(place)
            return place
        }
    }

    private func leave(_ place: Place) { state.withLock { $0.places.removeAll { $0 == place } } }

    private func verdict(on place: Place, end: Duration) -> Verdict {
        let now = ambience.uptime()
        return state.withLock { state in
            let ahead = state.places.count { $0 < place }
            let wait = state.bucket.wait(at: now, ahead: ahead)
            if ahead > 0 || state.bucket.take(at: now, longest: .zero) == nil {
                guard now + wait > end else { return .wait(wait) }
                state.places.removeAll { $0 == place }
                return .refused(wait)
            }
            state.places.removeAll { $0 == place }
            return .go
        }
    }
}
