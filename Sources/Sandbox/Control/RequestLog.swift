import FoundationEssentials
import Synchronization

/// What reached the stand-ins lately, without queries and bodies: those hold personal data.
final class RequestLog: Sendable {
    struct Entry: Sendable {
        let at: Date
        let system: String
        let method: String
        let path: String
        /// Nil while no answer has left, or none ever did; 499 where the client left a hung request first.
        var status: Int?
    }

    private let ring = Mutex(Ring<Entry>(capacity: 10_000))

    /// Notes a request when it arrives and says its number.
    func begin(at date: Date, system: String, _ request: IncomingRequest) -> Int {
        let entry = Entry(at: date, system: system, method: request.method, path: request.path)
        return ring.withLock { $0.append(entry).number }
    }

    func finish(_ number: Int, status: Int) {
        ring.withLock { ring in ring.update(number) { $0.status = status } }
    }

    func clear() { ring.withLock { $0.removeAll() } }

    var json: JSON {
        let entries = ring.withLock { Array($0.inOrder) }
        let rows: [JSON] = entries.map { entry in
            [
                "at": .string(CivilTime.iso(entry.at)), "system": .string(entry.system),
                "method": .string(entry.method), "path": .string(entry.path),
                "status": entry.status.map(JSON.integer) ?? .null,
            ]
        }
        return ["requests": .array(rows)]
    }
}
