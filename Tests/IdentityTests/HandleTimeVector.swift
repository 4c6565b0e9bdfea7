import Foundation
import Testing

/// The milliseconds of a real contact-centre record, as they were handed to this project (`handle-time-vector.json`): a
/// conversation that rang out at one agent, who got after-call work all the same, and was taken by another.
struct HandleTimeVector: Decodable {
    struct Leg: Decodable {
        let agent: String
        let tAlert: Int?
        let tTalk: Int
        let tHeld: Int
        let tAcw: Int
        let tHandle: Int
    }

    let legs: [Leg]
    let averageHandleTime: Int
    let handledLegs: Int
    let averageHold: Int?

    static func read() throws -> HandleTimeVector { try JSONDecoder().decode(Self.self, from: Data(json.utf8)) }

    private static let json = """
        {
          "source": "a real contact-centre record, times in milliseconds",
          "customer": {"tConnected": 451651, "tAcd": 12411, "tAnswered": 12411},
          "legs": [
            {"agent": "A", "tAlert": 7421, "tNotResponding": 7421, "tTalk": 0, "tHeld": 0, "tAcw": 57000, "tHandle": 57000},
            {"agent": "B", "tTalk": 374894, "tHeld": 0, "tAcw": 3000, "tHandle": 377894}
          ],
          "averageHandleTime": 217447,
          "handledLegs": 2,
          "averageHold": null
        }
        """
}
